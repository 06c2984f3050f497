// Logs in by SASL: asks for the name and password, lets the mechanism talk, and says what came of it.
import type { Asker } from '../ask.ts';
import { CallTimeout, Cancelled, LibvirtError, Unreachable, Unsupported } from '../errors.ts';
import { authSaslInit, authSaslStart, authSaslStep } from '../protocol/auth.gen.ts';
import type { RpcChannel } from '../rpc/channel.ts';
import type { HostUri } from '../uri.ts';
import { type Credentials, type Mechanism, SaslFault } from './mechanism.ts';
import { type Choice, chooseMechanism, type WayProtection } from './negotiate.ts';
import type { SecurityLayer } from './security-layer.ts';

/** Keeps what a host accepted for its further connections. It lives as long as the host's link, and only in memory. */
export interface CredentialMemory {
  login: { readonly mechanism: string; readonly credentials: Credentials } | undefined;
}

export interface SaslOptions {
  readonly signal: AbortSignal | undefined;
  /** For each answer of the server, in milliseconds. */
  readonly timeoutMs: number;
  readonly ask: Asker | undefined;
  readonly memory: CredentialMemory | undefined;
  /** The answer before was refused. */
  readonly wrong: boolean;
}

/** No mechanism of ours takes more than three. */
const MOST_STEPS = 10;

/** The server refused the name or password. Another try needs another connection. */
export class SaslRefused extends Unreachable {
  constructor(message: string, cause: unknown) {
    super('auth', message, { code: 'SASL_REFUSED', cause });
  }
}

/** Runs the login; returns the layer that protects what follows. Rejects with `Unreachable`, `Unsupported` or `Cancelled`. */
export async function saslLogin(
  channel: RpcChannel,
  uri: HostUri,
  options: SaslOptions,
): Promise<SecurityLayer | undefined> {
  const { memory } = options;
  const way = wayOf(uri);
  try {
    const choice = chooseMechanism(await offeredMechanisms(channel, options), way);
    const credentials = await credentialsFor(choice, uri, options);
    const needsLayer = way === 'open';
    const mechanism = choice.begin({ ...credentials, host: uri.host ?? 'localhost', needsLayer });
    await converse(channel, choice.name, mechanism, options);
    if (needsLayer && mechanism.layer === undefined)
      throw new SaslFault('the server agreed on no protection');
    if (memory !== undefined) memory.login = { mechanism: choice.name, credentials };
    return mechanism.layer;
  } catch (error) {
    if (error instanceof LibvirtError) throw new SaslRefused(error.message, error);
    if (error instanceof CallTimeout) {
      const seconds = options.timeoutMs / 1000;
      throw new Unreachable('auth', `it has not gone on with the login within ${seconds} s`, {
        cause: error,
      });
    }
    if (error instanceof SaslFault)
      throw new Unreachable('auth', error.message, { code: 'SASL_FAULT', cause: error });
    throw error;
  }
}

/** Nobody has said who they are yet: a server that fails here has a SASL that is not set up. */
async function offeredMechanisms(
  channel: RpcChannel,
  { signal, timeoutMs }: Pick<SaslOptions, 'signal' | 'timeoutMs'>,
): Promise<string> {
  try {
    return (await channel.call(authSaslInit, {}, { signal, timeoutMs })).mechlist;
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error;
    throw new Unreachable('auth', error.message, { code: 'SASL_MECHANISM', cause: error });
  }
}

function wayOf(uri: HostUri): WayProtection {
  if (uri.transport === 'tcp') return 'open';
  if (uri.transport !== 'tls') return 'local';
  return uri.client.noVerify ? 'unverified' : 'verified';
}

async function credentialsFor(choice: Choice, uri: HostUri, options: SaslOptions): Promise<Credentials> {
  const { ask, signal, memory, wrong } = options;
  if (!wrong && memory?.login?.mechanism === choice.name) return memory.login.credentials;
  if (ask === undefined) throw new Unsupported('a login with name and password where nobody can be asked');
  const question = {
    kind: 'sasl',
    target: uri.host ?? 'localhost',
    mechanism: choice.name,
    weak: choice.weak,
    ...(uri.user === undefined ? {} : { user: uri.user }),
  } as const;
  const answer = await ask.ask(question, { signal: signal ?? new AbortController().signal, wrong });
  if (signal?.aborted) throw new Cancelled();
  if (answer.kind === 'login') return { user: answer.user, secret: answer.secret };
  throw new Unreachable('auth', 'the question for name and password was dismissed', { code: 'CANCELLED' });
}

async function converse(
  channel: RpcChannel,
  mech: string,
  mechanism: Mechanism,
  { signal, timeoutMs }: SaslOptions,
): Promise<void> {
  const limits = { signal, timeoutMs };
  let reply = await channel.call(authSaslStart, { mech, ...wire(mechanism.initial) }, limits);
  for (let steps = 0; ; steps += 1) {
    if (steps === MOST_STEPS) throw new SaslFault('the server goes on and on and never says that it is done');
    // Complete or not: what came with it is the server's proof.
    const hasWords = reply.nil === 0;
    const answer =
      hasWords && !(reply.complete !== 0 && mechanism.isDone) ? mechanism.step(reply.data) : undefined;
    if (reply.complete !== 0) break;
    if (!hasWords && !mechanism.isDone) throw new SaslFault('the server has nothing to say, but is not done');
    reply = await channel.call(authSaslStep, wire(answer), limits);
  }
  if (!mechanism.isDone)
    throw new SaslFault('the server let us in without proving that it knows the password');
}

/** No data at all differs from empty data. */
function wire(data: Uint8Array | undefined): { nil: number; data: Uint8Array } {
  return { nil: data === undefined ? 1 : 0, data: data ?? new Uint8Array() };
}
