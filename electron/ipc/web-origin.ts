// Who may speak to `--serve`: only pages that it served itself, by the names it goes by.
import type { IncomingMessage } from 'node:http';

/**
 * The `Host` must be ours, so that a name of somebody else that points at 127.0.0.1 (DNS rebinding) is refused.
 * An `Origin`, where there is one, must be the page that we served.
 */
export function isOwnRequest(request: IncomingMessage, port: number, originNeeded: boolean): boolean {
  const { host, origin } = request.headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false;
  if (origin === undefined) return !originNeeded;
  return origin === `http://${host}`;
}
