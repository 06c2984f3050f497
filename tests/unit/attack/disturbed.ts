// What disturbs a host that the engine holds: changes, faults, lost events and ends of connections, in any order.
import fc from 'fast-check';
import type { FaultPlan } from '../../support/faults/fault-line.ts';
import type { Dial } from '../../support/faults/faulty-way.ts';
import { faultOf, LOST_EVENT } from '../../support/faults/kinds.ts';
import { FaultyHost } from './faulty-host.ts';

/** Seconds after which a host that is silent while it owes us many answers counts as lost, and some more. */
const SILENCE_STEPS = 140;

/** Those that a connection outlives, and that keep nothing of what was said from arriving. */
const KIND_FAULTS = [
  'delay',
  'byte by byte',
  'reply out of order',
  'slow reader',
  'flood of pings',
  'unknown event',
].map(faultOf);
/** Those after which something that was asked is not known. */
const LOSSY_FAULTS = ['reply that never comes', 'error instead of a reply', 'call that never arrives'].map(
  faultOf,
);
const FLOOD = faultOf('flood of events');
const DEADLY_FAULTS = ['cut at a byte', 'closed between messages', 'silence'].map(faultOf);

export type Step<Change> =
  | { readonly do: 'change'; readonly change: Change }
  | { readonly do: 'wait'; readonly ms: number }
  /** Whatever is under way gets only so far. */
  | { readonly do: 'go on'; readonly turns: number }
  | { readonly do: 'cut' | 'flood' | 'lose events' | 'refresh' }
  | { readonly do: 'disturb' | 'lose answers'; readonly every: number; readonly with: number }
  | { readonly do: 'die'; readonly after: number; readonly with: number };

/** Any step, where this is any change. */
export function anyStep<Change>(anyChange: fc.Arbitrary<Change>): fc.Arbitrary<Step<Change>> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.record({ do: fc.constant('change'), change: anyChange }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.nat(30) }) },
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constant('go on'), turns: fc.integer({ min: 1, max: 12 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cut', 'flood', 'lose events', 'refresh') }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('disturb', 'disturb', 'disturb', 'lose answers'),
        every: fc.integer({ min: 1, max: 8 }),
        with: fc.nat(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('die'), after: fc.nat(80), with: fc.nat() }) },
  );
}

/** A host that is disturbed as the steps say, from one connection to the next. */
export class Disturbed<Change> {
  readonly far: FaultyHost;
  readonly #makeChange: (change: Change) => void;
  #losesEvents = false;
  /** Whether the model may be older than the host, for all that it could know. */
  lostSomething = false;
  #every = 0;
  #kind = 0;
  #diesAfter: number | undefined;
  #dying = 0;
  #losesEvery = 0;
  #losing = 0;
  #flood = false;

  constructor(dial: Dial, seed: number, makeChange: (change: Change) => void) {
    this.far = new FaultyHost(dial, seed);
    this.#makeChange = makeChange;
    this.far.plan = () => this.#plan();
  }

  get #connected(): boolean {
    return this.far.summary.state === 'connected';
  }

  /** A host that was refused something that a load needs is not tried again by itself. */
  async connected(): Promise<void> {
    const { host, clock } = this.far;
    await clock.reach(() => {
      if (this.far.summary.state === 'failed') host.connect();
      return this.#connected;
    });
  }

  async take(one: Step<Change>): Promise<void> {
    const { far } = this;
    switch (one.do) {
      case 'change':
        this.#makeChange(one.change);
        break;
      case 'wait':
        await far.clock.pass(one.ms);
        break;
      case 'go on':
        for (let turn = 0; turn < one.turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        break;
      case 'cut':
        far.cut();
        break;
      case 'lose events':
        this.#losesEvents = true;
        break;
      case 'flood':
        this.#flood = true;
        break;
      case 'refresh':
        this.refreshSoon();
        break;
      case 'disturb':
        this.#every = one.every;
        this.#kind = one.with % KIND_FAULTS.length;
        break;
      case 'lose answers':
        // Few enough that some of what is asked is answered.
        this.#losesEvery = one.every + 4;
        this.#losing = one.with % LOSSY_FAULTS.length;
        break;
      case 'die':
        this.#diesAfter = one.after;
        this.#dying = one.with % DEADLY_FAULTS.length;
    }
  }

  /** A person asks for it, and does not wait. */
  refreshSoon(): void {
    if (this.#connected) void this.far.host.inventory.refresh().catch(() => undefined);
  }

  /** Reads everything again, as a person does who trusts nothing; the connection may well end under it. */
  async refresh(): Promise<void> {
    const { far } = this;
    this.#losesEvents = false;
    this.lostSomething = false;
    await far.clock.until(far.host.inventory.refresh().catch(() => undefined));
  }

  /** No more faults; what was lost is read again. */
  async heal(): Promise<void> {
    this.#every = 0;
    this.#losesEvery = 0;
    this.#diesAfter = undefined;
    this.#losesEvents = false;
    // Long enough for a silent host to be noticed, in steps that leave a living one time to answer.
    for (let step = 0; step < SILENCE_STEPS; step += 1) await this.far.clock.pass(1000);
    await this.connected();
    if (this.lostSomething) await this.refresh();
    await this.connected();
    // Readings that wait for a little time: devices are read half a second after their event.
    await this.far.clock.pass(1000);
  }

  #plan(): FaultPlan {
    let seen = 0;
    // A new connection reads everything: nothing of what was lost before matters.
    this.lostSomething = false;
    this.#losesEvents = false;
    return (frame, from) => {
      seen += 1;
      const lossy = LOSSY_FAULTS[this.#losing];
      if (
        this.#losesEvery > 0 &&
        seen % this.#losesEvery === 0 &&
        lossy?.from === from &&
        lossy.befalls(frame)
      ) {
        this.lostSomething = true;
        return lossy;
      }
      if (from !== 'server') return undefined;
      if (this.#losesEvents && LOST_EVENT.befalls(frame)) {
        this.lostSomething = true;
        return LOST_EVENT;
      }
      // Not again and again: each stranger is asked after, and each answer would bring a flood.
      if (this.#flood && FLOOD.befalls(frame)) {
        this.#flood = false;
        return FLOOD;
      }
      const deadly = DEADLY_FAULTS[this.#dying];
      if (this.#diesAfter !== undefined && seen > this.#diesAfter && deadly?.befalls(frame)) {
        this.#diesAfter = undefined;
        return deadly;
      }
      const kind = KIND_FAULTS[this.#kind];
      return this.#every > 0 && seen % this.#every === 0 && kind?.befalls(frame) ? kind : undefined;
    };
  }
}
