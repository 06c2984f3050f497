// Many connections side by side, each with faults of its own, and on them as many calls as asked for. Whatever ended in a
// way that no fault explains is written down.
import { getEventListeners, setMaxListeners } from 'node:events';
import { type ConnectOptions, connect } from '../../../electron/libvirt/client.ts';
import type { Connection } from '../../../electron/libvirt/connection.ts';
import { ConnectionClosed } from '../../../electron/libvirt/errors.ts';
import type { CallOptions } from '../../../electron/libvirt/rpc/call-table.ts';
import { markOf } from '../../support/faults/echo-server.ts';
import { type CallEnding, connectionEnding, endingOf } from '../../support/faults/endings.ts';
import type { Fault } from '../../support/faults/fault.ts';
import type { FaultLine, FaultLineOptions } from '../../support/faults/fault-line.ts';
import { type Dial, FaultySocket, faultyWay } from '../../support/faults/faulty-way.ts';
import { FAULTS } from '../../support/faults/kinds.ts';
import { Ledger } from '../../support/faults/ledger.ts';
import { randomly } from '../../support/faults/plans.ts';
import { Random } from '../../support/faults/random.ts';
import { anySort, plainMark } from './soak-calls.ts';
import { explained, explainedEnds, explainsFalsehood } from './soak-verdict.ts';

export interface SoakOptions {
  readonly dial: Dial;
  readonly calls: number;
  readonly seed: number;
  /** Connections at a time. */
  readonly lanes: number;
  /** Faults per message. */
  readonly share: number;
  readonly faults?: readonly Fault[];
  /** Over UNIX sockets, in real time. */
  readonly sockets?: boolean;
}

const WORKERS = 6;
const PATIENT_MS = 2000;
/** Far more than anything takes that is answered at all, however slow the computer. */
const VERY_PATIENT_MS = 30_000;
/** A connection that was never opened ends in one of these, whatever its server has done. */
const OPENING_ENDINGS: ReadonlySet<CallEnding> = new Set(['lost', 'violated', 'unsupported']);
const KEEPALIVE = { intervalMs: 60, count: 4 };
const URI = 'qemu:///system';

export class Soak {
  readonly ledger = new Ledger();
  /** What no fault explains. */
  readonly unexplained: string[] = [];
  /** Every connection there was, for as long as somebody holds it. */
  readonly connections: WeakRef<Connection>[] = [];
  made = 0;
  moved = 0;

  readonly #options: SoakOptions;
  readonly #random: Random;
  /** One signal for many calls, as a page has one for all of its requests. */
  readonly #shared = new AbortController();
  #left: number;

