import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asksForRates, machineTest } from '../../../../renderer/live/search/evaluate.ts';
import { parse } from '../../../../renderer/live/search/parser.ts';
import { quote } from '../../../../renderer/live/search/query.ts';
import { isStateWord, type Surroundings } from '../../../../renderer/live/search/surroundings.ts';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { GAP } from '../../../../shared/model/statistics.ts';
import { LAB, machine, machines } from '../../../support/sample-world.ts';
import { anyMachine, stateWords, surroundings } from '../../../support/search-world.ts';

const labMachine = machine(20, 'proxy', {
  connection: LAB,
  addresses: ['192.168.7.4', 'fd00:0:0::9'],
  macs: ['52:54:00:ab:cd:ef'],
  networks: ['dmz'],
  disks: [{ pool: 'fast', volume: 'proxy-root' }, { path: '/srv/iso/debian.iso' }],
  tags: [{ name: 'web' }, { name: 'pci scope' }],
  group: { path: 'Lab/Web' },
  osId: 'http://microsoft.com/win/11',
});
const onPath = machine(21, 'by-path', { disks: [{ path: '/var/lib/libvirt/images/by-path.qcow2' }] });
const world = [...machines, labMachine, onPath];

function found(
  text: string,
  among: readonly DomainSummary[] = world,
  change: Partial<Surroundings> = {},
): readonly string[] {
  const { query } = parse(text, (word) => isStateWord(word, stateWords));
  if (query === undefined) return among.map(({ name }) => name);
  return among.filter(machineTest(query, surroundings(change))).map(({ name }) => name);
}

describe('plain words', () => {
  test.each([
    ['web running', ['web-01', 'web-02']],
    ['windows', ['win11', 'proxy']],
    ['REPLICA', ['db-02']],
    ['192.168.122.18', ['web-02']],
    ['正在运行 教程', ['测试虚拟机']],
    ['lab-a', ['proxy']],
    ['node7', ['proxy']],
    ['52:54:00:ab', ['proxy']],
    ['525400abcd', ['proxy']],
    ['pci', ['proxy']],
    ['lab/web', ['proxy']],
    ['dmz', ['proxy']],
    ['proxy-root', ['proxy']],
    ['by-path.qcow2', ['by-path']],
    ['"public web"', ['web-01']],
    ['web*', ['web-01', 'web-02', 'web-10', 'proxy']],
    ['*-0?', ['web-01', 'web-02', 'db-02']],
    ['ＷＩＮ１１', ['win11', 'proxy']],
    ['no such thing', []],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected));

  test('two letters are not found in MACs and UUIDs by chance', () => {
    expect(found('ab cd')).toEqual([]);
    expect(found(labMachine.uuid.slice(0, 8))).toHaveLength(world.length);
  });
});

