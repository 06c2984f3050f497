// The way to a host and back: its login where it has one, and the link over it, opened and closed together.
import type { Asker, StepListener } from '../libvirt/ask.ts';
import { type HostLink, openHostLink } from '../libvirt/host-link.ts';
import { parseUri } from '../libvirt/uri.ts';
import type { FindWay, Login } from './way.ts';

export interface OpeningOptions {
  readonly readOnly: boolean;
  readonly signal: AbortSignal;
  readonly ask: Asker;
  readonly steps: StepListener;
  readonly findWay: FindWay;
}

export interface OpenHost {
  readonly link: HostLink;
  readonly login: Login | undefined;
  /** Says goodbye, within 4 s whatever the host does, and ends the login. */
  close(): Promise<void>;
}

/** Opens a host. Rejects as `connect` does; nothing is left behind then. */
export async function openHost(uriText: string, options: OpeningOptions): Promise<OpenHost> {
  const { readOnly, signal, ask, steps, findWay } = options;
  const uri = parseUri(uriText);
  const login = findWay(uri)?.makeLogin(uri, ask);
  try {
    const link = await openHostLink(uri, {
      readonly: readOnly,
      signal,
      ask,
      steps,
      ...(login !== undefined && { openTransport: login.openTransport }),
    });
    return { link, login, close: once(() => closeBoth(link, login)) };
  } catch (error) {
    await login?.dispose();
    throw error;
  }
}

async function closeBoth(link: HostLink, login: Login | undefined): Promise<void> {
  await link.close();
  await login?.dispose();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
