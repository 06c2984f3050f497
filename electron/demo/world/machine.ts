// One virtual machine of the demo host: its state, what its calls do to it, and when.
import {
  VirDomainEventDefinedDetailType as Defined,
  VirDomainMetadataType as Metadata,
  VirDomainPausedReason as Paused,
  VirDomainEventResumedDetailType as Resumed,
  VirDomainRunningReason as Running,
  VirDomainEventShutdownDetailType as Shutdown,
  VirDomainShutoffReason as Shutoff,
  VirDomainEventStartedDetailType as Started,
  VirDomainState as State,
  VirDomainEventStoppedDetailType as Stopped,
  VirDomainEventSuspendedDetailType as Suspended,
  VirDomainCrashedReason,
} from '../../libvirt/protocol/constants.gen.ts';
import type { DomainRef } from '../../libvirt/protocol/values.gen.ts';
import { givenUp, notNow } from '../server/refusal.ts';
import { hash, macOf } from './chance.ts';
import { pause } from './clock.ts';
import { type Definition, fill, type Values } from './definition.ts';
import type { LoadKind } from './load-curve.ts';
import { lifecycle, metadataChanged, rebooted } from './machine-events.ts';
import type { MachineHooks, MachinePlan, RunPlaces, SystemKind } from './machine-plan.ts';
import { RunTime } from './run-time.ts';
import { SnapshotTree } from './snapshots.ts';
import type { Surroundings } from './surroundings.ts';

type RunListener = (event: 'stopped' | 'rebooted') => void;

/** A job that a person may watch and end. */
export interface MachineJob {
  readonly sinceMs: number;
  readonly lastsMs: number;
  abort(): void;
}

const { VIR_DOMAIN_RUNNING, VIR_DOMAIN_PAUSED, VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_CRASHED } = State;
const WAIT_FOR_GUEST_MS = 4_000;
const TAPS_OF_A_MACHINE = 8;

export class Machine {
  readonly uuid: string;
  readonly seed: number;
  readonly load: LoadKind;
  readonly system: SystemKind;
  readonly blank: boolean;
  readonly snapshots = new SnapshotTree();
  name: string;
  autostart: boolean;
  persistent: boolean;
  managedSave: boolean;
  /** As it will be at its next start. */
  stored: Definition;
  /** As it runs; absent while it is off. */
  running: Definition | undefined;
  state: number = VIR_DOMAIN_SHUTOFF;
  reason: number = Shutoff.VIR_DOMAIN_SHUTOFF_UNKNOWN;
  job: MachineJob | undefined;
  #places: RunPlaces | undefined;
  readonly #around: Surroundings;
  readonly #hooks: MachineHooks;
  readonly #own: Values;
  readonly #deaf: boolean;
  #runValues: Values = {};
  readonly #listeners = new Set<RunListener>();
  /** Gives up what the guest was about to do. */
  #giveUp: () => void = () => undefined;
  readonly #time: RunTime;

  constructor(plan: MachinePlan, around: Surroundings, hooks: MachineHooks) {
    this.uuid = plan.uuid;
    this.name = plan.name;
    this.load = plan.load;
    this.system = plan.system;
    this.blank = plan.blank ?? false;
    this.#deaf = plan.deaf ?? false;
    this.seed = hash(around.seed, plan.uuid);
    this.autostart = plan.autostart ?? false;
    this.persistent = plan.persistent ?? true;
    this.managedSave = plan.managedSave ?? false;
    this.stored = plan.definition;
    const { uuid } = plan;
    this.#own = { uuid, mac0: macOf(uuid, 0), mac1: macOf(uuid, 1), ...plan.values };
    this.#around = around;
    this.#time = new RunTime(around.clock);
    this.#hooks = hooks;
    for (const { agoMs, ...snapshot } of plan.snapshots ?? []) {
      const createdMs = around.startMs - agoMs;
      this.snapshots.add({ ...snapshot, createdMs, state: 'shutoff', definition: plan.definition });
    }
    this.#beginAs(plan);
  }

