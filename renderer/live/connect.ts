// Finds the engine: through the desktop app where there is one, else through the server that sent this page.
import { createApi } from './api.ts';
import { desktop } from './desktop.ts';
import { createLink, type Dial } from './link.ts';
import type { Engine } from './live.ts';
import { createPortDial } from './port-dial.ts';
import { createSocketDial, takeToken } from './socket-dial.ts';

/** Without a token nothing is admitted: the same as a wrong one, and known before asking. */
function findDial(): Dial {
  const app = desktop();
  if (app !== undefined) return createPortDial(app);
  const url = new URL('engine', location.href);
  url.protocol = 'ws:';
  url.search = '';
  url.hash = '';
  return createSocketDial(url.href, takeToken() ?? '');
}

/** Begins to connect to the engine, and keeps at it. */
export function connectEngine(): Engine {
  const link = createLink(findDial());
  return {
    api: createApi(link),
    get linkState() {
      return link.state;
    },
    onLink: (listener) => link.onState(listener),
    onFailing: (listener) => desktop()?.onEngineFailing(listener) ?? (() => {}),
  };
}
