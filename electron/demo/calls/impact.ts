// Which definitions a change is for: the running one, the stored one, or both.
import { VirDomainModificationImpact as Impact } from '../../libvirt/protocol/constants.gen.ts';
import type { XmlTree } from '../../xml/tree.ts';
import { notNow } from '../server/refusal.ts';
import type { Definition } from '../world/definition.ts';
import type { Machine } from '../world/machine.ts';

export interface Target {
  readonly live: boolean;
  readonly definition: Definition;
  set(definition: Definition): void;
}

/** The definitions that the flags of a call mean. Throws `Refusal` when there is no such definition. */
export function targetsOf(machine: Machine, flags: number): readonly Target[] {
  const { running } = machine;
  const named = flags & (Impact.VIR_DOMAIN_AFFECT_LIVE | Impact.VIR_DOMAIN_AFFECT_CONFIG);
  const current = running === undefined ? Impact.VIR_DOMAIN_AFFECT_CONFIG : Impact.VIR_DOMAIN_AFFECT_LIVE;
  const wanted = named === 0 ? current : named;
  const targets: Target[] = [];
  if ((wanted & Impact.VIR_DOMAIN_AFFECT_LIVE) !== 0) {
    if (running === undefined) throw notNow(`${machine.name} is not running`);
    const set = (definition: Definition) => {
      machine.running = definition;
    };
    targets.push({ live: true, definition: running, set });
  }
  if ((wanted & Impact.VIR_DOMAIN_AFFECT_CONFIG) !== 0) {
    if (!machine.persistent) throw notNow(`${machine.name} is transient: nothing of it is stored`);
    const set = (definition: Definition) => {
      machine.stored = definition;
    };
    targets.push({ live: false, definition: machine.stored, set });
  }
  return targets;
}

/** Changes all that the flags mean, or nothing when `change` throws. */
export function edit(machine: Machine, flags: number, change: (tree: XmlTree, target: Target) => void): void {
  const targets = targetsOf(machine, flags);
  const changed = targets.map((target) => target.definition.edited((tree) => change(tree, target)));
  for (const [index, definition] of changed.entries()) targets[index]?.set(definition);
}
