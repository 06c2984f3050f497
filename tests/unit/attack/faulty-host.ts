// A host that the engine holds, behind a way with faults in it. Nothing of it needs a socket or real time.

import { onTestFinished } from 'vitest';
import { DomainHistories } from '../../../electron/inventory/domain-histories.ts';
import { HostInventory } from '../../../electron/inventory/host-inventory.ts';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import { connect } from '../../../electron/libvirt/client.ts';
import { Unreachable } from '../../../electron/libvirt/errors.ts';
import { DuplexTransport } from '../../../electron/libvirt/transport/duplex.ts';
import type { OpenTransport } from '../../../electron/libvirt/transport/open.ts';
import type { Log } from '../../../electron/log.ts';
import { Host } from '../../../electron/services/host.ts';
import type { Login } from '../../../electron/services/way.ts';
import { connectionId } from '../../../shared/checks.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { FaultPlan } from '../../support/faults/fault-line.ts';
import { type Dial, faultyWay } from '../../support/faults/faulty-way.ts';
import { Ledger } from '../../support/faults/ledger.ts';
import { Random } from '../../support/faults/random.ts';
import { comparable } from '../inventory/any-changes.ts';
import { profile } from '../services/engine.ts';
import { type Clockwork, stopClock } from './clockwork.ts';

const id = connectionId.parse('c1');
/** Never asked. */
const silentAsker = {
  ask: () => Promise.reject(new Error('nobody is here')),
  waiting: false,
  asked: false,
  dismissed: false,
  unanswered: false,
  settled: async () => undefined,
};

export class FaultyHost {
  readonly hub = new ModelHub();
  readonly ledger = new Ledger();
  readonly clock: Clockwork;
  readonly host: Host;
  /** Whatever the engine would have written to its log. */
  readonly logged: string[] = [];
  /** When each attempt was made, in ms. */
  readonly dialled: number[] = [];
  /** What befalls the next connection; `refused` when nobody takes it. */
  plan: () => FaultPlan | 'refused' = () => () => undefined;
  readonly #dial: Dial;
  readonly #way;
  #moved = 0;
  #next: FaultPlan = () => undefined;

  /** `dial` leads to the server at the far end. */
  constructor(dial: Dial, seed: number) {
    this.#dial = dial;
    this.clock = stopClock(() => this.#moved);
    const random = new Random(seed);
    this.#way = faultyWay(dial, () => ({
      ledger: this.ledger,
      random,
      plan: this.#next,
      onMove: () => {
        this.#moved += 1;
      },
    }));
    const say = (what: string, cause?: unknown) => void this.logged.push(`${what} ${cause}`);
    const log: Log = { path: '', info: say, warn: say, error: say };
    const way = { name: 'ssh' as const, shells: false, takes: () => true, makeLogin: () => this.#login() };
    this.host = new Host(
      { id, profile: profile('demo:///default'), position: 0 },
      {
        hub: this.hub,
        log,
        userIsRoot: false,
        statisticsIntervalMs: () => 2000,
        backgroundStatistics: () => false,
        domainHistories: new DomainHistories(),
        onTick: () => undefined,
        findWay: () => way,
        askerFor: () => silentAsker,
      },
    );
    onTestFinished(() => this.hub.dispose());
  }

  get summary(): HostSummary {
    const [summary] = this.hub.snapshot().hosts;
    if (summary === undefined) throw new Error('there is no host');
    return summary;
  }

  get openLines(): number {
    return this.#way.lines.filter(({ closed }) => !closed).length;
  }

  /** Ends every connection without a word. */
  cut(): void {
    for (const line of this.#way.lines) line.destroy();
  }

  /** What the model of the engine says. */
  model() {
    return comparable(this.hub.snapshot());
  }

  /** What somebody who comes new would be told. */
  async freshModel() {
    const hub = new ModelHub();
    const inventory = new HostInventory({ connection: id, hub, onTrouble: () => undefined });
    const openTransport = async () => new DuplexTransport(this.#dial());
    const connection = await connect('demo:///default', { openTransport, keepalive: false });
    await inventory.load(connection);
    // Addresses come a little later.
    await this.clock.settle();
    const model = comparable(hub.snapshot());
    inventory.detach();
    hub.dispose();
    await connection.close();
    return model;
  }

  #login(): Login {
    const nowhere = () => Promise.reject(new Error('not in this test'));
    return {
      openTransport: this.#openTransport,
      openTcp: nowhere,
      openUnix: nowhere,
      shells: undefined,
      dispose: async () => undefined,
    };
  }

  readonly #openTransport: OpenTransport = async (uri, request) => {
    this.dialled.push(Date.now());
    const plan = this.plan();
    if (plan === 'refused')
      throw new Unreachable('connect', 'nothing listens there', { code: 'ECONNREFUSED' });
    this.#next = plan;
    return await this.#way.openTransport(uri, request);
  };
}
