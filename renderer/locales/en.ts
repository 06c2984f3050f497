/// <reference types="vite/client" />
import { byNamespace } from './by-namespace.ts';

export const catalogue = byNamespace(
  import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' }),
);
