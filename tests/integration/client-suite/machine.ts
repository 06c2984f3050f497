// Machines of the suite: definitions that any QEMU takes, and the calls that every test makes.

import {
  VirDomainDefineFlags,
  VirDomainUndefineFlagsValues,
} from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  domainCreateWithFlags,
  domainDefineXmlFlags,
  domainDestroy,
  domainGetXmlDesc,
  domainIsActive,
  domainUndefineFlags,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../../../electron/libvirt/protocol/values.gen.ts';
import type { Visit } from './visit.ts';

export interface MachineOptions {
  readonly name: string;
  readonly uuid?: string;
  readonly title?: string;
  readonly memoryMiB?: number;
  /** Elements for `<devices>`. */
  readonly devices?: string;
}

export function machineXml({ name, uuid, title, memoryMiB = 64, devices = '' }: MachineOptions): string {
  return `<domain type='qemu'>
  <name>${name}</name>
${uuid === undefined ? '' : `  <uuid>${uuid}</uuid>\n`}${title === undefined ? '' : `  <title>${title}</title>\n`}  <memory unit='MiB'>${memoryMiB}</memory>
  <vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <features><acpi/></features>
  <devices>
${devices}
  </devices>
</domain>
`;
}

const UNDEFINE_ALL =
  VirDomainUndefineFlagsValues.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE |
  VirDomainUndefineFlagsValues.VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA;

/** Defines a machine whose definition libvirt has checked against its schema. */
export async function define({ call }: Visit, options: MachineOptions): Promise<DomainRef> {
  const flags = VirDomainDefineFlags.VIR_DOMAIN_DEFINE_VALIDATE;
  return (await call(domainDefineXmlFlags, { xml: machineXml(options), flags })).dom;
}

export async function start({ call }: Visit, dom: DomainRef, flags = 0): Promise<DomainRef> {
  return (await call(domainCreateWithFlags, { dom, flags })).dom;
}

export async function xmlOf({ call }: Visit, dom: DomainRef, flags = 0): Promise<string> {
  return (await call(domainGetXmlDesc, { dom, flags })).xml;
}

/** Removes a machine, whatever it does. */
export async function remove({ call }: Visit, dom: DomainRef): Promise<void> {
  if ((await call(domainIsActive, { dom })).active === 1) await call(domainDestroy, { dom });
  await call(domainUndefineFlags, { dom, flags: UNDEFINE_ALL });
}

/** Lends a machine to `use` and removes it afterwards. */
export async function withMachine(
  visit: Visit,
  options: MachineOptions,
  use: (dom: DomainRef) => Promise<void>,
): Promise<void> {
  const dom = await define(visit, options);
  try {
    await visit.events.until(dom, 'defined added');
    await use(dom);
  } finally {
    await remove(visit, dom);
  }
}
