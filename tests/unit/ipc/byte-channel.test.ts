import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { wireOver } from '../../../renderer/live/port-dial.ts';
import { createByteChannel } from '../../../shared/byte-channel.ts';
import { CHANNEL_WINDOW_BYTES } from '../../../shared/ipc.ts';
import type { Packet, Wire } from '../../../shared/wire.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function pair() {
  const { port1, port2 } = new MessageChannel();
  const one = createByteChannel<object, object>(wireOver(port1));
  const other = createByteChannel<object, object>(wireOver(port2));
  closing.push(() => one.close());
  return { one, other };
}

/** A wire whose far end is the test itself. */
function bareWire() {
  const sent: Packet[] = [];
  let receive: (packet: unknown) => void = () => {};
  let closed: () => void = () => {};
  const wire: Wire = {
    post: (packet) => void sent.push(packet),
    onMessage: (listener) => {
      receive = listener;
    },
    onClose: (listener) => {
      closed = listener;
    },
    close: vi.fn(),
  };
  const sentBytes = () =>
    sent.reduce((sum, packet) => sum + (packet instanceof Uint8Array ? packet.length : 0), 0);
  return { wire, sent, sentBytes, receive: (packet: unknown) => receive(packet), close: () => closed() };
}

test('never has more than the window on the wire, however much is written', () => {
  const far = bareWire();
  const channel = createByteChannel(far.wire);
  channel.write(new Uint8Array(5 * CHANNEL_WINDOW_BYTES));
  expect(far.sentBytes()).toBe(CHANNEL_WINDOW_BYTES);
  expect(channel.unackedBytes).toBe(5 * CHANNEL_WINDOW_BYTES);
  far.receive({ type: 'ack', bytes: CHANNEL_WINDOW_BYTES });
  expect(far.sentBytes()).toBe(2 * CHANNEL_WINDOW_BYTES);
  channel.close();
});

test('tells when less than half of the window is unacknowledged', () => {
  const far = bareWire();
  const channel = createByteChannel(far.wire);
  const drained = vi.fn();
  channel.onDrain(drained);
  channel.write(new Uint8Array(CHANNEL_WINDOW_BYTES));
  far.receive({ type: 'ack', bytes: CHANNEL_WINDOW_BYTES / 2 });
  expect(drained).not.toHaveBeenCalled();
  far.receive({ type: 'ack', bytes: 1 });
  expect(drained).toHaveBeenCalledOnce();
  channel.close();
});

test('carries what was written whole and in order, whatever its pieces', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 30 }), async (pieces) => {
      const { one, other } = pair();
      const heard: number[] = [];
      const ended = new Promise<void>((resolve) => other.onClose(() => resolve()));
      other.onBytes((bytes) => void heard.push(...bytes));
      for (const piece of pieces) one.write(piece);
      one.close();
      await ended;
      expect(heard).toEqual(pieces.flatMap((piece) => [...piece]));
    }),
    { numRuns: 30 },
  ));

test('sends a copy: the writer may reuse its buffer at once', async () => {
  const { one, other } = pair();
  const buffer = Uint8Array.of(1, 2, 3);
  const heard = new Promise<Uint8Array>((resolve) => other.onBytes(resolve));
  one.write(buffer);
  buffer.fill(0);
  expect([...(await heard)]).toEqual([1, 2, 3]);
});

test('a reader that has not finished holds the writer back', async () => {
  const { one, other } = pair();
  let finish = () => {};
  const started = new Promise<void>((resolve) => {
    other.onBytes(() => {
      resolve();
      return new Promise<void>((done) => {
        finish = done;
      });
    });
  });
  one.write(new Uint8Array(100_000));
  await started;
  expect(one.unackedBytes).toBe(100_000);
  finish();
  await vi.waitFor(() => expect(one.unackedBytes).toBe(0));
});

test('keeps what came before anyone listened, bytes and notices in their order', async () => {
  const { one, other } = pair();
  one.notify({ type: 'replay' });
  one.write(Uint8Array.of(7));
  one.notify({ type: 'after' });
  await new Promise((resolve) => setImmediate(resolve));
  const heard: unknown[] = [];
  other.onNotice((notice) => heard.push(notice));
  expect(heard).toEqual([{ type: 'replay' }]);
  other.onBytes((bytes) => void heard.push([...bytes]));
  expect(heard).toEqual([{ type: 'replay' }, [7], { type: 'after' }]);
});

test('closing with a failure tells the other end why', async () => {
  const { one, other } = pair();
  const failure = { kind: 'unsupported', what: 'consoles' } as const;
  const why = new Promise((resolve) => other.onClose(resolve));
  one.close(failure);
  expect(await why).toEqual(failure);
});

test('closing in peace has no failure, and is told once', async () => {
  const { one, other } = pair();
  const told = vi.fn();
  other.onClose(told);
  one.close();
  await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(undefined));
  other.close();
  expect(told).toHaveBeenCalledOnce();
});

test('closing in peace sends first what waits behind the window', async () => {
  const { one, other } = pair();
  let heardBytes = 0;
  const ended = new Promise((resolve) => other.onClose(resolve));
  other.onBytes((bytes) => {
    heardBytes += bytes.length;
  });
  one.write(new Uint8Array(5 * CHANNEL_WINDOW_BYTES));
  const told = vi.fn();
  one.onClose(told);
  one.close();
  expect(told).toHaveBeenCalledExactlyOnceWith(undefined);
  expect(await ended).toBeUndefined();
  expect(heardBytes).toBe(5 * CHANNEL_WINDOW_BYTES);
});

test('closing in peace waits for no reader that has stopped', () => {
  vi.useFakeTimers();
  const far = bareWire();
  const channel = createByteChannel(far.wire);
  channel.write(new Uint8Array(3 * CHANNEL_WINDOW_BYTES));
  channel.close();
  vi.advanceTimersByTime(4000);
  far.receive({ type: 'ack', bytes: CHANNEL_WINDOW_BYTES });
  vi.advanceTimersByTime(4000);
  expect(far.wire.close).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(far.wire.close).toHaveBeenCalled();
  vi.useRealTimers();
});

test('a wire that ends without a word is a loss', () => {
  const far = bareWire();
  const channel = createByteChannel(far.wire);
  const told = vi.fn();
  channel.onClose(told);
  far.close();
  expect(told).toHaveBeenCalledWith(expect.objectContaining({ kind: 'unreachable', stage: 'lost' }));
});

test.each([
  ['no message at all', 'hello'],
  ['nothing', undefined],
  ['an unknown type', { type: 'explode' }],
  ['more acknowledged than was sent', { type: 'ack', bytes: 1 }],
  ['a count that is none', { type: 'ack', bytes: Number.NaN }],
])('%s ends the channel as a broken protocol', (_what, packet) => {
  const far = bareWire();
  const channel = createByteChannel(far.wire);
  const told = vi.fn();
  channel.onClose(told);
  far.receive(packet);
  expect(told).toHaveBeenCalledWith(expect.objectContaining({ kind: 'protocol' }));
});
