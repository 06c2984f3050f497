// From a way to the host to an open connection: authenticate, then open, each step after the one before.
import type { Asker, StepListener } from './ask.ts';
import type { Connection } from './connection.ts';
import { isUnknownProcedure } from './error-predicates.ts';
import { CallTimeout, LibvirtError, Unreachable } from './errors.ts';
import { feature } from './features.ts';
import { authList, authPolkit } from './protocol/auth.gen.ts';
import { connectOpen, connectSupportsFeature } from './protocol/connect.gen.ts';
import { VirConnectFlags, VirErrorNumber } from './protocol/constants.gen.ts';
import type { KeepaliveOptions } from './rpc/keepalive.ts';
import { type CredentialMemory, saslLogin } from './sasl/login.ts';
import type { SecurityLayer } from './sasl/security-layer.ts';
import { ProtocolViolation } from './xdr/violation.ts';

export interface HandshakeOptions {
  readonly signal: AbortSignal | undefined;
  readonly answerMs: number;
  readonly openMs: number;
  readonly authMs: number;
  readonly keepalive: KeepaliveOptions | false;
  readonly ask: Asker | undefined;
  readonly steps: StepListener | undefined;
  readonly memory: CredentialMemory | undefined;
  /** The name and password given before were refused. */
  readonly wrong: boolean;
  /** Protects all that follows. */
  readonly protect: (layer: SecurityLayer) => void;
}

// remote_auth_type
const AUTH_NONE = 0;
const AUTH_SASL = 1;
const AUTH_POLKIT = 2;

const POLKIT_WORDS: ReadonlyMap<number, string> = new Map([
  [VirErrorNumber.VIR_ERR_AUTH_UNAVAILABLE, 'no polkit agent runs that could ask for permission'],
  [VirErrorNumber.VIR_ERR_AUTH_CANCELLED, 'the question for permission was dismissed'],
  [VirErrorNumber.VIR_ERR_AUTH_FAILED, 'permission was refused'],
]);

/** Runs the handshake; rejects with `Unreachable` (auth, open, lost), `ProtocolViolation`, `Unsupported` or `Cancelled`. */
export async function handshake(connection: Connection, options: HandshakeOptions): Promise<void> {
  const { steps } = options;
  steps?.begun('authenticate');
  const types = await firstAnswer(connection, options);
  connection.polkitAsked = await authenticate(connection, types, options);
  steps?.done('authenticate');
  steps?.begun('open');
  const [alive] = await Promise.all([
    options.keepalive === false ? false : canKeepAlive(connection, options),
    open(connection, options),
  ]);
  steps?.done('open');
  if (alive && options.keepalive !== false) connection.channel.startKeepalive(options.keepalive);
}

/** The question alone makes the server watch us, too. */
async function canKeepAlive(
  { channel }: Connection,
  { signal, openMs: timeoutMs }: HandshakeOptions,
): Promise<boolean> {
  try {
    const args = { feature: feature.keepalive };
    return (await channel.call(connectSupportsFeature, args, { signal, timeoutMs })).supported !== 0;
  } catch (error) {
    if (error instanceof LibvirtError || error instanceof CallTimeout) return false;
    throw error;
  }
}

/** The first words of the peer, which may not be libvirt at all. */
async function firstAnswer(connection: Connection, options: HandshakeOptions): Promise<readonly number[]> {
  const { signal, answerMs: timeoutMs } = options;
  try {
    return (await connection.channel.call(authList, {}, { signal, timeoutMs })).types;
  } catch (error) {
    // Servers older than authentication: nothing to do before opening.
    if (isUnknownProcedure(error)) return [AUTH_NONE];
    throw explainSilence(error, connection, timeoutMs);
  }
}

function explainSilence(error: unknown, { channel }: Connection, timeoutMs: number): unknown {
  if (error instanceof CallTimeout) {
    return new Unreachable(
      'open',
      `it took the connection but has not answered within ${timeoutMs / 1000} s`,
    );
  }
  if (error instanceof LibvirtError) return refusal('open', error);
  if (channel.spokeOnce) return error;
  if (error instanceof ProtocolViolation) {
    return new ProtocolViolation(`what listens there does not speak libvirt's protocol: ${error.message}`);
  }
  if (error instanceof Unreachable && error.stage === 'lost') {
    return new Unreachable('open', 'it closed the connection without a word', { cause: error });
  }
  return error;
}

/** Returns whether polkit had to say yes. */
async function authenticate(
  { channel, uri }: Connection,
  types: readonly number[],
  options: HandshakeOptions,
): Promise<boolean> {
  const { signal, authMs: timeoutMs } = options;
  if (types.length === 0 || types.includes(AUTH_NONE)) return false;
  if (types.includes(AUTH_SASL) && !types.includes(AUTH_POLKIT)) {
    const layer = await saslLogin(channel, uri, { ...options, timeoutMs: options.answerMs });
    if (layer !== undefined) options.protect(layer);
    return false;
  }
  try {
    await channel.call(authPolkit, {}, { signal, timeoutMs });
    return true;
  } catch (error) {
    if (error instanceof CallTimeout)
      throw new Unreachable('auth', 'nobody answered the question for permission');
    throw error instanceof LibvirtError ? polkitRefusal(error) : error;
  }
}

function polkitRefusal(error: LibvirtError): Unreachable {
  const words = POLKIT_WORDS.get(error.code);
  if (words === undefined) return refusal('auth', error);
  return new Unreachable('auth', `${words} (${error.message})`, { code: error.code, cause: error });
}

async function open(connection: Connection, { signal, openMs: timeoutMs }: HandshakeOptions): Promise<void> {
  const { remoteName } = connection.uri;
  const flags = connection.readonly ? VirConnectFlags.VIR_CONNECT_RO : 0;
  try {
    // The empty text lets the server choose; an absent one is refused by libvirtd 9.0.
    await connection.channel.call(connectOpen, { name: remoteName, flags }, { signal, timeoutMs });
  } catch (error) {
    if (error instanceof CallTimeout) {
      throw new Unreachable('open', `${remoteName} was not opened within ${timeoutMs / 1000} s`);
    }
    throw error instanceof LibvirtError ? refusal('open', error) : error;
  }
}

function refusal(stage: 'auth' | 'open', error: LibvirtError): Unreachable {
  return new Unreachable(stage, error.message, { code: error.code, cause: error });
}
