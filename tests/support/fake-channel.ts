// A channel without a wire: the test plays the engine's end of it.
import type { Failure } from '../../shared/failure.ts';
import type { ByteChannel } from '../../shared/ipc.ts';

class Listeners<Args extends readonly unknown[]> {
  readonly #all: ((...args: Args) => void)[] = [];
  readonly add = (listener: (...args: Args) => void): void => {
    this.#all.push(listener);
  };
  readonly call = (...args: Args): void => {
    for (const listener of this.#all) listener(...args);
  };
}

export interface FakeChannel {
  /** What the component holds. */
  readonly page: ByteChannel<unknown, unknown>;
  readonly input: unknown;
  /** What the page wrote, byte for byte, and said. */
  readonly written: Uint8Array[];
  readonly notices: unknown[];
  readonly closed: boolean;
  send(bytes: Uint8Array): void;
  say(notice: unknown): void;
  end(failure?: Failure): void;
}

export function fakeChannel(input: unknown): FakeChannel {
  const bytes = new Listeners<readonly [Uint8Array]>();
  const notices = new Listeners<readonly [unknown]>();
  const drains = new Listeners<readonly []>();
  const closes = new Listeners<readonly [Failure?]>();
  const written: Uint8Array[] = [];
  const said: unknown[] = [];
  let closed = false;

  function close(failure?: Failure): void {
    if (closed) return;
    closed = true;
    if (failure === undefined) closes.call();
    else closes.call(failure);
  }

  return {
    page: {
      write: (sent) => {
        written.push(sent.slice());
      },
      notify: (notice) => {
        said.push(notice);
      },
      unackedBytes: 0,
      onBytes: bytes.add,
      onNotice: notices.add,
      onDrain: drains.add,
      onClose: closes.add,
      close,
    },
    input,
    written,
    notices: said,
    get closed() {
      return closed;
    },
    send: bytes.call,
    say: notices.call,
    end: close,
  };
}
