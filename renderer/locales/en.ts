/// <reference types="vite/client" />
import { byNamespace } from '../languages.ts';

export const catalogue = byNamespace(
  import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' }),
);
