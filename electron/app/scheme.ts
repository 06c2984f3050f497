// The app's own scheme: the pages' only origin and only source. It serves a list of built files and nothing else.
import { readFile } from 'node:fs/promises';
import { type ProtocolResponse, protocol } from 'electron';
import { type PageFile, type PageFiles, pageHeaders } from '../ipc/page-files.ts';

const SCHEME = 'guesthouse-app';
const HOST = 'page';

/** Chromium's number for it. */
const FILE_NOT_FOUND = -6;
const NOTHING = Buffer.alloc(0);

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

/**
 * Answers requests of pages from `files`. By Electron's former way: for `protocol.handle` it loads Node's `fetch` and all that comes
 * with it, which takes main longer than anything else at a start.
 */
export function serveScheme(files: PageFiles): void {
  const common = pageHeaders({ inBrowser: false });
  protocol.registerBufferProtocol(SCHEME, async ({ method, url }, answer) => {
    const { host, pathname } = new URL(url);
    const file = host === HOST && method === 'GET' ? files.get(pathname) : undefined;
    answer(file === undefined ? { statusCode: 404, headers: common, data: NOTHING } : await read(file));
  });

  async function read({ path, type }: PageFile): Promise<ProtocolResponse> {
    const data = await readFile(path).catch(() => undefined);
    return data === undefined
      ? { error: FILE_NOT_FOUND }
      : { data, headers: { ...common, 'Content-Type': type } };
  }
}
