// Groups that no machine keeps: empty ones, and the colours of those that only hold other groups. They are in the settings.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { Group, LabelEdit } from '../../../shared/model/labels.ts';
import type { SettingsStore } from '../../store/settings-store.ts';

/** What was added and dropped; the other way round it takes the change back. */
export interface StoredChange {
  readonly add: readonly Group[];
  readonly drop: readonly Group[];
}

/** No person makes as many. */
const MOST = 1000;

const NOTHING: StoredChange = { add: [], drop: [] };

function isSame(one: Group, other: Group): boolean {
  return one.path === other.path && one.colour === other.colour;
}

function without(groups: readonly Group[], others: readonly Group[]): readonly Group[] {
  return groups.filter((group) => !others.some((other) => isSame(group, other)));
}

export class StoredGroups {
  readonly #settings: SettingsStore;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  get all(): readonly Group[] {
    return this.#settings.settings.groups;
  }

  async set(wanted: readonly Group[]): Promise<StoredChange> {
    const change = { add: without(wanted, this.all), drop: without(this.all, wanted) };
    await this.apply(change);
    return change;
  }

  async apply({ add, drop }: StoredChange): Promise<void> {
    if (add.length === 0 && drop.length === 0) return;
    const paths = new Set(add.map(({ path }) => path));
    // Of those that are stored at that moment: another engine may have changed others.
    await this.#settings.edit(({ groups }) => {
      const kept = without(groups, drop).filter(({ path }) => !paths.has(path));
      return { groups: [...kept, ...add].slice(-MOST) };
    });
  }

  /** A group that a machine came into needs us no more; one that its last machine left does not vanish under the hand. */
  async follow(
    machines: readonly DomainSummary[],
    done: ReadonlyMap<string, LabelEdit>,
  ): Promise<StoredChange> {
    const filled = new Set<string>();
    const left = new Map<string, Group>();
    for (const { key, group } of machines) {
      const wish = done.get(key)?.group;
      if (wish !== undefined && wish !== 'none') filled.add(wish.path);
      if (group === undefined) continue;
      if (wish === undefined) filled.add(group.path);
      else left.set(group.path, group);
    }
    if (filled.size === 0 && left.size === 0) return NOTHING;
    const emptied = [...left.values()].filter(({ path }) => !filled.has(path));
    const names = new Set(emptied.map(({ path }) => path));
    const others = this.all.filter(({ path }) => !filled.has(path) && !names.has(path));
    return await this.set([...others, ...emptied]);
  }
}

export function reversed({ add, drop }: StoredChange): StoredChange {
  return { add: drop, drop: add };
}
