// The way to the engine as a page sees it: requests with answers, pushes, channels. When lost it comes back by itself.
import { createByteChannel } from '../../shared/byte-channel.ts';
import { type Failure, failed, type Result } from '../../shared/failure.ts';
import type { ByteChannel, ChannelOpening, EngineMessage, PageMessage } from '../../shared/ipc.ts';
import type { Wire } from '../../shared/wire.ts';
import type { LinkState } from './live.ts';

/** One connection to the engine, while it lasts. */
export interface Connection {
  readonly wire: Wire;
  /** A wire of its own for a channel. */
  openSide(opening: ChannelOpening): Wire;
  /** Asked when the wire has closed: the engine does not want this page, and trying again is pointless. */
  wasRefused(): boolean;
}

/** Makes a connection, or rejects when the engine is not there. */
export type Dial = () => Promise<Connection>;

export interface Link {
  readonly state: LinkState;
  onState(listener: (state: LinkState) => void): () => void;
  /** Never rejects. Fails as `unreachable` while the engine is gone; before the first connection it waits for it. */
  request(method: string, input: unknown, signal?: AbortSignal): Promise<Result<unknown>>;
  subscribe(method: string, listener: (value: unknown) => void): () => void;
  /** Opens at once; closes as `unreachable` when the engine is not there. */
  openChannel(method: string, input: unknown): ByteChannel<unknown, unknown>;
  /** Ends it for good. */
  close(): void;
}

const LOST: Failure = {
  kind: 'unreachable',
  stage: 'lost',
  code: 'ENGINE_ENDED',
  message: 'the engine is gone',
};
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5000;
/** An engine that has taken the connection and says nothing for so long hangs. */
const WELCOME_MS = 10_000;

/** A wire that has ended already. */
const DEAD_WIRE: Wire = {
  post: () => {},
  onMessage: () => {},
  onClose: (listener) => listener(),
  close: () => {},
};

interface Pending {
  readonly message: PageMessage;
  settle(result: Result<unknown>): void;
}

function isEngineMessage(packet: unknown): packet is EngineMessage {
  return typeof packet === 'object' && packet !== null && 'type' in packet;
}

class EngineLink implements Link {
  readonly #dial: Dial;
  /** Until the first try has failed the page draws nothing about a loss. */
  #state: LinkState = 'up';
  #connection: Connection | undefined;
  #retryMs = FIRST_RETRY_MS;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #welcomeTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #nextId = 1;
  readonly #pending = new Map<number, Pending>();
  readonly #stateListeners = new Set<(state: LinkState) => void>();
  readonly #pushListeners = new Map<string, Set<(value: unknown) => void>>();

  constructor(dial: Dial) {
    this.#dial = dial;
    void this.#connect();
  }

  get state(): LinkState {
    return this.#state;
  }

  onState(listener: (state: LinkState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  request(method: string, input: unknown, signal?: AbortSignal): Promise<Result<unknown>> {
    if (this.#state !== 'up') return Promise.resolve(failed(LOST));
    if (signal?.aborted) return Promise.resolve(failed({ kind: 'cancelled' }));
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const cancel = () => {
        this.#connection?.wire.post({ type: 'cancel', id } satisfies PageMessage);
        this.#settle(id, failed({ kind: 'cancelled' }));
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const message: PageMessage = { type: 'request', id, method, input };
      const settle = (result: Result<unknown>) => {
        signal?.removeEventListener('abort', cancel);
        resolve(result);
      };
      this.#pending.set(id, { message, settle });
      this.#connection?.wire.post(message);
    });
  }

  subscribe(method: string, listener: (value: unknown) => void): () => void {
    const listeners = this.#pushListeners.get(method) ?? new Set();
    this.#pushListeners.set(method, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  openChannel(method: string, input: unknown): ByteChannel<unknown, unknown> {
    return createByteChannel(this.#connection?.openSide({ type: 'open', method, input }) ?? DEAD_WIRE);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#connection?.wire.close();
  }

  async #connect(): Promise<void> {
    try {
      const connection = await this.#dial();
      this.#welcomeTimer = setTimeout(() => connection.wire.close(), WELCOME_MS);
      connection.wire.onClose(() => this.#ended(connection.wasRefused()));
      connection.wire.onMessage((packet) => this.#receive(connection, packet));
      if (this.#closed) connection.wire.close();
    } catch {
      this.#ended(false);
    }
  }

  #receive(connection: Connection, packet: unknown): void {
    if (!isEngineMessage(packet)) return;
    if (packet.type === 'welcome') this.#welcomed(connection);
    else if (packet.type === 'result') this.#settle(packet.id, packet.result);
    else if (packet.type === 'push') this.#pushed(connection, packet.method, packet.value);
  }

  #welcomed(connection: Connection): void {
    clearTimeout(this.#welcomeTimer);
    this.#connection = connection;
    this.#retryMs = FIRST_RETRY_MS;
    for (const { message } of this.#pending.values()) connection.wire.post(message);
    this.#become('up');
  }

  #pushed(connection: Connection, method: string, value: unknown): void {
    try {
      for (const listener of this.#pushListeners.get(method) ?? []) listener(value);
    } finally {
      connection.wire.post({ type: 'seen', pushes: 1 } satisfies PageMessage);
    }
  }

  #settle(id: number, result: Result<unknown>): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.settle(result);
  }

  #ended(refused: boolean): void {
    clearTimeout(this.#welcomeTimer);
    this.#connection = undefined;
    for (const id of [...this.#pending.keys()]) this.#settle(id, failed(LOST));
    this.#become(refused ? 'refused' : 'lost');
    if (refused || this.#closed) return;
    this.#retryTimer = setTimeout(() => void this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  #become(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }
}

/** Begins to connect at once. */
export function createLink(dial: Dial): Link {
  return new EngineLink(dial);
}
