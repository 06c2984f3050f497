// Each fault by itself, and what the client makes of it.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { connect } from '../../../electron/libvirt/client.ts';
import type { Connection } from '../../../electron/libvirt/connection.ts';
import { authList } from '../../../electron/libvirt/protocol/auth.gen.ts';
import { domainLookupByName } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { storageVolDownload } from '../../../electron/libvirt/protocol/storage.gen.ts';
import { DemoServer } from '../../support/faults/demo-server.ts';
import { EchoServer } from '../../support/faults/echo-server.ts';
import { type CallEnding, connectionEnding, endingOf } from '../../support/faults/endings.ts';
import type { Consequence, Fault } from '../../support/faults/fault.ts';
import { type Dial, faultyWay } from '../../support/faults/faulty-way.ts';
import { FAULTS, FLOOD_EVENTS, faultOf } from '../../support/faults/kinds.ts';
import { Ledger } from '../../support/faults/ledger.ts';
import { noFaults, once } from '../../support/faults/plans.ts';
import { Random } from '../../support/faults/random.ts';
import { ERROR_CODES, errorInstead } from '../../support/faults/spoiled.ts';
import { type Clockwork, stopClock } from './clockwork.ts';

const DEADLINE_MS = 200;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

interface Target {
  readonly dial: Dial;
  /** Connections that are there. */
  readonly clients: number;
}

interface Subject {
  readonly make: () => Target;
  /** Machines that it knows by name. */
  readonly names: readonly [string, string, string, string];
  readonly vol: { readonly pool: string; readonly name: string; readonly key: string };
}

const SUBJECTS: readonly (readonly [string, Subject])[] = [
  [
    'a server that echoes',
    {
      make: () => new EchoServer(),
      names: ['web1', 'web2', 'web3', 'web4'],
      vol: { pool: 'p', name: 'n', key: 'k' },
    },
  ],
  [
    'the demo host',
    {
      make: () => new DemoServer(),
      names: ['web-01', 'web-02', 'mail', 'fw-edge'],
      vol: { pool: 'fast', name: 'web-01.qcow2', key: '/srv/fast/web-01.qcow2' },
    },
  ],
];

