// Many machines at once, and of one host only so many.
import { type ConnectionId, connectionOf, type DomainKey } from '../../../shared/model/keys.ts';

/** More would only wait for the connection. */
const AT_ONCE_OF_A_HOST = 8;

/** Calls `work` for each; it must not throw. Resolves when all are done. */
export async function eachOfHosts<T extends { readonly domain: DomainKey }>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
): Promise<void> {
  const hosts = new Map<ConnectionId, T[]>();
  for (const one of all) {
    const connection = connectionOf(one.domain);
    const others = hosts.get(connection);
    if (others === undefined) hosts.set(connection, [one]);
    else others.push(one);
  }
  await Promise.all([...hosts.values()].flatMap((ones) => workers(ones, work)));
}

/** They share one list, so that nobody waits while there is something to do. */
function workers<T>(ones: readonly T[], work: (one: T) => Promise<void>): readonly Promise<void>[] {
  const rest = ones.values();
  const worker = async () => {
    for (const one of rest) await work(one);
  };
  return Array.from({ length: Math.min(AT_ONCE_OF_A_HOST, ones.length) }, worker);
}
