// Machines for specs: quiet ones that cost nothing while they run, and none left behind.
import type { Host } from './host.ts';

export interface QuietMachine {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** More elements for `<devices>`. */
  readonly devices?: string;
  /** Default: no USB. */
  readonly usb?: boolean;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Defines a machine that starts at once and finds nothing to boot: it is deaf to ACPI. */
export async function defineQuiet(host: Host, machine: QuietMachine): Promise<void> {
  const { name, title, description, devices = '', usb = false } = machine;
  await host.defineXml(`<domain type='qemu'>
  <name>${escaped(name)}</name>
${title === undefined ? '' : `  <title>${escaped(title)}</title>\n`}${description === undefined ? '' : `  <description>${escaped(description)}</description>\n`}  <memory unit='MiB'>32</memory>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <features><acpi/></features>
  <devices>
${usb ? '' : "    <controller type='usb' model='none'/>\n"}${devices}  </devices>
</domain>
`);
}

/** Ends and forgets every machine and volume of the host. */
export async function removeMachines(host: Host): Promise<void> {
  const names = (await host.virsh('list', '--all', '--uuid')).split('\n').filter(Boolean);
  for (const name of names) {
    await host.virsh('destroy', name).catch(() => undefined);
    await host.virsh('undefine', '--managed-save', name).catch(() => undefined);
  }
  const volumes = (await host.virsh('vol-list', 'default')).split('\n').slice(2);
  for (const line of volumes) {
    const [volume] = line.trim().split(/\s+/);
    if (volume !== undefined && volume !== '') await host.virsh('vol-delete', volume, '--pool', 'default');
  }
}
