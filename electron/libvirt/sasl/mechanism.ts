// What every SASL mechanism is to the login that runs it.
import type { SecurityLayer } from './security-layer.ts';

export interface Credentials {
  readonly user: string;
  readonly secret: string;
}

export interface MechanismContext extends Credentials {
  /** The host of the URI. */
  readonly host: string;
  /** The way there is not protected: messages have to be. */
  readonly needsLayer: boolean;
}

export interface Mechanism {
  /** The first message; `undefined` when the server speaks first. */
  readonly initial: Uint8Array | undefined;
  /** Answers the server; `undefined` when nothing is left to say. Throws `SaslFault` at a server that cannot be trusted. */
  step(challenge: Uint8Array): Uint8Array | undefined;
  /** The server has proved what it has to. */
  readonly isDone: boolean;
  /** What protects the messages from now on, if anything. */
  readonly layer: SecurityLayer | undefined;
}

/** The server broke the rules of the mechanism, or does not know the secret that it should know. */
export class SaslFault extends Error {
  override readonly name = 'SaslFault';
}
