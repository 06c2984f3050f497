// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Cure, HostState } from '../../../../shared/model/host.ts';
import { fails } from '../../../support/fake-api.ts';
import { machinesPage as page } from '../../../support/machines-page.tsx';
import { host, LAPTOP } from '../../../support/sample-world.ts';

describe('without machines', () => {
  const lone = (state: HostState, cures: readonly Cure[] = []) => {
    const failure = { kind: 'unreachable', stage: 'connect', message: 'ENOENT' } as const;
    const problem = state === 'failed' ? { problem: { failure, cures, sinceMs: 0 } } : {};
    return { domains: [], hosts: [host({ state, ...problem })] };
  };

  test('an empty host says how machines come', async () => {
    await page(lone('connected'));
    expect(screen.getByRole('heading', { name: 'No virtual machines yet' })).toBeTruthy();
  });

  test('a host that is being connected is waited for', async () => {
    await page(lone('connecting'));
    expect(screen.getByRole('status').textContent).toBe('Connecting…');
  });

  test('a host that is not connected can be', async () => {
    const { user, engine } = await page(lone('disconnected'));
    expect(screen.getByRole('heading', { name: 'Not connected to laptop' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect(engine.callsOf('connections.connect')).toEqual([{ connection: LAPTOP }]);
  });

  test('a computer without libvirt is told what to install', async () => {
    await page(lone('failed', ['install-libvirt']));
    expect(screen.getByText(/^sudo apt install libvirt-daemon-system/)).toBeTruthy();
    expect(screen.getByText(/^sudo dnf install/)).toBeTruthy();
    expect(screen.getByText(/^sudo pacman -S/)).toBeTruthy();
  });

  test('no host at all is an invitation to connect to one', async () => {
    const { user, onConnect } = await page({ domains: [], hosts: [] });
    await user.click(screen.getByRole('button', { name: 'Add a host' }));
    expect(onConnect).toHaveBeenCalledOnce();
  });

  test('a model that could not be loaded says why', async () => {
    await page({}, { model: { snapshot: fails({ kind: 'bug', id: 'a7' }) } });
    expect((await screen.findByRole('alert')).textContent).toContain('The log has more under a7');
  });
});
