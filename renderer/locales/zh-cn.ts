/// <reference types="vite/client" />
import { byNamespace } from '../languages.ts';

export const catalogue = byNamespace(
  import.meta.glob<Record<string, unknown>>('./zh-CN/*.json', { eager: true, import: 'default' }),
);