  constructor(options: SoakOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#left = options.calls;
    setMaxListeners(0, this.#shared.signal);
  }

  /** Listeners that calls have left on the signal they shared. */
  get listeners(): number {
    return getEventListeners(this.#shared.signal, 'abort').length;
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.lanes }, () => this.#lane()));
  }

  async #lane(): Promise<void> {
    while (this.#left > 0) await new Conversation(this, this.#random, this.#options).run();
  }

  /** One more call may be made. */
  take(): boolean {
    if (this.#left === 0) return false;
    this.#left -= 1;
    this.made += 1;
    return true;
  }

  get sharedSignal(): AbortSignal {
    return this.#shared.signal;
  }
}

/** One connection from its beginning to its end. */
class Conversation {
  readonly #soak: Soak;
  readonly #random: Random;
  readonly #serials = new Map<string, number>();
  readonly #options: SoakOptions;
  readonly #also = new Set<Promise<void>>();
  #lines: readonly FaultLine[] = [];
  #quota: number;

  constructor(soak: Soak, random: Random, options: SoakOptions) {
    this.#soak = soak;
    this.#random = random;
    this.#options = options;
    this.#quota = random.from(1, 250);
  }

  async run(): Promise<void> {
    const { dial, sockets = false } = this.#options;
    if (!sockets) {
      const { lines, openTransport } = faultyWay(dial, () => this.#line());
      this.#lines = lines;
      await this.#converse(URI, { ...patient(PATIENT_MS), openTransport, keepalive: KEEPALIVE });
      return;
    }
    const socket = await FaultySocket.listen(dial, () => this.#line());
    this.#lines = socket.lines;
    await this.#converse(socket.uri, { ...patient(VERY_PATIENT_MS), keepalive: false });
    await socket.stop();
  }

  async #converse(uri: string, options: ConnectOptions): Promise<void> {
    const connection = await this.#connect(uri, options);
    if (connection === undefined) return;
    this.#soak.connections.push(new WeakRef(connection));
    const workers = Array.from({ length: WORKERS }, () => this.#work(connection));
    // Some are closed in the midst of their calls, and some without a word.
    if (!this.#random.chance(0.1)) await Promise.all(workers);
    if (this.#random.chance(0.7)) await connection.close();
    else connection.channel.finish(new ConnectionClosed());
    await Promise.all(workers);
    await Promise.all([...this.#also]);
    this.#judgeEnd(connection);
  }

  get #struck() {
    return this.#lines.flatMap(({ struck }) => struck);
  }

  #line(): FaultLineOptions {
    const { share, faults = FAULTS } = this.#options;
    const plan = randomly(faults, share, this.#random);
    return {
      ledger: this.#soak.ledger,
      random: this.#random,
      onMove: () => {
        this.#soak.moved += 1;
      },
      plan: (frame, from, line) => {
        const mark = from === 'client' ? markOf(frame) : undefined;
        if (mark !== undefined) this.#serials.set(plainMark(mark), frame.serial);
        return plan(frame, from, line);
      },
    };
  }

  async #connect(uri: string, options: ConnectOptions): Promise<Connection | undefined> {
    try {
      return await connect(uri, options);
    } catch (error) {
      const ending = endingOf(error);
      this.#soak.ledger.ended(`opening: ${ending}`);
      if (this.#struck.length === 0 || !OPENING_ENDINGS.has(ending)) {
        this.#soak.unexplained.push(`opening ended as ${ending}: ${error}`);
      }
      return undefined;
    }
  }

  async #work(connection: Connection): Promise<void> {
    while (this.#quota > 0 && this.#soak.take()) {
      this.#quota -= 1;
      await this.#call(connection);
      if (connection.end !== undefined) this.#quota = Math.min(this.#quota, 2);
    }
  }

  async #call(connection: Connection): Promise<void> {
    const { ledger, unexplained } = this.#soak;
    const mark = `${this.#soak.made}-call`;
    const { natural, call } = anySort(this.#random);
    const { options, hurried, cancelled, release } = this.#haste();
    let ending: CallEnding = 'replied';
    let right = true;
    const streamEnded = (end: string, intact: boolean): void => this.#judgeStream(mark, end, intact);
    const also = (work: Promise<void>): void =>
      void this.#also.add(work.finally(() => this.#also.delete(work)));
    try {
      right = await call({ connection, mark, random: this.#random, options, streamEnded, also });
    } catch (error) {
      ending = endingOf(error);
    }
    release();
    ledger.ended(ending);
    const struck = this.#struck;
    const serial = this.#serials.get(mark);
    const end = connectionEnding(connection.end);
    const endings = explained({ natural, hurried, cancelled, serial, struck, connection: end });
    if (!endings.has(ending)) unexplained.push(`${mark} ended as ${ending}: ${this.#tell()}`);
    if (!right && !explainsFalsehood(struck)) unexplained.push(`${mark} has a wrong answer: ${this.#tell()}`);
    // Nobody waits 2 s for each of a hundred calls that go into the dark.
    if (ending === 'timed out' && !hurried) this.#quota = 0;
  }

  /** How long a call may take, and who gives it up. */
  #haste() {
    const random = this.#random;
    const hurried = random.chance(0.1);
    const timeoutMs = hurried ? random.from(1, 6) : undefined;
    if (!random.chance(0.15)) {
      const signal = random.chance(0.3) ? this.#soak.sharedSignal : undefined;
      return { options: { timeoutMs, signal }, hurried, cancelled: false, release: () => undefined };
    }
    const control = new AbortController();
    const options: CallOptions = { timeoutMs, signal: control.signal };
    if (random.chance(0.2)) control.abort();
    const timer = setTimeout(() => control.abort(), random.from(0, 6));
    return { options, hurried, cancelled: true, release: () => clearTimeout(timer) };
  }

  #judgeStream(mark: string, end: string, intact: boolean): void {
    this.#soak.ledger.ended(`stream: ${end}`);
    const serial = this.#serials.get(mark);
    const struck = this.#struck;
    const touched = struck.some((blow) => blow.serial === serial || blow.fault.falsifies);
    if (end === 'finished' && !intact && !touched) {
      this.#soak.unexplained.push(`the stream of ${mark} lost something: ${this.#tell()}`);
    }
    if (end === 'failed' && !touched) {
      this.#soak.unexplained.push(`the stream of ${mark} failed: ${this.#tell()}`);
    }
  }

  #judgeEnd(connection: Connection): void {
    const ending = connectionEnding(connection.end);
    this.#soak.ledger.ended(`connection: ${ending}`);
    if (ending === undefined || !explainedEnds(this.#struck).has(ending)) {
      this.#soak.unexplained.push(
        `a connection ended as ${ending}: ${this.#tell()} ${connection.end?.message}`,
      );
    }
  }

  #tell(): string {
    return this.#struck.map(({ fault, serial }) => `${fault.kind} (${serial})`).join(', ') || 'no fault';
  }
}

function patient(patientMs: number): ConnectOptions {
  const timeouts = { connectMs: patientMs, answerMs: patientMs, openMs: patientMs, callMs: patientMs };
  return { timeouts };
}
