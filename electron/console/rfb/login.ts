// The handshake with a VNC server up to its ServerInit, as a client (RFC 6143 §7.1 to §7.3.1, versions 3.3, 3.7 and 3.8).
import type { Duplex } from 'node:stream';
import { Unreachable, Unsupported } from '../../libvirt/errors.ts';
import { quoted } from '../../libvirt/failure-of.ts';
import { ProtocolViolation } from '../../libvirt/xdr/violation.ts';
import { ByteSource } from './byte-source.ts';
import { challengeResponse } from './vnc-auth.ts';

const NONE = 1;
const VNC_AUTH = 2;
/** Names from the IANA registry of RFB security types. */
const SECURITY_NAMES: Readonly<Record<number, string>> = {
  5: 'RA2',
  6: 'RA2ne',
  16: 'Tight',
  17: 'Ultra',
  18: 'TLS',
  19: 'VeNCrypt',
  20: 'SASL',
  21: 'MD5',
  22: 'XVP',
  30: 'Apple Remote Desktop',
};
const REASON_BYTES = 4096;
/** Shares the display (§7.3.1). */
export const CLIENT_INIT = Buffer.of(1);

/** The server wants a password and `tried` says whether it has refused one. */
export class PasswordNeeded extends Error {
  readonly tried: boolean;

  constructor(tried: boolean) {
    super('the display wants a password');
    this.tried = tried;
  }
}

export interface LoginOptions {
  readonly password?: string;
  /** Ends the handshake; its reason is thrown. */
  readonly signal: AbortSignal;
}

/**
 * Leaves `socket` where the server's ServerInit is next: a ClientInit that shares the display with others is sent along with
 * what lets us in, so that nobody waits a round trip for it. Throws PasswordNeeded, Unsupported for security types that we
 * lack, ProtocolViolation for garbage, Unreachable when it closes or refuses us, with its reason.
 */
export async function login(socket: Duplex, { password, signal }: LoginOptions): Promise<void> {
  const source = new ByteSource(socket, signal);
  const minor = await agreeOnVersion(socket, source);
  const type = chooseType(await offeredTypes(source, minor));
  if (type === VNC_AUTH && password === undefined) throw new PasswordNeeded(false);
  const choice = minor > 3 ? [type] : [];
  if (type === VNC_AUTH) {
    socket.write(Uint8Array.from(choice));
    const response = challengeResponse(password ?? '', await source.read(16));
    socket.write(Buffer.concat([response, CLIENT_INIT]));
  } else {
    socket.write(Buffer.from([...choice, ...CLIENT_INIT]));
  }
  // Before 3.8 a server that asks for nothing says nothing either.
  if (type === VNC_AUTH || minor === 8) await expectAccepted(source, type, minor);
}

type MinorVersion = 3 | 7 | 8;

async function agreeOnVersion(socket: Duplex, source: ByteSource): Promise<MinorVersion> {
  const [, major, minor] = /^RFB (\d{3})\.(\d{3})\n$/.exec((await source.read(12)).toString('latin1')) ?? [];
  if (major === undefined || minor === undefined)
    throw new ProtocolViolation('what answers there is no VNC server');
  // Any other number is to be treated as 3.3 (§7.1.1), but those who count on from 3.8 mean it.
  const version = Number(major) * 1000 + Number(minor);
  const ours: MinorVersion = version >= 3008 ? 8 : version === 3007 ? 7 : 3;
  socket.write(`RFB 003.00${ours}\n`);
  return ours;
}

async function offeredTypes(source: ByteSource, minor: MinorVersion): Promise<readonly number[]> {
  if (minor === 3) {
    const type = await source.uint32();
    if (type === 0) throw await refusal(source);
    return [type];
  }
  const count = await source.uint8();
  if (count === 0) throw await refusal(source);
  return [...(await source.read(count))];
}

function chooseType(offered: readonly number[]): typeof NONE | typeof VNC_AUTH {
  if (offered.includes(NONE)) return NONE;
  if (offered.includes(VNC_AUTH)) return VNC_AUTH;
  const names = offered.slice(0, 16).map((type) => `${SECURITY_NAMES[type] ?? 'unknown'} (${type})`);
  throw new Unsupported(`VNC security ${names.join(', ')}`);
}

async function expectAccepted(source: ByteSource, type: number, minor: MinorVersion): Promise<void> {
  const result = await source.uint32();
  if (result === 0) return;
  if (result !== 1 && result !== 2)
    throw new ProtocolViolation(`the display answered the login with ${result}`);
  // 2 is "too many attempts": another password would be refused as well.
  if (type === VNC_AUTH && result === 1) throw new PasswordNeeded(true);
  throw minor === 8 ? await refusal(source) : new Unreachable('auth', 'the display refused the login');
}

async function refusal(source: ByteSource): Promise<Unreachable> {
  const length = await source.uint32();
  const reason = await source.read(Math.min(length, REASON_BYTES));
  return new Unreachable('auth', quoted(reason.toString('utf8')));
}
