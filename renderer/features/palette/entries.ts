// All that the palette offers but for machines: pages, hosts, networks, pools, and the window's own actions.
import {
  type Icon,
  IconAffiliate,
  IconDatabase,
  IconNetwork,
  IconServer,
  IconSitemap,
} from '@tabler/icons-react';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { NetworkSummary } from '../../../shared/model/network.ts';
import type { PoolSummary } from '../../../shared/model/storage.ts';
import type { ActionContext } from '../../actions/context.ts';
import { hostActions } from '../../actions/host.ts';
import { networkActions } from '../../actions/network.ts';
import { poolActions } from '../../actions/pool.ts';
import { hashOf, type Place } from '../../live/place.ts';
import type { Action } from '../../ui/action.ts';
import type { Entry } from './entry.ts';
import { plain } from './fit.ts';

/** A key of the catalogues in the language of the window, and in English, by which it is found too. */
export interface Words {
  (key: string): string;
  english(key: string): string;
}

export function textsOf(key: string, words: Words, of = ''): readonly string[] {
  const own = plain(`${words(key)} ${of}`.trim());
  const english = plain(`${words.english(key)} ${of}`.trim());
  return own === english ? [own] : [own, english];
}

/** An action, as it is done to `of`. */
export function actionEntry(action: Action, words: Words, of: Pick<Entry, 'of' | 'hint' | 'id'>): Entry {
  const { label, icon, shortcut, danger = false, obstacle } = action;
  return {
    ...of,
    label: danger ? `${words(label)}…` : words(label),
    danger,
    texts: textsOf(label, words, of.of),
    ...(icon === undefined ? {} : { icon }),
    ...(shortcut === undefined ? {} : { shortcut }),
    ...(obstacle === undefined ? {} : { obstacle: words(obstacle) }),
    run: action.run,
  };
}

export function placeEntry(
  place: Place,
  shown: Pick<Entry, 'label' | 'of' | 'hint' | 'texts' | 'icon' | 'completion'>,
  { go }: Pick<ActionContext, 'go'>,
): Entry {
  return { ...shown, id: hashOf(place), place, run: () => go(place) };
}

const PAGES: readonly (readonly [page: 'networks' | 'pools' | 'bridges', icon: Icon, lack: string])[] = [
  ['networks', IconNetwork, 'networks'],
  ['pools', IconDatabase, 'pools'],
  ['bridges', IconSitemap, 'interfaces'],
];

function hostEntries(host: HostSummary, words: Words, context: ActionContext): readonly Entry[] {
  const { id: connection, name } = host;
  const texts = [plain(name), plain(host.uri)];
  return [
    placeEntry(
      { page: 'host', connection },
      { label: name, hint: words('app:page.host'), icon: IconServer, texts },
      context,
    ),
    placeEntry(
      { page: 'machines', connection },
      {
        label: words('app:page.machines'),
        of: name,
        icon: IconServer,
        texts: textsOf('app:page.machines', words, name),
      },
      context,
    ),
    ...PAGES.filter(([, , lack]) => !host.lacks.some((lacked) => lacked === lack)).map(([page, icon]) =>
      placeEntry(
        { page, connection },
        { label: words(`app:page.${page}`), of: name, icon, texts: textsOf(`app:page.${page}`, words, name) },
        context,
      ),
    ),
    ...hostActions(host, context).map((action) =>
      actionEntry(action, words, { id: `${action.id}:${connection}`, of: name }),
    ),
  ];
}

export interface Nouns {
  readonly hosts: readonly HostSummary[];
  readonly networks: readonly NetworkSummary[];
  readonly pools: readonly PoolSummary[];
  /** Of the window itself. */
  readonly windowActions: readonly Action[];
}

export function fixedEntries(
  { hosts, networks, pools, windowActions }: Nouns,
  words: Words,
  context: ActionContext,
): readonly Entry[] {
  const nameOf = new Map(hosts.map((host) => [host.id, host.name]));
  const object = (place: Place, name: string, page: string, icon: Icon, host: string) =>
    placeEntry(
      place,
      {
        label: name,
        hint: `${words(page)} · ${host}`,
        icon,
        texts: [plain(name), plain(`${words(page)} ${host}`)],
      },
      context,
    );
  /** On its page it is seen how it went. */
  const onObject = (action: Action, place: Place, key: string, of: string): Entry => {
    const entry = actionEntry(action, words, {
      id: `${action.id}:${key}`,
      of,
      hint: words(`app:page.${place.page}`),
    });
    return {
      ...entry,
      run: () => {
        context.go(place);
        action.run();
      },
    };
  };
  return [
    ...windowActions.map((action) => actionEntry(action, words, { id: action.id })),
    ...hosts.flatMap((host) => hostEntries(host, words, context)),
    ...networks.flatMap((network) => {
      const { key, name, connection } = network;
      const place = { page: 'network', network: key } as const;
      return [
        object(place, name, 'app:page.network', IconAffiliate, nameOf.get(connection) ?? ''),
        ...networkActions(network, context).map((action) => onObject(action, place, key, name)),
      ];
    }),
    ...pools.flatMap((pool) => {
      const { key, name, connection } = pool;
      const place = { page: 'pool', pool: key } as const;
      return [
        object(place, name, 'app:page.pool', IconDatabase, nameOf.get(connection) ?? ''),
        ...poolActions(pool, context).map((action) => onObject(action, place, key, name)),
      ];
    }),
  ];
}
