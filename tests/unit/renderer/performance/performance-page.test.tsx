// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { csvOf } from '../../../../renderer/features/performance/columns.tsx';
import { overcommitOf, promisedOf } from '../../../../renderer/features/performance/host-load.ts';
import { PerformancePage } from '../../../../renderer/features/performance/performance-page.tsx';
import { ok } from '../../../../shared/failure.ts';
import type { ConnectionId } from '../../../../shared/model/keys.ts';
import {
  type DomainParts,
  GAP,
  type History,
  HOST_METRICS,
  type HostMetric,
  seriesOf,
} from '../../../../shared/model/statistics.ts';
import { fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAB, LAPTOP, machines, sampleWorld, tick } from '../../../support/sample-world.ts';

const parts: DomainParts = {
  vcpus: [
    { index: 0, percent: 81, waitPercent: 3 },
    { index: 1, percent: 12, waitPercent: GAP },
  ],
  disks: [
    {
      name: 'vda',
      path: '/images/<img src=x>.qcow2',
      readBytesPerS: 1_500_000,
      writeBytesPerS: 0,
      readsPerS: 40,
      writesPerS: GAP,
      allocationBytes: 1,
      capacityBytes: 2,
    },
  ],
  nics: [
    { name: 'vnet0', rxBytesPerS: 2000, txBytesPerS: 3000, rxPacketsPerS: 4, txPacketsPerS: 5, lost: 6 },
  ],
};

const pastOf = (cpuPercent: number): History<HostMetric> => ({
  times: [Date.now() - 1000],
  series: seriesOf(HOST_METRICS, (metric) => [metric === 'cpuPercent' ? cpuPercent : 1]),
});

async function page(connection?: ConnectionId, hosts = sampleWorld.hosts) {
  const engine = fakeEngine(
    { ...sampleWorld, hosts },
    {
      statistics: {
        domainParts: gives(parts),
        host: async ({ range }) => ok(pastOf(range === '1h' ? 42 : 7)),
        hostParts: gives({ cpus: [12, GAP, 80], cells: [{ totalKiB: 100, usedKiB: 40 }] }),
      },
    },
  );
  const drawn = await draw(<PerformancePage {...(connection && { connection })} />, engine);
  const grid = await screen.findByRole('grid', { name: 'Active virtual machines' });
  const measured = (step: number) =>
    engine.emit('statistics', 'sampled', tick(machines, step, step * 2000 + 1));
  const names = () =>
    within(grid)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent);
  const row = (name: string) => {
    const found = within(grid)
      .getAllByRole('rowheader')
      .find((cell) => cell.textContent === name);
    return found!.closest<HTMLElement>('[role=row]')!;
  };
  return { ...drawn, grid, measured, names, row };
}

