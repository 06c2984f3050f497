// What each CPU, disk and network interface does, of a machine or of a host that somebody looks into.
import { describe, expect, test } from 'vitest';
import { domainParts, partCounters } from '../../../electron/inventory/domain-parts.ts';
import { hostParts } from '../../../electron/inventory/host-parts.ts';
import { Meter } from '../../../electron/inventory/meter.ts';
import { typedParam } from '../../../electron/libvirt/typed-params.ts';
import { GAP } from '../../../shared/model/statistics.ts';

const { string, uint, ullong } = typedParam;

function record(step: bigint) {
  return partCounters([
    uint('vcpu.current', 2),
    ullong('vcpu.0.time', step * 500_000_000n),
    ullong('vcpu.1.time', step * 2_000_000_000n),
    ullong('vcpu.1.wait', step * 100_000_000n),
    string('block.0.name', 'vda'),
    string('block.0.path', '/images/<b>.qcow2'),
    ullong('block.0.rd.bytes', step * 1000n),
    ullong('block.0.wr.reqs', step * 3n),
    ullong('block.0.capacity', 10_000n),
    string('net.0.name', 'vnet4'),
    ullong('net.0.rx.bytes', step * 70n),
    ullong('net.0.rx.drop', 2n),
    ullong('net.0.tx.errs', 3n),
    ullong('block.99999.rd.bytes', 1n),
    ullong('block.x.rd.bytes', 1n),
  ]);
}

describe('the parts of a machine', () => {
  const parts = domainParts({ before: record(1n), after: record(2n), elapsedMs: 1000 });

  test('are rates of each virtual CPU, none over 100 %', () => {
    expect(parts.vcpus).toEqual([
      { index: 0, percent: 50, waitPercent: GAP },
      { index: 1, percent: 100, waitPercent: 10 },
    ]);
  });

  test('are rates of each disk and interface, and gaps where the host tells nothing', () => {
    expect(parts.disks).toEqual([
      {
        name: 'vda',
        path: '/images/<b>.qcow2',
        readBytesPerS: 1000,
        writeBytesPerS: GAP,
        readsPerS: GAP,
        writesPerS: 3,
        allocationBytes: GAP,
        capacityBytes: 10_000,
      },
    ]);
    expect(parts.nics).toMatchObject([{ name: 'vnet4', rxBytesPerS: 70, txBytesPerS: GAP, lost: 5 }]);
  });

  test('are no more than can be shown, however many the host claims', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ullong(`vcpu.${index}.time`, 1n));
    expect(partCounters(many).indices.vcpu).toHaveLength(512);
  });
});

test('the CPUs of a host are told one by one, and one that is offline is a gap', () => {
  const cpu = (user: number, idle: number) => ({
    cpu: new Map(Object.entries({ user, idle })),
    memory: new Map<string, number>(),
  });
  const offline = { cpu: new Map<string, number>(), memory: new Map<string, number>() };
  const cell = { cpu: new Map<string, number>(), memory: new Map(Object.entries({ total: 100, free: 30 })) };
  const span = {
    before: { cpus: [cpu(0, 0), offline], cells: [cell] },
    after: { cpus: [cpu(25, 75), offline], cells: [cell] },
    elapsedMs: 1000,
  };
  expect(hostParts(span)).toEqual({ cpus: [25, GAP], cells: [{ totalKiB: 100, usedKiB: 70 }] });
});

test('a look that follows another soon needs one reading only', async () => {
  let readings = 0;
  const meter = new Meter<number>();
  const measure = (id: string) =>
    meter.measure(id, async () => (readings += 1), new AbortController().signal);
  const first = await measure('web1');
  expect(first).toMatchObject({ before: 1, after: 2 });
  await new Promise((resolve) => setTimeout(resolve, 450));
  expect(await measure('web1')).toMatchObject({ before: 2, after: 3 });
  expect(await measure('web2')).toMatchObject({ before: 4, after: 5 });
});