describe.each(SUBJECTS)('before %s', (_name, { make, names, vol }) => {
  const download = { vol, offset: 0n, length: 25_000n, flags: 0 };
  let server: Target;
  let clock: Clockwork;
  let moved = 0;
  /** A server may live by a clock of its own. */
  let timersBefore = 0;
  beforeEach(() => {
    clock = stopClock(() => moved);
    server = make();
    timersBefore = clock.timers;
  });

  interface Attacked {
    readonly connection: Connection;
    readonly ledger: Ledger;
    readonly events: () => number;
    lookup(name: string): Promise<CallEnding>;
  }

  /** A connection on which the plan begins after the handshake. */
  async function attacked(fault: Fault | undefined, seed: number): Promise<Attacked> {
    const ledger = new Ledger();
    const random = new Random(seed);
    const plan =
      fault === undefined ? noFaults : once(fault, ({ procedure }) => procedure !== authList.number);
    let begun = false;
    const way = faultyWay(server.dial, () => ({
      ledger,
      random,
      plan: (frame, from, line) => (begun ? plan(frame, from, line) : undefined),
      onMove: () => {
        moved += 1;
      },
    }));
    const keepalive = { intervalMs: 30, count: 3 };
    const connection = await clock.until(
      connect('demo:///default', {
        openTransport: way.openTransport,
        keepalive,
        timeouts: { callMs: DEADLINE_MS },
      }),
    );
    let events = 0;
    connection.onEvent(() => {
      events += 1;
    });
    begun = true;
    const lookup = (name: string): Promise<CallEnding> =>
      connection.call(domainLookupByName, { name }).then(
        ({ dom }) => {
          if (fault?.falsifies !== true) expect(dom.name).toBe(name);
          return 'replied' as const;
        },
        (error: unknown) => endingOf(error),
      );
    return { connection, ledger, lookup, events: () => events };
  }

  /** `natural` here means that the call is answered. */
  const allowed = (consequences: readonly Consequence[]): readonly CallEnding[] =>
    consequences.map((one) => (one === 'natural' ? 'replied' : one));

  async function end({ connection }: Attacked): Promise<void> {
    await clock.until(connection.close());
    await clock.settle();
    expect(clock.timers).toBe(timersBefore);
    expect(server.clients).toBe(0);
  }

  test('every kind has a name of its own', () => {
    expect(new Set(FAULTS.map(({ kind }) => kind)).size).toBe(FAULTS.length);
  });

  test('without faults everything arrives', async () => {
    const one = await attacked(undefined, 1);
    expect(await clock.until(one.lookup(names[0]))).toBe('replied');
    expect(one.ledger.total).toBe(0);
    await end(one);
  });

  describe.each(FAULTS.filter(({ call }) => call.length > 0))('$kind', (fault) => {
    test.each(SEEDS)('is what the table says, with seed %i', async (seed) => {
      const one = await attacked(fault, seed);
      const endings = await clock.until(Promise.all([names[0], names[1], names[2]].map(one.lookup)));
      expect(one.ledger.faults.get(fault.kind)).toBe(1);
      const others: CallEnding[] = fault.silences ? ['timed out'] : [];
      for (const ending of endings) {
        expect(['replied', ...allowed(fault.call), ...fault.connection, ...others]).toContain(ending);
      }
      expect(allowed([...fault.call, ...others]), String(endings)).toContain(endings[0]);
      const ending = connectionEnding(one.connection.end);
      if (ending === undefined) expect(fault.survivable).toBe(true);
      else expect(fault.connection).toContain(ending);
      if (ending === undefined && !fault.silences) {
        expect(await clock.until(one.lookup(names[3]))).toBe('replied');
      }
      await end(one);
    });
  });

  describe.each(FAULTS.filter(({ call }) => call.length === 0))('$kind, in a stream', (fault) => {
    test.each(SEEDS)('ends the stream once, with seed %i', async (seed) => {
      const one = await attacked(fault, seed);
      const pieces: Uint8Array[] = [];
      const opening = one.connection.openStream(storageVolDownload, download, {
        onData: (bytes) => pieces.push(bytes),
      });
      const stream = await clock.until(opening.catch(endingOf));
      if (typeof stream === 'string') expect(fault.connection).toContain(stream);
      else {
        const { kind } = await clock.until(stream.ended);
        expect(fault.survivable ? ['failed', 'finished'] : ['lost']).toContain(kind);
        // Whatever came is a beginning of what was sent.
        const received = Buffer.concat(pieces);
        expect((await whole()).subarray(0, received.length).equals(received)).toBe(true);
      }
      expect(one.ledger.faults.get(fault.kind)).toBe(1);
      expect(connectionEnding(one.connection.end)).toBe(fault.connection[0]);
      if (fault.survivable) expect(await clock.until(one.lookup(names[3]))).toBe('replied');
      await end(one);
    });
  });

  test.each(ERROR_CODES)('an error with code %i is told with its code', async (code) => {
    const fault: Fault = {
      ...faultOf('error instead of a reply'),
      strike: ({ way, frame, random }) => way.pass(errorInstead(frame, random, code)),
    };
    const one = await attacked(fault, code);
    const refused = one.connection.call(domainLookupByName, { name: names[0] });
    await expect(clock.until(refused)).rejects.toMatchObject({ name: 'LibvirtError', code });
    expect(await clock.until(one.lookup(names[1]))).toBe('replied');
    await end(one);
  });

  test('every event of a flood is told, and the reply behind it comes', async () => {
    const one = await attacked(faultOf('flood of events'), 5);
    expect(await clock.until(one.lookup(names[0]))).toBe('replied');
    expect(one.events()).toBe(FLOOD_EVENTS);
    await end(one);
  });

  test('what keeps no keepalive is lost as soon as nothing else comes', async () => {
    const one = await attacked(faultOf('keepalive dropped'), 5);
    const lost = vi.fn();
    one.connection.onClosed(lost);
    expect(await clock.until(one.lookup(names[0]))).toBe('replied');
    await clock.pass(150);
    expect(lost).toHaveBeenCalledWith(expect.objectContaining({ stage: 'lost' }));
    await end(one);
  });

  /** What there is to download. */
  async function whole(): Promise<Buffer> {
    const { connection } = await attacked(undefined, 1);
    const pieces: Uint8Array[] = [];
    const stream = await clock.until(
      connection.openStream(storageVolDownload, download, { onData: (bytes) => pieces.push(bytes) }),
    );
    await clock.until(stream.ended);
    await clock.until(connection.close());
    return Buffer.concat(pieces);
  }
});
