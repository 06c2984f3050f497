// The contract as functions: `api.domains.act({…})` becomes a message on the link. Only the contract's types are here,
// so that its checks (and their library) stay with the engine.
import type { AppApi, AppContract } from '../../shared/contract.ts';
import type { Link } from './link.ts';

type ChannelName<C> = {
  [G in keyof C & string]: {
    [M in keyof C[G] & string]: C[G][M] extends { readonly kind: 'channel' } ? `${G}.${M}` : never;
  }[keyof C[G] & string];
}[keyof C & string];

/** Which methods are channels cannot be seen at run time; one that is missing or too many does not compile. */
const CHANNELS: Readonly<Record<ChannelName<AppContract>, true>> = {
  'consoles.screen': true,
  'consoles.serial': true,
  'consoles.polkitAgent': true,
  'consoles.hostShell': true,
  'consoles.virshShell': true,
  'consoles.guestShell': true,
  'connections.test': true,
};

interface Options {
  readonly signal?: AbortSignal;
}

function methodOf(link: Link, method: string) {
  if (Object.hasOwn(CHANNELS, method)) return (input: unknown) => link.openChannel(method, input);
  return (argument: unknown, options?: Options) =>
    typeof argument === 'function'
      ? link.subscribe(method, (value) => argument(value))
      : link.request(method, argument, options?.signal);
}

/** An object that makes the value of a name when it is first asked for. */
function lazily(make: (name: string) => unknown): object {
  const made = new Map<string, unknown>();
  return new Proxy(Object.freeze({}), {
    get(_target, name) {
      // `then` would make it look like a promise.
      if (typeof name !== 'string' || name === 'then') return undefined;
      if (!made.has(name)) made.set(name, make(name));
      return made.get(name);
    },
  });
}

/** The same function each time for the same name, so that hooks can depend on it. */
export function createApi(link: Link): AppApi {
  return Object.create(lazily((group) => lazily((name) => methodOf(link, `${group}.${name}`))));
}