describe('filters', () => {
  test.each([
    ['host:lab', ['proxy']],
    ['name=web-01', ['web-01']],
    ['name:web-0', ['web-01', 'web-02']],
    ['name:web-*', ['web-01', 'web-02', 'web-10']],
    ['name:"web-*"', []],
    ['title:server', ['web-01']],
    ['desc:postgresql', ['db-02']],
    ['state:shutting', ['web-10']],
    ['状态：已崩溃', ['old-xp']],
    ['state:"disk error"', ['disk-full']],
    ['state:saved', ['sleeping']],
    ['os:win', ['proxy']],
    ['ip:192.168.122.0/24', ['web-01', 'web-02']],
    ['ip:fd00::/16', ['web-02', 'proxy']],
    ['ip:fd00::9', ['proxy']],
    ['ip=10.0.0.5', ['db-02']],
    ['mac:52-54-00-AB', ['proxy']],
    ['tag=web', ['proxy']],
    ['tag:"pci scope"', ['proxy']],
    ['group=lab', ['proxy']],
    ['group:Lab/Web', ['proxy']],
    ['net:dmz', ['proxy']],
    ['pool:fast', ['proxy']],
    ['pool:default', ['by-path']],
    ['disk:*.iso', ['proxy']],
    ['disk:fast/proxy', ['proxy']],
    ['id:4', ['db-02']],
    ['mem>=14G', ['db-02']],
    ['mem>8G vcpus>=8', ['db-02']],
    ['is:autostart', ['web-01']],
    ['is:saved', ['sleeping']],
    ['is:transient', ['测试虚拟机']],
    ['is:crashed', ['disk-full', 'old-xp']],
    ['is:busy', ['web-10']],
    ['is:stale', ['proxy']],
    ['is:tagged is:grouped', ['proxy']],
    ['is:paused OR is:saved', ['build-agent', 'sleeping', 'laptop-vm']],
    ['web -web-01 -web-02 -host:lab', ['web-10']],
    ['(web OR db) mem>4G', ['db-02']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected));

  test('a part that makes no sense leaves the others', () => {
    expect(found('web-01 mem>x ((')).toEqual(['web-01']);
    expect(found('web-01 state:frobbed')).toEqual(['web-01']);
    expect(found('((')).toHaveLength(world.length);
  });

  test('rates count only where there is a measurement', () => {
    const sample = (key: DomainSummary['key'], cpuPercent: number) => ({
      key,
      cpuPercent,
      memoryKiB: 1,
      diskReadBytesPerS: 3 * 1024 ** 2,
      diskWriteBytesPerS: 0,
      netRxBytesPerS: 0,
      netTxBytesPerS: 0,
    });
    const samples = new Map(
      machines.slice(0, 3).map(({ key }, index) => [key, sample(key, [80, 20, GAP][index]!)]),
    );
    const change = { sampleOf: (key: DomainSummary['key']) => samples.get(key) };
    expect(found('cpu>50', world, change)).toEqual(['web-01']);
    expect(found('cpu<50', world, change)).toEqual(['web-02']);
    expect(found('read>=2M/s cpu<50', world, change)).toEqual(['web-02']);
    expect(asksForRates(parse('web (db OR -cpu>50%)').query)).toBe(true);
    expect(asksForRates(parse('mem>1G vcpus>2').query)).toBe(false);
  });
});

test('every machine is found by its own facts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), (number) => {
      const one = anyMachine(number);
      const facts = [
        `name=${one.name}`,
        `title:${quote(one.title ?? '')}`,
        `desc=${quote(one.description ?? '')}`,
        `uuid:${one.uuid}`,
        one.uuid,
        `state:${one.state}`,
        `mem=${one.memoryKiB}K`,
        `vcpus:${one.vcpus}`,
        ...one.addresses.flatMap((address) => [`ip=${address}`, `ip:${address}/32`, address]),
        ...one.macs.flatMap((mac) => [`mac=${mac}`, `mac:${mac.replaceAll(':', '-')}`, mac]),
        ...one.networks.map((net) => `net:${net} ${net}`),
        ...one.tags.map(({ name }) => `tag=${quote(name)} ${quote(name)}`),
        ...one.disks.flatMap(({ path, volume }) => [`disk:${path ?? volume}`, path ?? volume ?? '']),
        ...(one.group === undefined
          ? []
          : [
              `group=${quote(one.group.path)}`,
              quote(one.group.path),
              `group=${one.group.path.split('/')[0]}`,
            ]),
        ...(one.osId === undefined ? [] : [`os=${one.osId}`]),
        'pool=fast',
        ...(one.connection === LAB ? [] : ['pool=default']),
      ];
      for (const fact of facts) expect(found(fact, [one]), fact).toEqual([one.name]);
      expect(found(facts.join(' ').slice(0, 1500), [one])).toEqual([one.name]);
      for (const fact of facts.slice(0, 4)) expect(found(`-${fact}`, [one])).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('hostile patterns take no longer than their length', () => {
  const one = machine(1, 'a'.repeat(4000), { description: 'a'.repeat(60_000) });
  expect(found(`name:${'*a'.repeat(900)}b`, [one])).toEqual([]);
  expect(found(`${'a*?'.repeat(600)}b`, [one])).toEqual([]);
  expect(found('(a+)+$ [a-z]* \\', [one])).toEqual([]);
});
