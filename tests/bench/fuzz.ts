// Mutated messages into our client for as long as asked: how many it takes per second, and how many it does not survive.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { connect } from '../../electron/libvirt/client.ts';
import type { Connection } from '../../electron/libvirt/connection.ts';
import { domainGetXmlDesc, domainLookupByName } from '../../electron/libvirt/protocol/domain.gen.ts';
import { storageVolDownload } from '../../electron/libvirt/protocol/storage.gen.ts';
import { collectGarbage } from '../support/collect-garbage.ts';
import { EchoServer, UUID } from '../support/faults/echo-server.ts';
import { endingOf } from '../support/faults/endings.ts';
import { faultyWay } from '../support/faults/faulty-way.ts';
import { MUTATION } from '../support/faults/kinds.ts';
import { Ledger } from '../support/faults/ledger.ts';
import { randomly } from '../support/faults/plans.ts';
import { Random } from '../support/faults/random.ts';
import type { Row } from './table.ts';

const LANES = 48;
/** Of the messages, so that a connection gets as far as its calls now and then. */
const SHARE = 0.3;
const DEADLINE_MS = 50;
const CALLS = 40;
const TIMEOUTS = { answerMs: DEADLINE_MS, openMs: DEADLINE_MS, callMs: DEADLINE_MS };
const MIB = 1_048_576;

class Fuzz {
  readonly ledger = new Ledger();
  readonly crashes: unknown[] = [];
  frames = 0;
  connections = 0;
  readonly #server = new EchoServer();
  readonly #random = new Random(Date.now());

  get seed(): number {
    return this.#random.seed;
  }

  async lane(untilMs: number): Promise<void> {
    while (Date.now() < untilMs) {
      const connection = await this.#connect();
      if (connection === undefined) continue;
      connection.onEvent(() => this.ledger.ended('event'));
      await Promise.all(Array.from({ length: CALLS }, (_, number) => this.#call(connection, number)));
      await connection.close();
    }
  }

  async #connect(): Promise<Connection | undefined> {
    this.connections += 1;
    const plan = randomly([MUTATION], SHARE, this.#random);
    const { openTransport } = faultyWay(this.#server.dial, () => ({
      ledger: this.ledger,
      random: this.#random,
      plan: (frame, from, line) => {
        if (from === 'server') this.frames += 1;
        return plan(frame, from, line);
      },
    }));
    try {
      return await connect('qemu:///system', { openTransport, timeouts: TIMEOUTS, keepalive: false });
    } catch (error) {
      this.#ended('opening', error);
      return undefined;
    }
  }

  async #call(connection: Connection, number: number): Promise<void> {
    const dom = { name: `web${number}`, uuid: UUID, id: number * 50 };
    const vol = { pool: dom.name, name: 'v', key: 'k' };
    const range = { offset: 0n, length: 5000n, flags: 0 };
    try {
      if (number % 3 === 0) await connection.call(domainLookupByName, { name: dom.name });
      else if (number % 3 === 1) await connection.call(domainGetXmlDesc, { dom, flags: 0 });
      else {
        const stream = await connection.openStream(
          storageVolDownload,
          { vol, ...range },
          { onData: () => undefined },
        );
        await stream.finish({ timeoutMs: DEADLINE_MS }).catch(() => stream.abort());
      }
      this.ledger.ended('call: replied');
    } catch (error) {
      this.#ended('call', error);
    }
  }

  /** Whatever ends in a way that is none of ours counts as a crash. */
  #ended(what: string, error: unknown): void {
    try {
      this.ledger.ended(`${what}: ${endingOf(error)}`);
    } catch {
      this.crashes.push(error);
    }
  }
}

/** Fuzzes for so many seconds; the row says how many messages came each second and what came of them. */
export async function fuzz(seconds: number): Promise<readonly Row[]> {
  const run = new Fuzz();
  const crash = (error: unknown): void => void run.crashes.push(error);
  process.on('uncaughtException', crash).on('unhandledRejection', crash);
  const stalls = monitorEventLoopDelay();
  stalls.enable();
  const [before, untilMs] = [heldBytes(), Date.now() + seconds * 1000];
  await Promise.all(Array.from({ length: LANES }, () => run.lane(untilMs)));
  stalls.disable();
  process.off('uncaughtException', crash).off('unhandledRejection', crash);
  console.error(run.ledger.report(`fuzz with seed ${run.seed}`));
  for (const error of run.crashes.slice(0, 10)) console.error(error);
  const grown = ((heldBytes() - before) / MIB).toFixed(1);
  const parts = [
    `${run.crashes.length} crashed`,
    `${run.frames} messages, ${run.ledger.total} of them mutated, on ${run.connections} connections`,
    `longest stall ${Math.round(stalls.max / 1e6)} ms, ${grown} MiB more held`,
  ];
  const perSecond = `${Math.round(run.frames / seconds)} messages/s`;
  return [{ what: `mutated messages for ${seconds} s`, guesthouse: perSecond, remark: parts.join('; ') }];
}

function heldBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
