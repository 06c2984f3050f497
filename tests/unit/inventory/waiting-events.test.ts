import { expect, test } from 'vitest';
import { WaitingEvents } from '../../../electron/inventory/waiting-events.ts';
import type { LibvirtEvent } from '../../../electron/libvirt/event-types.ts';
import { LABELS_URI } from '../../../shared/model/labels.ts';

const uuid = (digit: number): string => `0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f${digit}`;
const domain = (digit: number) => ({ name: `vm${digit}`, uuid: uuid(digit), id: digit });
const lifecycle = (digit: number, event: number): LibvirtEvent => ({
  kind: 'domain-lifecycle',
  domain: domain(digit),
  event,
  detail: 0,
});
const balloon = (digit: number, actualKiB: bigint): LibvirtEvent => ({
  kind: 'domain-balloon',
  domain: domain(digit),
  actualKiB,
});

const metadata = (namespace: string | undefined): LibvirtEvent => ({
  kind: 'domain-metadata-change',
  domain: domain(1),
  type: namespace === undefined ? 1 : 2,
  namespace,
});

test('what a host tells over and over while it is being read is kept once, as it was told last', () => {
  const waiting = new WaitingEvents();
  for (let told = 0; told < 100_000; told += 1) waiting.add(balloon(told % 3, BigInt(told)));
  expect(waiting.size).toBe(3);
  expect(waiting.take()).toEqual([balloon(1, 99_997n), balloon(2, 99_998n), balloon(0, 99_999n)]);
});

test('labels that changed hide no other change of metadata, and of others the last is enough', () => {
  const waiting = new WaitingEvents();
  for (const namespace of [undefined, 'urn:a', LABELS_URI, 'urn:b', LABELS_URI])
    waiting.add(metadata(namespace));
  expect(waiting.take()).toEqual([metadata('urn:b'), metadata(LABELS_URI)]);
});

test('different news of one machine, and the same of different ones, are all kept in order', () => {
  const events: readonly LibvirtEvent[] = [
    lifecycle(1, 0),
    lifecycle(1, 2),
    lifecycle(2, 2),
    balloon(1, 5n),
    { kind: 'pool-refresh', pool: { name: 'p', uuid: uuid(1) } },
    { kind: 'network-lifecycle', network: { name: 'n', uuid: uuid(1) }, event: 2, detail: 0 },
    { kind: 'node-device-update', device: { name: 'net_eth0' } },
    { kind: 'secret-value-change', secret: { uuid: uuid(1), usageType: 0, usageID: '' } },
  ];
  const waiting = new WaitingEvents();
  for (const event of events) waiting.add(event);
  expect(waiting.take()).toEqual(events);
  expect(waiting.take()).toEqual([]);
});
