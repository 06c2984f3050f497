// The sidebar's rows are made again at each change of the model, and are others only where they show something else.
import { expect, test } from 'vitest';
import { createSidebarRows, type SidebarModel } from '../../../../renderer/features/shell/sidebar-rows.ts';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { host, LAB, LAPTOP, machine, networks } from '../../../support/sample-world.ts';

const UP = { state: 'running', reason: 'booted' } as const;
const hosts = [host(), host({ id: LAB, name: 'lab', position: 1 })];
const machines = [1, 2, 3].map((number) => machine(number, `web-${number}`, UP));
const far = machine(9, 'far', { connection: LAB });

function model(domains: readonly DomainSummary[], change: Partial<SidebarModel> = {}): SidebarModel {
  return { hosts, domains, networks, pools: [], bridges: [], ...change };
}

const byDefault = (_id: string, open: boolean) => open;
const closed = () => false;
const shownBy = (rows: ReturnType<ReturnType<typeof createSidebarRows>>) =>
  rows.map(({ kind, name, count, level, position, setSize }) => [
    kind,
    name,
    count,
    `${level}: ${position}/${setSize}`,
  ]);

test('hosts, what they hold, and machines in open branches', () => {
  const rows = createSidebarRows()(model([...machines, far]), byDefault);
  expect(shownBy(rows)).toEqual([
    ['host', 'laptop', undefined, '1: 1/2'],
    ['machines', undefined, 3, '2: 1/4'],
    ['machine', 'web-1', undefined, '3: 1/3'],
    ['machine', 'web-2', undefined, '3: 2/3'],
    ['machine', 'web-3', undefined, '3: 3/3'],
    ['networks', undefined, networks.length, '2: 2/4'],
    ['pools', undefined, 0, '2: 3/4'],
    ['bridges', undefined, 0, '2: 4/4'],
    ['host', 'lab', undefined, '1: 2/2'],
    ['machines', undefined, 1, '2: 1/4'],
    ['machine', 'far', undefined, '3: 1/1'],
    ['networks', undefined, 0, '2: 2/4'],
    ['pools', undefined, 0, '2: 3/4'],
    ['bridges', undefined, 0, '2: 4/4'],
  ]);
  expect(createSidebarRows()(model(machines), closed)).toHaveLength(2);
});

test('a change that no row shows leaves the list as it was', () => {
  const rowsOf = createSidebarRows();
  const before = rowsOf(model(machines), byDefault);
  const tagged = machines.map((one) => ({ ...one, tags: [{ name: 'new' }], revision: 2 }));
  expect(rowsOf(model(tagged), byDefault)).toBe(before);
  expect(rowsOf(model([...tagged]), byDefault)).toBe(before);
});

test.each<[string, Partial<DomainSummary>]>([
  ['state', { state: 'paused', reason: 'user' }],
  ['transition', { transition: { what: 'shutting-down', sinceMs: 0 } }],
  ['name', { name: 'web-2b' }],
])('of a changed %s only that row is another', (_what, change) => {
  const rowsOf = createSidebarRows();
  const before = rowsOf(model(machines), byDefault);
  const after = rowsOf(model(machines.map((one, at) => (at === 1 ? { ...one, ...change } : one))), byDefault);
  expect(after.map((row, at) => row === before[at])).toEqual(before.map((_, at) => at !== 3));
});

test('machines that come and go, branches that close, and hosts that are lost are followed', () => {
  const rowsOf = createSidebarRows();
  const steps: readonly (readonly [SidebarModel, typeof byDefault])[] = [
    [model(machines), byDefault],
    [model(machines.slice(1)), byDefault],
    [model([...machines, machine(4, 'web-4')]), byDefault],
    [model(machines), closed],
    [model(machines), byDefault],
    [model(machines, { hosts: [host({ state: 'lost' })] }), byDefault],
    [model(machines, { hosts: [host({ lacks: ['networks'] })] }), byDefault],
    [model([]), byDefault],
  ];
  for (const [now, isOpen] of steps) expect(rowsOf(now, isOpen)).toEqual(createSidebarRows()(now, isOpen));
  expect(rowsOf(model(machines), byDefault)[2]?.domain).toBe(machines[0]?.key);
  expect(rowsOf(model(machines), byDefault)[2]?.place).toEqual({ page: 'machine', domain: machines[0]?.key });
  expect(machines[0]?.connection).toBe(LAPTOP);
});
