// The way to a host and back: its login where it has one, and the link over it, opened and closed together.
import type { HostLogin } from '../console/host-access.ts';
import type { Asker, StepListener } from '../libvirt/ask.ts';
import { type HostLink, openHostLink } from '../libvirt/host-link.ts';
import type { OpenTransport } from '../libvirt/transport/open.ts';
import { type HostUri, parseUri } from '../libvirt/uri.ts';

/** A login on another computer: every way to it goes through the first. */
export interface Login extends HostLogin {
  readonly openTransport: OpenTransport;
  /** Ends all that goes through it; nothing of it is left behind. */
  dispose(): Promise<void>;
}

export type MakeLogin = (uri: HostUri, ask: Asker) => Login;

export interface OpeningOptions {
  readonly readOnly: boolean;
  readonly signal: AbortSignal;
  readonly ask: Asker;
  readonly steps: StepListener;
  readonly makeLogin: MakeLogin;
}

export interface OpenHost {
  readonly link: HostLink;
  readonly login: Login | undefined;
  /** Says goodbye, within 4 s whatever the host does, and ends the login. */
  close(): Promise<void>;
}

/** Opens a host. Rejects as `connect` does; nothing is left behind then. */
export async function openHost(uriText: string, options: OpeningOptions): Promise<OpenHost> {
  const { readOnly, signal, ask, steps, makeLogin } = options;
  const uri = parseUri(uriText);
  const login = uri.transport === 'ssh' ? makeLogin(uri, ask) : undefined;
  try {
    const link = await openHostLink(uri, {
      readonly: readOnly,
      signal,
      ask,
      steps,
      ...(login !== undefined && { openTransport: login.openTransport.bind(login) }),
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
