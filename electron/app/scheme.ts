// The app's own scheme: the pages' only origin and only source. It serves a list of built files and nothing else.
import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { type PageFiles, pageHeaders } from '../ipc/page-files.ts';

const SCHEME = 'guesthouse-app';
const HOST = 'page';

/** The one origin that is trusted. */
export const PAGE_ORIGIN = `${SCHEME}://${HOST}`;

/** Tells whether `url` is our page, or its origin alone. */
export function isPage(url: string): boolean {
  return url === PAGE_ORIGIN || url.startsWith(`${PAGE_ORIGIN}/`);
}

/** Before the app is ready. It does not bypass the content security policy and has no service workers. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Answers requests of pages from `files`, once `ready` has resolved: a page speaks as soon as it has arrived. */
export function serveScheme(files: PageFiles, ready: Promise<unknown>): void {
  const headers = pageHeaders({ connect: false });
  protocol.handle(SCHEME, async ({ method, url }) => {
    await ready;
    const { host, pathname } = new URL(url);
    const file = host === HOST && method === 'GET' ? files.get(pathname) : undefined;
    if (file === undefined) return new Response('', { status: 404, headers });
    const body = new Uint8Array(await readFile(file.path));
    return new Response(body, { headers: { ...headers, 'Content-Type': file.type } });
  });
}
