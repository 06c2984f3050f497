// The hosts of a day's work: this computer, another over ssh, and what virsh says there of a machine.
import { expect } from '@playwright/test';
import { LABELS_URI } from '../../shared/model/labels.ts';
import { type Host, startHost } from '../lab/host.ts';
import { defineQuiet, removeMachines } from '../lab/machines-at-hand.ts';
import { changePasswords } from './remote-host.ts';

export const PASSWORD = 'Eisvogel-2209';
/** The one guest that listens to the power button, on this computer. */
export const LISTENER = 'ledger';
const DEAF = 'vault';
const FAR = ['far-a', 'far-b'] as const;
export const NIGHTLY: readonly string[] = [...FAR, LISTENER, DEAF];

export interface DayHosts {
  readonly remote: Host;
  /** The host on which a machine is. */
  of(name: string): Host;
  dispose(): Promise<void>;
}

export async function startDay(host: Host): Promise<DayHosts> {
  const remote = await startHost({ name: 'kvm-01', place: 'remote', sshd: true });
  await changePasswords(remote, PASSWORD);
  await host.defineGuest({ name: LISTENER, title: 'Ledger' });
  await defineQuiet(host, { name: DEAF });
  for (const name of FAR) await defineQuiet(remote, { name });
  return {
    remote,
    of: (name) => (FAR.some((one) => one === name) ? remote : host),
    dispose: async () => {
      await removeMachines(host);
      await remote.dispose();
    },
  };
}

/** Where another state is read, its reason says whether nothing was asked, a start failed or the machine ended by itself. */
export async function expectStates(day: DayHosts, state: 'running' | 'shut off'): Promise<void> {
  for (const name of NIGHTLY) {
    const read = () => day.of(name).virsh('domstate', '--reason', name);
    await expect.poll(read, { timeout: 30_000, message: name }).toMatch(new RegExp(`^${state} \\(`));
  }
}

/** Each machine's own metadata says it, as it is stored and, where asked, as it runs. */
export async function expectLabels(
  day: DayHosts,
  said: readonly string[],
  where: readonly ('--config' | '--live')[],
): Promise<void> {
  for (const name of NIGHTLY) {
    for (const which of where) {
      const labels = () => day.of(name).virsh('metadata', name, '--uri', LABELS_URI, which);
      for (const text of said) await expect.poll(() => labels().catch(String)).toContain(text);
    }
  }
}