  get ref(): DomainRef {
    return { name: this.name, uuid: this.uuid, id: this.#places?.id ?? -1 };
  }

  get active(): boolean {
    return this.#places !== undefined;
  }

  get paused(): boolean {
    return this.state === VIR_DOMAIN_PAUSED;
  }

  get places(): RunPlaces | undefined {
    return this.#places;
  }

  /** Of the running machine, else of the stored one. */
  get definition(): Definition {
    return this.running ?? this.stored;
  }

  /** How long it has run in this run, its pauses left out: what its counters grow with. */
  get ranMs(): number {
    return this.#time.ranMs;
  }

  /** Since its guest booted last, its pauses left out. */
  get uptimeMs(): number {
    return this.#time.uptimeMs;
  }

  /** A definition of it as clients see it. */
  xml(of: Definition = this.definition): string {
    return fill(of.text, this.values);
  }

  /** A text of its definition with its marks replaced. */
  filled(text: string): string {
    return fill(text, this.values);
  }

  /** The tap of one of its interfaces, while it runs. */
  tap(index: number): string {
    return this.#places === undefined ? '' : `vnet${this.#places.id * TAPS_OF_A_MACHINE + index}`;
  }

  /** What the marks of its definitions stand for now. */
  get values(): Values {
    return { ...this.#own, ...this.#runValues, name: this.name };
  }

  #valuesOfRun({ id, port, tty }: RunPlaces, { facts }: Definition): Values {
    const each = facts.nics.map(({ network }, index) => [
      [`tap${index}`, `vnet${id * TAPS_OF_A_MACHINE + index}`],
      [`bridge${index}`, (network !== undefined && this.#around.bridgeOf(network)) || ''],
    ]);
    const numbers = { id: String(id), tty, port0: String(port), port1: String(port + 1) };
    return { ...Object.fromEntries(each.flat()), ...numbers };
  }

  /** Calls back when it stops and when its guest boots anew, until the returned function is called. */
  onRun(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Rejects with `Refusal` when it runs already. */
  async start({ paused = false, fresh = false } = {}): Promise<void> {
    if (this.active) throw notNow(`${this.name} is running already`);
    const restored = this.managedSave && !fresh;
    this.#power();
    await this.#takes(restored ? 900 : 450);
    if (!this.active) throw notNow(`${this.name} was stopped while it started`);
    this.managedSave = false;
    this.#set(VIR_DOMAIN_PAUSED, Paused.VIR_DOMAIN_PAUSED_USER);
    if (restored) this.#tellRestored(paused);
    else this.#tellBooted(paused);
  }

  /** In libvirt's order, which is not the same for both. */
  #tellBooted(paused: boolean): void {
    if (!paused) {
      this.#run(Running.VIR_DOMAIN_RUNNING_BOOTED);
      this.#tell('VIR_DOMAIN_EVENT_RESUMED', Resumed.VIR_DOMAIN_EVENT_RESUMED_UNPAUSED);
    }
    this.#tell('VIR_DOMAIN_EVENT_STARTED', Started.VIR_DOMAIN_EVENT_STARTED_BOOTED);
    if (paused) this.#tell('VIR_DOMAIN_EVENT_SUSPENDED', Suspended.VIR_DOMAIN_EVENT_SUSPENDED_PAUSED);
  }

  #tellRestored(paused: boolean): void {
    this.#tell('VIR_DOMAIN_EVENT_STARTED', Started.VIR_DOMAIN_EVENT_STARTED_RESTORED);
    if (paused) {
      this.#tell('VIR_DOMAIN_EVENT_SUSPENDED', Suspended.VIR_DOMAIN_EVENT_SUSPENDED_RESTORED);
      return;
    }
    this.#run(Running.VIR_DOMAIN_RUNNING_RESTORED);
    this.#tell('VIR_DOMAIN_EVENT_RESUMED', Resumed.VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT);
  }

  suspend(): void {
    this.demandActive();
    if (this.paused) return;
    this.#time.halt();
    this.#set(VIR_DOMAIN_PAUSED, Paused.VIR_DOMAIN_PAUSED_USER);
    this.#tell('VIR_DOMAIN_EVENT_SUSPENDED', Suspended.VIR_DOMAIN_EVENT_SUSPENDED_PAUSED);
  }

  resume(): void {
    this.demandActive();
    if (this.state === VIR_DOMAIN_RUNNING) throw notNow(`${this.name} is running already`);
    if (!this.paused) throw notNow(`${this.name} has crashed; it can only be reset or forced off`);
    this.#run(Running.VIR_DOMAIN_RUNNING_UNPAUSED);
    this.#tell('VIR_DOMAIN_EVENT_RESUMED', Resumed.VIR_DOMAIN_EVENT_RESUMED_UNPAUSED);
  }

  /** Asks the guest; it goes off some seconds later, unless it is paused or has crashed. */
  shutdown(): void {
    this.demandActive();
    this.#soon(() => {
      this.#tell('VIR_DOMAIN_EVENT_SHUTDOWN', Shutdown.VIR_DOMAIN_EVENT_SHUTDOWN_GUEST);
      this.stop('shutdown');
    });
  }

