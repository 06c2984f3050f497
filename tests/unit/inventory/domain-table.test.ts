import { expect, test } from 'vitest';
import type { DomainReading } from '../../../electron/inventory/domain-entry.ts';
import { DomainTable } from '../../../electron/inventory/domain-table.ts';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';

const UUID = '00000000-0000-0000-0000-000000000001';

function reading(id: number, state: DomainReading['state'], reason: string): DomainReading {
  const flags = { persistent: true, autostart: false, managedSave: false };
  return { ref: { name: 'web', uuid: UUID, id }, state, reason, ...flags, facts: undefined };
}

/** What pages read of the machine after each step. */
function machine() {
  const table = new DomainTable('c1' as ConnectionId, new ModelHub());
  const told = () => `${table.summary(UUID)?.state} ${table.summary(UUID)?.reason}`;
  return { table, told };
}

test('a run that we paused until its console was open was just started', () => {
  const { table, told } = machine();
  table.take(reading(7, 'paused', 'starting-up'));
  table.take(reading(7, 'running', 'unpaused'));
  expect(told()).toBe('running unpaused');
  table.markBegun(UUID, 7);
  expect(told()).toBe('running booted');
  table.take(reading(7, 'running', 'unpaused'));
  expect(told()).toBe('running booted');
});

test('a person who pauses and resumes it later reads that', () => {
  const { table, told } = machine();
  table.take(reading(7, 'running', 'unpaused'));
  table.markBegun(UUID, 7);
  table.take(reading(7, 'paused', 'user'));
  table.take(reading(7, 'running', 'unpaused'));
  expect(told()).toBe('running unpaused');
});

test('another run is another story', () => {
  const { table, told } = machine();
  table.take(reading(7, 'running', 'unpaused'));
  table.markBegun(UUID, 7);
  table.take(reading(8, 'running', 'unpaused'));
  expect(told()).toBe('running unpaused');
});
