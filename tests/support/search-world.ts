// Surroundings for searches: two hosts, a pool, and the words of the interface's own catalogues.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from '../../renderer/live/search/surroundings.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import { domainKey } from '../../shared/model/keys.ts';
import { host, LAB, LAPTOP, machine, pools, uuidOf } from './sample-world.ts';

interface Catalogue {
  readonly state: Readonly<Record<string, string>>;
}

const catalogues = ['en', 'zh-CN'].map((language): Catalogue => {
  const path = join(import.meta.dirname, `../../renderer/locales/${language}/domains.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
});

export function stateWords(key: string): readonly string[] {
  return catalogues.flatMap(({ state }) => state[key.replace('state.', '')] ?? []);
}

export function surroundings(change: Partial<Surroundings> = {}): Surroundings {
  return {
    hosts: new Map([
      [LAPTOP, host()],
      [LAB, host({ id: LAB, name: 'lab-a', state: 'lost', facts: { ...host().facts!, hostname: 'node7' } })],
    ]),
    pools,
    stateWords,
    sampleOf: () => undefined,
    ...change,
  };
}

const SYSTEMS = ['http://debian.org/debian/12', 'http://microsoft.com/win/11', undefined];
const GROUPS = ['Lab', 'Lab/Web', 'Lab/Web/Front', '生产/数据库', undefined];
const TAGS = ['web', 'db', 'pci scope', '临时'];

/** Machine `number` of many, each with facts of every kind. */
export function anyMachine(number: number): DomainSummary {
  const connection = number % 2 === 0 ? LAPTOP : LAB;
  const osId = SYSTEMS[number % SYSTEMS.length];
  const group = GROUPS[number % GROUPS.length];
  const running = number % 3 === 0;
  const low = number % 256;
  const high = (number >> 8) % 256;
  return machine(number, `node-${number}`, {
    key: domainKey(connection, uuidOf(number)),
    connection,
    title: `Title ${number} of Ärzte`,
    description: `what ${number} is for`,
    ...(running ? { state: 'running' as const, reason: 'booted', id: number } : {}),
    addresses: running ? [`10.7.${high}.${low}`, `fd00:0:0::${number.toString(16)}`] : [],
    macs: [`52:54:00:${[high, low, 7].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`],
    networks: [`net${number % 5}`],
    disks: [{ path: `/var/lib/libvirt/images/disk-${number}.qcow2` }, { pool: 'fast', volume: `v${number}` }],
    tags: [{ name: TAGS[number % TAGS.length]! }],
    memoryKiB: (1 + (number % 8)) * 1_048_576,
    vcpus: 1 + (number % 4),
    ...(osId === undefined ? {} : { osId }),
    ...(group === undefined ? {} : { group: { path: group } }),
  });
}