  /** Asks the guest; it boots anew some seconds later. */
  reboot(): void {
    this.demandActive();
    this.#soon(() => this.#boot());
  }

  /** The guest boots anew at once. */
  reset(): void {
    this.demandActive();
    if (this.state === VIR_DOMAIN_CRASHED) this.#run(Running.VIR_DOMAIN_RUNNING_UNPAUSED);
    this.#boot();
  }

  /** Takes it off at once. */
  stop(how: 'shutdown' | 'destroyed' | 'saved' | 'from-snapshot'): void {
    this.demandActive();
    const [reason, detail] = STOPS[how];
    this.#powerOff();
    this.#set(VIR_DOMAIN_SHUTOFF, reason);
    this.#tell('VIR_DOMAIN_EVENT_STOPPED', detail);
    for (const listener of [...this.#listeners]) listener('stopped');
    if (!this.persistent) this.#hooks.gone();
  }

  /** Writes its memory to a file of the host's and takes it off; takes as long as its memory is large. */
  async save(): Promise<void> {
    this.demandActive();
    if (!this.persistent) throw notNow(`${this.name} is transient: nobody could start it again`);
    const wasRunning = this.state === VIR_DOMAIN_RUNNING;
    this.suspend();
    const done = await this.#work(1_200 + this.definition.facts.memoryKiB / 4_096);
    if (done) {
      this.managedSave = true;
      this.stop('saved');
    } else if (wasRunning) {
      this.resume();
      throw givenUp(`saving ${this.name} was given up`);
    }
  }

  /** Takes a definition: another one, or its first when it was transient. */
  define(definition: Definition): void {
    const { VIR_DOMAIN_EVENT_DEFINED_UPDATED, VIR_DOMAIN_EVENT_DEFINED_ADDED } = Defined;
    const detail = this.persistent ? VIR_DOMAIN_EVENT_DEFINED_UPDATED : VIR_DOMAIN_EVENT_DEFINED_ADDED;
    this.stored = definition;
    this.persistent = true;
    this.#tell('VIR_DOMAIN_EVENT_DEFINED', detail);
  }

  metadataChanged(type: keyof typeof Metadata, uri: string | undefined): void {
    this.#around.tell(metadataChanged(this.ref, Metadata[type], uri));
  }

  demandActive(): void {
    if (!this.active) throw notNow(`${this.name} is not running`);
  }

  /** Waits as long as such a thing takes on a host. */
  #takes(usualMs: number): Promise<void> {
    const { pace, clock } = this.#around;
    const spread = 0.7 + (this.seed % 60) / 100;
    return pause(clock, usualMs * spread * pace);
  }

  /** A job that takes a while; `false` when it was given up. */
  async #work(lastsMs: number): Promise<boolean> {
    if (this.job !== undefined) throw notNow(`another job of ${this.name} is under way`);
    const { clock, pace } = this.#around;
    const finished = await new Promise<boolean>((resolve) => {
      const cancel = clock.after(lastsMs * pace, () => resolve(true));
      const abort = () => {
        cancel();
        resolve(false);
      };
      this.job = { sinceMs: clock.nowMs(), lastsMs: lastsMs * pace, abort };
    });
    this.job = undefined;
    return finished && this.active;
  }

