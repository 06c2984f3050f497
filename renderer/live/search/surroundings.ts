// What a search needs to know beside the machines: their hosts, the words for their states, the pools' folders, the rates.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId, DomainKey } from '../../../shared/model/keys.ts';
import type { DomainSample } from '../../../shared/model/statistics.ts';
import type { PoolSummary } from '../../../shared/model/storage.ts';
import { numbered } from '../../../shared/numbered.ts';
import { stateKeyOf } from '../domain-rules.ts';
import { fold } from './fold.ts';
import { type TextTest, textTest } from './pattern.ts';

export interface Surroundings {
  readonly hosts: ReadonlyMap<ConnectionId, HostSummary>;
  readonly pools: Iterable<PoolSummary>;
  /** What the interface calls a state (its key in the `domains` catalogue), in every language that it speaks. */
  readonly stateWords: (key: string) => readonly string[];
  readonly sampleOf: (key: DomainKey) => DomainSample | undefined;
}

/** virsh's words, for those who know them. */
const VIRSH: Readonly<Record<string, readonly string[]>> = {
  off: ['shut off', 'shutoff', 'stopped'],
  suspended: ['pmsuspended'],
  blocked: ['idle'],
  'shutting-down': ['in shutdown'],
};

/** Libvirt's word for the state, or what is being done: what is shutting down is no longer called running. */
function libvirtState(domain: DomainSummary): string {
  return domain.transition?.what ?? domain.state;
}

/** The keys of all words for states. */
const STATE_KEYS = [
  'nostate',
  'running',
  'blocked',
  'paused',
  'ioerror',
  'shutting-down',
  'off',
  'saved',
  'crashed',
  'suspended',
  'starting',
  'rebooting',
  'saving',
  'restoring',
];

/** What libvirt, virsh and the interface (under `key`) call a state, folded. */
function wordsFor(state: string, key: string, stateWords: Surroundings['stateWords']): readonly string[] {
  return [state, ...(VIRSH[state] ?? []), ...stateWords(key)].map(fold);
}

/** Whether a machine could be in a state of which `test` finds a word. */
export function isWordOfAnyState(test: TextTest, stateWords: Surroundings['stateWords']): boolean {
  return STATE_KEYS.some((key) => wordsFor(key, `state.${key}`, stateWords).some(test));
}

/** Whether a state can be asked for by `text`, or by something that begins like it. */
export function isStateWord(text: string, stateWords: Surroundings['stateWords']): boolean {
  return isWordOfAnyState(textTest(text, 'has', false), stateWords);
}

const numberOfState = numbered();

/** From 0; the same for all machines for whose state there are the same words. */
export function stateNumberOf(domain: DomainSummary): number {
  return numberOfState(`${libvirtState(domain)} ${stateKeyOf(domain)}`);
}

/** Every word for the state of `domain`, folded. */
export function wordsOfState(
  domain: DomainSummary,
  stateWords: Surroundings['stateWords'],
): readonly string[] {
  return wordsFor(libvirtState(domain), stateKeyOf(domain), stateWords);
}

/** What people call a host. */
export function wordsOfHost(host: HostSummary | undefined): readonly string[] {
  if (host === undefined) return [];
  const { name, facts } = host;
  return (facts === undefined ? [name] : [name, facts.hostname]).map(fold);
}

interface PoolFolder {
  /** With a slash at its end. */
  readonly folder: string;
  readonly name: string;
}

/** The folders of the pools of each host: most machines name their disks by path alone. */
export function poolFolders(pools: Iterable<PoolSummary>): ReadonlyMap<ConnectionId, readonly PoolFolder[]> {
  const folders = new Map<ConnectionId, PoolFolder[]>();
  for (const { connection, path, name } of pools) {
    if (path === undefined || !path.startsWith('/')) continue;
    const own = folders.get(connection) ?? [];
    own.push({ folder: path.endsWith('/') ? path : `${path}/`, name });
    folders.set(connection, own);
  }
  return folders;
}

/** The names of the pools in whose folders `domain` has a disk. */
export function poolsByPath(
  domain: DomainSummary,
  folders: ReadonlyMap<ConnectionId, readonly PoolFolder[]>,
): readonly string[] {
  const own = folders.get(domain.connection) ?? [];
  const inside = own.filter(({ folder }) =>
    domain.disks.some(({ path, pool }) => pool === undefined && path?.startsWith(folder) === true),
  );
  return [...new Set(inside.map(({ name }) => name))];
}
