// The beginning of a session, from the version to the viewer's ClientInit (RFC 6143 §7.1 to §7.3.1).
import { randomBytes } from 'node:crypto';
import { ProtocolViolation } from '../../../libvirt/xdr/violation.ts';
import type { Reading } from './reading.ts';
import { CHALLENGE_BYTES, isAnswer } from './vnc-auth.ts';

const NONE = 1;
const VNC_AUTH = 2;
const VERSION_BYTES = 12;

type Send = (bytes: Uint8Array) => void;
type Minor = 3 | 7 | 8;

/** Settles on false when the viewer was refused; it was told so. Throws ProtocolViolation for what is no viewer. */
export function* handshake(send: Send, password: string | undefined): Reading<boolean> {
  send(Buffer.from('RFB 003.008\n', 'latin1'));
  const minor = minorOf((yield VERSION_BYTES).toString('latin1'));
  const type = password === undefined ? NONE : VNC_AUTH;
  yield* agreeOnSecurity(send, minor, type);
  if (password !== undefined && !(yield* knowsPassword(send, password))) {
    send(refusal(minor));
    return false;
  }
  // Before 3.8 there is no result where nothing was asked (§7.2.1).
  if (minor === 8 || type === VNC_AUTH) send(uint32(0));
  // Whether to share the screen: it is always shared.
  yield 1;
  return true;
}

function minorOf(version: string): Minor {
  const [, digits] = /^RFB 003\.(\d{3})\n$/.exec(version) ?? [];
  if (digits === undefined) throw new ProtocolViolation('the viewer does not speak RFB');
  const minor = Number(digits);
  // Any number that was never published means 3.3 (§7.1.1); but those who count on from 3.8 mean it.
  return minor >= 8 ? 8 : minor === 7 ? 7 : 3;
}

function* agreeOnSecurity(send: Send, minor: Minor, type: number): Reading<void> {
  if (minor === 3) {
    send(uint32(type));
    return;
  }
  send(Buffer.of(1, type));
  const chosen = (yield 1)[0];
  if (chosen !== type) throw new ProtocolViolation(`the viewer chose security type ${chosen}`);
}

function* knowsPassword(send: Send, password: string): Reading<boolean> {
  const challenge = randomBytes(CHALLENGE_BYTES);
  send(challenge);
  return isAnswer(password, challenge, yield CHALLENGE_BYTES);
}

function refusal(minor: Minor): Buffer {
  const reason = Buffer.from('The password is wrong.', 'utf8');
  return minor === 8 ? Buffer.concat([uint32(1), uint32(reason.length), reason]) : uint32(1);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