  /** What the guest does when it is asked: not at once, and not while it stands still. */
  #soon(action: () => void): void {
    this.#giveUp();
    if (this.#deaf) return;
    const { clock, pace } = this.#around;
    const waitMs = (WAIT_FOR_GUEST_MS + (this.seed % 3_000)) * pace;
    const answer = () => {
      if (this.state === VIR_DOMAIN_RUNNING) action();
      else if (this.paused) this.#giveUp = clock.after(Math.max(waitMs, 20), answer);
    };
    this.#giveUp = clock.after(waitMs, answer);
  }

  #boot(): void {
    this.#giveUp();
    this.#time.boot();
    this.#around.tell(rebooted(this.ref));
    for (const listener of [...this.#listeners]) listener('rebooted');
  }

  #beginAs({ begins, upMs = 0 }: MachinePlan): void {
    if (begins === 'off') {
      // A new one was never stopped.
      if (this.managedSave) this.reason = Shutoff.VIR_DOMAIN_SHUTOFF_SAVED;
      else if (!this.blank) this.reason = Shutoff.VIR_DOMAIN_SHUTOFF_SHUTDOWN;
      return;
    }
    this.#power();
    this.#time.begin(upMs);
    this.#run(Running.VIR_DOMAIN_RUNNING_BOOTED);
    if (begins === 'running') return;
    this.#time.halt();
    if (begins === 'paused') this.#set(VIR_DOMAIN_PAUSED, Paused.VIR_DOMAIN_PAUSED_USER);
    else this.#set(VIR_DOMAIN_CRASHED, VirDomainCrashedReason.VIR_DOMAIN_CRASHED_PANICKED);
  }

  #power(): void {
    this.running = this.stored.live;
    this.#places = this.#hooks.claim();
    this.#runValues = this.#valuesOfRun(this.#places, this.running);
    this.#time.begin();
  }

  #powerOff(): void {
    this.#giveUp();
    this.#time.halt();
    this.job?.abort();
    if (this.#places !== undefined) this.#hooks.release(this.#places);
    this.#places = undefined;
    this.#runValues = {};
    this.running = undefined;
  }

  #run(reason: number): void {
    this.#time.go();
    this.#set(VIR_DOMAIN_RUNNING, reason);
  }

  #set(state: number, reason: number): void {
    this.state = state;
    this.reason = reason;
  }

  #tell(event: Parameters<typeof lifecycle>[1], detail: number): void {
    this.#around.tell(lifecycle(this.ref, event, detail));
  }
}

const STOPS = {
  shutdown: [Shutoff.VIR_DOMAIN_SHUTOFF_SHUTDOWN, Stopped.VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN],
  destroyed: [Shutoff.VIR_DOMAIN_SHUTOFF_DESTROYED, Stopped.VIR_DOMAIN_EVENT_STOPPED_DESTROYED],
  saved: [Shutoff.VIR_DOMAIN_SHUTOFF_SAVED, Stopped.VIR_DOMAIN_EVENT_STOPPED_SAVED],
  'from-snapshot': [Shutoff.VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT, Stopped.VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT],
} as const;
