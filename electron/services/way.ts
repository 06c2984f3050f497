// A way to hosts that no socket of this computer leads to. All that goes to such a host goes through its login.
import type { HostLogin } from '../console/host-access.ts';
import type { Asker } from '../libvirt/ask.ts';
import type { OpenTransport } from '../libvirt/transport/open.ts';
import type { HostUri } from '../libvirt/uri.ts';

/** A login on a host: all that goes there goes through it. */
export interface Login extends HostLogin {
  readonly openTransport: OpenTransport;
  /** Ends all that goes through it; nothing of it is left behind. */
  dispose(): Promise<void>;
}

export interface Way {
  readonly name: 'ssh' | 'demo';
  /** Whether a shell can be opened over its logins. */
  readonly shells: boolean;
  takes(uri: HostUri): boolean;
  makeLogin(uri: HostUri, ask: Asker): Login;
  /** The hosts that one URI stands for. Throws `InvalidUri`. */
  hostsOf?(uri: HostUri): readonly string[];
}

/** The way to the host of a URI; absent where a socket leads there. */
export type FindWay = (uri: HostUri | undefined) => Way | undefined;
