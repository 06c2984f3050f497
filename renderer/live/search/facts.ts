// What is known of a machine, folded for comparison. Made once for each state of a machine and kept as long as that:
// the model never changes an object, so a keystroke among 10,000 machines folds nothing.
import type { DiskUse, DomainSummary } from '../../../shared/model/domain.ts';
import { onceFor } from '../once-for.ts';
import { addressBytes } from './address.ts';
import type { TextField } from './fields.ts';
import { fold } from './fold.ts';
import { osWords } from './os-words.ts';
import { stateNumberOf } from './surroundings.ts';

/** Fields that are the machine's own; its host, its state and the pool that a path lies in are known elsewhere. */
export type OwnField = Exclude<TextField, 'host' | 'state'>;

function given(values: readonly (string | undefined)[]): readonly string[] {
  const folded: string[] = [];
  for (const value of values) if (value !== undefined && value !== '') folded.push(fold(value));
  return folded;
}

function diskNames({ path, pool, volume }: DiskUse): readonly (string | undefined)[] {
  return [path, volume, pool === undefined || volume === undefined ? undefined : `${pool}/${volume}`];
}

/** The group and all that it is inside of: who asks for one of them gets its subgroups. */
function groupsAround(path: string | undefined): readonly string[] {
  if (path === undefined) return [];
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

const READERS: Readonly<Record<OwnField, (domain: DomainSummary) => readonly (string | undefined)[]>> = {
  name: ({ name }) => [name],
  title: ({ title }) => [title],
  desc: ({ description }) => [description],
  os: ({ osId, osType }) => [osId, osType, ...osWords(osId)],
  arch: ({ arch }) => [arch],
  ip: ({ addresses }) => addresses,
  // With its colons and without: both are copied from somewhere.
  mac: ({ macs }) => macs.flatMap((mac) => [mac, mac.replaceAll(':', '')]),
  tag: ({ tags }) => tags.map((tag) => tag.name),
  group: ({ group }) => groupsAround(group?.path),
  net: ({ networks }) => networks,
  pool: ({ disks }) => disks.map((disk) => disk.pool),
  disk: ({ disks }) => disks.flatMap(diskNames),
  display: ({ displays }) => displays,
  uuid: ({ uuid }) => [uuid],
};

export function isOwnField(field: string): field is OwnField {
  return Object.hasOwn(READERS, field);
}

/** Two letters would be found in every second MAC or UUID by chance. */
export const SHORTEST_CODE = 4;

/** No typed word has one: it never matches over the end of a value. */
export const BETWEEN = '\n';

/** All that plain words are looked for in. One text, folded once: ten thousand are made in a breath. */
function plainText(domain: DomainSummary): string {
  const { name, title, description, group, osId } = domain;
  let text = name;
  for (const value of [title, description, group?.path]) if (value !== undefined) text += BETWEEN + value;
  for (const value of osWords(osId)) text += BETWEEN + value;
  for (const value of domain.addresses) text += BETWEEN + value;
  for (const { name: tag } of domain.tags) text += BETWEEN + tag;
  for (const value of domain.networks) text += BETWEEN + value;
  for (const { path, pool, volume } of domain.disks)
    text += path === undefined ? `${BETWEEN}${pool}/${volume}` : BETWEEN + path;
  return fold(text);
}

function codeText({ macs, uuid }: DomainSummary): string {
  let text = uuid;
  for (const mac of macs) text += `${BETWEEN}${mac}${BETWEEN}${mac.replaceAll(':', '')}`;
  return text.toLowerCase();
}

export class MachineFacts {
  readonly #domain: DomainSummary;
  #values: Partial<Record<OwnField, readonly string[]>> | undefined;
  #text: string | undefined;
  #codes: string | undefined;
  #lines: readonly string[] | undefined;
  #state: number | undefined;
  #addresses: readonly (readonly number[])[] | undefined;

  constructor(domain: DomainSummary) {
    this.#domain = domain;
  }

  values(field: OwnField): readonly string[] {
    this.#values ??= {};
    const known = this.#values[field];
    if (known !== undefined) return known;
    const values = given(READERS[field](this.#domain));
    this.#values[field] = values;
    return values;
  }

  get text(): string {
    this.#text ??= plainText(this.#domain);
    return this.#text;
  }

  /** Its MACs, with colons and without, and its UUID. */
  get codes(): string {
    this.#codes ??= codeText(this.#domain);
    return this.#codes;
  }

  /** The values of `text` and `codes` one by one, for patterns. */
  get lines(): readonly string[] {
    this.#lines ??= `${this.text}${BETWEEN}${this.codes}`.split(BETWEEN);
    return this.#lines;
  }

  /** Machines with the same are in the same state in every respect that has a word. */
  get state(): number {
    this.#state ??= stateNumberOf(this.#domain);
    return this.#state;
  }

  get addresses(): readonly (readonly number[])[] {
    this.#addresses ??= this.values('ip').flatMap((text) => {
      const bytes = addressBytes(text);
      return bytes === undefined ? [] : [bytes];
    });
    return this.#addresses;
  }
}

export const factsOf = onceFor((domain: DomainSummary) => new MachineFacts(domain));
