// All machines of the demo host, by UUID, name and id.
import {
  VirDomainEventDefinedDetailType as DefinedDetail,
  VirDomainEventUndefinedDetailType as UndefinedDetail,
} from '../../libvirt/protocol/constants.gen.ts';
import { notNow, Refusal } from '../server/refusal.ts';
import type { Definition } from './definition.ts';
import { Machine } from './machine.ts';
import { lifecycle } from './machine-events.ts';
import type { MachineHooks, MachinePlan, RunPlaces } from './machine-plan.ts';
import type { Surroundings } from './surroundings.ts';

const FIRST_PORT = 5900;

/** The ref of a call: UUID and name; the UUID decides, as with libvirt. */
export interface Named {
  readonly name: string;
  readonly uuid: string;
}

export class Domains {
  readonly #around: Surroundings;
  readonly #byUuid = new Map<string, Machine>();
  readonly #byName = new Map<string, Machine>();
  readonly #ports = new Set<number>();
  #nextId = 1;
  /** No lower one is free. */
  #lowestPort = FIRST_PORT;

  constructor(around: Surroundings, plans: readonly MachinePlan[]) {
    this.#around = around;
    for (const plan of plans) this.#hold(plan);
  }

  get all(): readonly Machine[] {
    return [...this.#byUuid.values()];
  }

  get count(): number {
    return this.#byUuid.size;
  }

  find(uuid: string): Machine | undefined {
    return this.#byUuid.get(uuid);
  }

  findNamed(name: string): Machine | undefined {
    return this.#byName.get(name);
  }

  /** Throws `Refusal` when there is none such. */
  demand({ uuid, name }: Named): Machine {
    return this.#byUuid.get(uuid) ?? noSuch(`no machine has the UUID ${uuid} (${name})`);
  }

  demandNamed(name: string): Machine {
    return this.#byName.get(name) ?? noSuch(`no machine has the name ${name}`);
  }

  demandId(id: number): Machine {
    const found = this.all.find((machine) => machine.places?.id === id);
    return found ?? noSuch(`no machine has the id ${id}`);
  }

  /** Machines whose displays listen on a port. */
  atPort(port: number): Machine | undefined {
    return this.all.find(({ places, definition }) => {
      if (places === undefined) return false;
      return port >= places.port && port < places.port + Math.max(1, definition.facts.displays);
    });
  }

  /** Stores a definition: of a new machine, or in place of the one that a machine has. */
  define(name: string, uuid: string | undefined, make: (uuid: string) => MachinePlan): Machine {
    const present = this.#present(name, uuid);
    const plan = make(present?.uuid ?? uuid ?? '');
    if (present !== undefined) {
      present.define(plan.definition);
      return present;
    }
    const machine = this.#hold(plan);
    const { VIR_DOMAIN_EVENT_DEFINED_ADDED } = DefinedDetail;
    this.#around.tell(lifecycle(machine.ref, 'VIR_DOMAIN_EVENT_DEFINED', VIR_DOMAIN_EVENT_DEFINED_ADDED));
    return machine;
  }

  /** A machine that is forgotten when it stops; the caller starts it. */
  createTransient(name: string, uuid: string | undefined, make: (uuid: string) => MachinePlan): Machine {
    const present = this.#present(name, uuid);
    if (present?.active === true) throw notNow(`${name} is running already`, 'VIR_FROM_DOMAIN');
    if (present !== undefined) return present;
    return this.#hold(make(uuid ?? ''));
  }

  undefine(machine: Machine): void {
    if (!machine.persistent) throw notNow(`${machine.name} is transient: nothing of it is stored`);
    machine.persistent = false;
    if (!machine.active) this.#drop(machine);
    const { VIR_DOMAIN_EVENT_UNDEFINED_REMOVED: detail } = UndefinedDetail;
    this.#around.tell(lifecycle(machine.ref, 'VIR_DOMAIN_EVENT_UNDEFINED', detail));
  }

  rename(machine: Machine, name: string, definition: Definition): void {
    if (machine.active) throw notNow(`${machine.name} is running; only one that is off can be renamed`);
    if (this.#byName.has(name)) throw exists(name);
    const { VIR_DOMAIN_EVENT_UNDEFINED_RENAMED } = UndefinedDetail;
    const { VIR_DOMAIN_EVENT_DEFINED_RENAMED } = DefinedDetail;
    this.#around.tell(
      lifecycle(machine.ref, 'VIR_DOMAIN_EVENT_UNDEFINED', VIR_DOMAIN_EVENT_UNDEFINED_RENAMED),
    );
    this.#byName.delete(machine.name);
    machine.name = name;
    machine.stored = definition;
    this.#byName.set(name, machine);
    this.#around.tell(lifecycle(machine.ref, 'VIR_DOMAIN_EVENT_DEFINED', VIR_DOMAIN_EVENT_DEFINED_RENAMED));
  }

  /** The machine that a definition is of. Throws `Refusal` when name and UUID are those of two. */
  #present(name: string, uuid: string | undefined): Machine | undefined {
    const byName = this.#byName.get(name);
    const byUuid = uuid === undefined ? byName : this.#byUuid.get(uuid);
    if (byUuid !== byName && (uuid !== undefined || byName !== undefined)) throw exists(name);
    return byUuid;
  }

  #hold(plan: MachinePlan): Machine {
    const machine = new Machine(plan, this.#around, this.#hooksOf(plan.uuid));
    this.#byUuid.set(machine.uuid, machine);
    this.#byName.set(machine.name, machine);
    return machine;
  }

  #drop(machine: Machine): void {
    this.#byUuid.delete(machine.uuid);
    this.#byName.delete(machine.name);
  }

  #hooksOf(uuid: string): MachineHooks {
    return {
      claim: () => this.#claim(),
      release: ({ port }) => this.#release(port),
      gone: () => {
        const machine = this.#byUuid.get(uuid);
        if (machine !== undefined) this.#drop(machine);
      },
    };
  }

  /** The lowest free ports: two for each, so that a second display has the next. */
  #claim(): RunPlaces {
    const id = this.#nextId++;
    while (this.#ports.has(this.#lowestPort)) this.#lowestPort += 2;
    const port = this.#lowestPort;
    this.#ports.add(port);
    return { id, port, tty: `/dev/pts/${id + 1}` };
  }

  #release(port: number): void {
    this.#ports.delete(port);
    this.#lowestPort = Math.min(this.#lowestPort, port);
  }
}

function noSuch(message: string): never {
  throw new Refusal('VIR_ERR_NO_DOMAIN', message);
}

function exists(name: string): Refusal {
  return new Refusal(
    'VIR_ERR_OPERATION_FAILED',
    `another machine has the name ${name} or its UUID`,
    'VIR_FROM_DOMAIN',
  );
}
