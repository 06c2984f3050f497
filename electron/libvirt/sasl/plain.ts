// PLAIN (RFC 4616): the password as it is. Only ever sent to a server whose certificate was verified.
import type { Credentials, Mechanism } from './mechanism.ts';

export function plain({ user, secret }: Credentials): Mechanism {
  return {
    initial: Buffer.from(`\0${user}\0${secret}`),
    step: () => undefined,
    isDone: true,
    layer: undefined,
  };
}
