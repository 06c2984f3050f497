// Picks the best mechanism that a server offers and that is safe on the way to it.
import { Unreachable } from '../errors.ts';
import { DigestMd5 } from './digest-md5.ts';
import type { Mechanism, MechanismContext } from './mechanism.ts';
import { plain } from './plain.ts';
import { Scram } from './scram.ts';

/** What the way to the server gives: `open` neither hides nor proves, `unverified` hides from those who only listen. */
export type WayProtection = 'open' | 'local' | 'unverified' | 'verified';

export interface Choice {
  readonly name: string;
  readonly weak: boolean;
  readonly begin: (context: MechanismContext) => Mechanism;
}

const SCRAM_256: Choice = {
  name: 'SCRAM-SHA-256',
  weak: false,
  begin: (context) => new Scram('sha256', context),
};
const SCRAM_1: Choice = { name: 'SCRAM-SHA-1', weak: false, begin: (context) => new Scram('sha1', context) };
const DIGEST: Choice = { name: 'DIGEST-MD5', weak: false, begin: (context) => new DigestMd5(context) };
const PLAIN: Choice = { name: 'PLAIN', weak: false, begin: plain };

/** The best of `offered`, separated by blanks or commas; throws `Unreachable` (`SASL_MECHANISM`) with what to use instead. */
export function chooseMechanism(offered: string, way: WayProtection): Choice {
  const names = new Set(offered.toUpperCase().split(/[\s,]+/));
  const found = usable(way).find(({ name }) => names.has(name));
  if (found !== undefined) return found;
  const what = offered === '' ? 'no way to log in is offered' : `${offered} is not supported`;
  throw new Unreachable('auth', `${what}; ${advice(way)}`, { code: 'SASL_MECHANISM' });
}

function usable(way: WayProtection): readonly Choice[] {
  // Only DIGEST-MD5 protects the messages that follow.
  if (way === 'open') return [{ ...DIGEST, weak: true }];
  return way === 'verified' ? [SCRAM_256, SCRAM_1, DIGEST, PLAIN] : [SCRAM_256, SCRAM_1, DIGEST];
}

function advice(way: WayProtection): string {
  if (way === 'open') return 'use qemu+tls or qemu+ssh, or let the server offer DIGEST-MD5';
  return 'use qemu+ssh, or let the server offer SCRAM-SHA-256 (mech_list in its SASL configuration)';
}