describe('the performance page', () => {
  test('has all machines of its host measured, and shows those that run', async () => {
    const { engine, measured, row, names } = await page(LAPTOP);
    await waitFor(() =>
      expect(engine.callsOf('statistics.watch')).toEqual([{ connection: LAPTOP, inView: 'all' }]),
    );
    measured(3);
    await waitFor(() => expect(row('web-01').textContent).toMatch(/\d+ %.*MB\/s/));
    expect(names()).not.toContain('win11');
  });

  test('sorts the busiest first, and by any other column', async () => {
    const { user, measured, grid } = await page(LAPTOP);
    measured(3);
    const cpu = within(grid).getByRole('columnheader', { name: /^CPU/ });
    expect(cpu.getAttribute('aria-sort')).toBe('descending');
    await user.click(within(grid).getByRole('button', { name: 'Sent' }));
    await waitFor(() =>
      expect(within(grid).getByRole('columnheader', { name: /^Sent/ }).getAttribute('aria-sort')).toBe(
        'descending',
      ),
    );
  });

  test('stands still while it is paused', async () => {
    const { user, measured, row } = await page(LAPTOP);
    measured(3);
    await waitFor(() => expect(row('web-01').textContent).toMatch(/%/));
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    const before = row('web-01').textContent;
    measured(9);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(row('web-01').textContent).toBe(before);
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(row('web-01').textContent).not.toBe(before));
  });

  test('shows another range while it is paused, and lets that stand still too', async () => {
    const { user } = await page(LAPTOP);
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Range of the graphs' }), '1 hour');
    expect(await screen.findByRole('img', { name: /^CPU: .*42/ })).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Range of the graphs' }), '24 hours');
    expect(await screen.findByRole('img', { name: /^CPU: .*7/ })).toBeTruthy();
  });

  test('looks into the machine that is chosen, and asks for no other', async () => {
    const { user, engine, row } = await page(LAPTOP);
    expect(engine.callsOf('statistics.domainParts')).toEqual([]);
    await user.click(row('web-01'));
    const detail = await screen.findByRole('region', { name: 'web-01 in detail' });
    const vcpus = await within(detail).findByRole('table', { name: 'Virtual CPUs' });
    expect(within(vcpus).getByRole('row', { name: /^0 81 % 3 %/ })).toBeTruthy();
    expect(within(vcpus).getByRole('row', { name: /^1 12 % —/ })).toBeTruthy();
    expect(within(detail).getByRole('row', { name: /^vda 1.5 MB\/s 0 B\/s 40\/s —/ })).toBeTruthy();
    expect(within(detail).getByRole('row', { name: /^vnet0 2 kB\/s 3 kB\/s 9\/s 6/ })).toBeTruthy();
    const [web01] = machines;
    expect(new Set(engine.callsOf('statistics.domainParts').map((call) => JSON.stringify(call)))).toEqual(
      new Set([JSON.stringify({ domain: web01!.key })]),
    );
    await user.click(within(detail).getByRole('button', { name: 'Close the details' }));
    expect(screen.queryByRole('region', { name: 'web-01 in detail' })).toBeNull();
  });

  test('asks for physical CPUs only when they are to be seen', async () => {
    const { user, engine } = await page(LAPTOP);
    expect(engine.callsOf('statistics.hostParts')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Physical CPUs' }));
    const list = await screen.findByRole('list', { name: 'Physical CPUs' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((item) => item.getAttribute('aria-label')),
    ).toEqual(['CPU 0: 12 %', 'CPU 1: —', 'CPU 2: 80 %']);
  });

  test('shows all hosts together with what each promised', async () => {
    await page(undefined, [host(), host({ id: LAB, name: 'lab', position: 1 })]);
    const table = await screen.findByRole('table', { name: 'Hosts' });
    expect(
      within(table)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual([`#/performance/${LAPTOP}`, `#/performance/${LAB}`]);
  });

  test('saves what is shown as a table that no spreadsheet runs', async () => {
    const saved: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved.push(blob as Blob);
      return 'blob:x';
    });
    const { user, measured } = await page(LAPTOP);
    measured(3);
    await user.click(screen.getByRole('button', { name: 'Save as CSV' }));
    const text = await saved[0]!.text();
    expect(text).toContain('"time","name","uuid"');
    expect(text).toContain('"web-01"');
    vi.restoreAllMocks();
  });
});

test('a machine that was not measured has empty fields in the saved table', () => {
  const [web01] = machines;
  const domain = { ...web01!, name: '=cmd|x' };
  const csv = csvOf([{ key: domain.key, domain, host: undefined, sample: undefined }], 0);
  const [, line = ''] = csv.split('\r\n');
  expect(line).toContain(`"1970-01-01T00:00:00.000Z","'=cmd|x"`);
  expect(line.endsWith(`,,,,${domain.memoryKiB},,,,`)).toBe(true);
});

test('what was promised counts running machines only, per host', () => {
  const [web01, web02, , , win11] = machines;
  const two = [
    { ...web01!, vcpus: 4, memoryKiB: 1000 },
    { ...web02!, vcpus: 8, memoryKiB: 3000 },
    { ...win11!, vcpus: 64, memoryKiB: 9000 },
    { ...web01!, connection: LAB, vcpus: 1, memoryKiB: 1 },
  ];
  const facts = { ...host().facts!, cpus: 8, memoryKiB: 8000 };
  expect(overcommitOf(host({ facts }), promisedOf(two))).toEqual({
    running: 2,
    vcpus: 12,
    memoryKiB: 4000,
    vcpuShare: 1.5,
    memoryShare: 0.5,
  });
});
