// The built page as a list: what is not on it is not served, whatever a path says. Used by the app's scheme and by `--serve`.
import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface PageFile {
  readonly path: string;
  readonly type: string;
}

/** URL path → file. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Walks by hand: inside an archive of Electron, `recursive` is not known. */
function* filesUnder(folder: string, url: string): Generator<readonly [string, string]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path, `${url}${entry.name}/`);
    else if (entry.isFile()) yield [`${url}${entry.name}`, path];
  }
}

/** Lists the files of the built page that a page may ask for. Throws when it was not built. */
export function listPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>();
  for (const [url, path] of filesUnder(folder, '/')) {
    const type = TYPES[extname(path)];
    if (type !== undefined) files.set(url, { path, type });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`no page in ${folder}`);
  return files.set('/', index);
}

/**
 * What stands in the header of every answer. A page in a browser may open sockets to its own origin, and no other site that opened
 * it may reach into it. In Electron it needs no network at all, and nobody can open it; a header that parts it from an opener would
 * cost each start a process for the empty page before it. Mantine and xterm insert styles, noVNC draws its cursor from data: URLs.
 */
export function pageHeaders({
  inBrowser,
}: {
  readonly inBrowser: boolean;
}): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${inBrowser ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    ...(inBrowser ? { 'Cross-Origin-Opener-Policy': 'same-origin' } : {}),
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()',
    'Cache-Control': 'no-cache',
  };
}
