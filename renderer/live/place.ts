// Where a page can be, as data and as the hash of its address.
import {
  type BridgeKey,
  bridgeKey,
  type ConnectionId,
  type DomainKey,
  domainKey,
  type NetworkKey,
  networkKey,
  type PoolKey,
  poolKey,
} from '../../shared/model/keys.ts';
import { groupPath } from '../../shared/model/labels.ts';
import type { TaskId } from '../../shared/model/task.ts';

export type MachineTab = 'overview' | 'screen' | 'serial' | 'xml';

export type Place =
  | { readonly page: 'machines'; readonly connection?: ConnectionId }
  /** The machines of a group and of those inside it, on all hosts. */
  | { readonly page: 'group'; readonly group: string }
  | { readonly page: 'search'; readonly query: string }
  | { readonly page: 'host'; readonly connection: ConnectionId }
  | { readonly page: 'machine'; readonly domain: DomainKey; readonly tab?: MachineTab }
  | { readonly page: 'networks' | 'pools' | 'bridges'; readonly connection: ConnectionId }
  | { readonly page: 'network'; readonly network: NetworkKey }
  | { readonly page: 'pool'; readonly pool: PoolKey }
  | { readonly page: 'bridge'; readonly bridge: BridgeKey }
  /** `task` is the one to show. */
  | { readonly page: 'tasks'; readonly task?: TaskId }
  /** Of one host, or of all. */
  | { readonly page: 'performance'; readonly connection?: ConnectionId }
  | { readonly page: 'settings' }
  | { readonly page: 'about' }
  | { readonly page: 'terminal' | 'host-shell' | 'virsh-shell'; readonly connection: ConnectionId }
  | {
      readonly page: 'guest-shell';
      readonly domain: DomainKey;
      readonly address: string;
      readonly user?: string;
    };

const TABS: readonly MachineTab[] = ['overview', 'screen', 'serial', 'xml'];
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const ADDRESS = /^[0-9a-f:.]{2,45}$/i;

/** Whether a user's name can stand on the command line of ssh; the engine refuses the same. */
export function isUserName(text: string): boolean {
  return /^(?!-)[A-Za-z0-9._@%+-]{1,128}$/.test(text);
}

function isConnectionId(text: string | undefined): text is ConnectionId {
  return text !== undefined && /^[a-z0-9]{1,32}$/.test(text);
}

function isTaskId(text: string | undefined): text is TaskId {
  return text !== undefined && UUID.test(text);
}

function isMachineTab(text: string | undefined): text is MachineTab {
  return TABS.some((tab) => tab === text);
}

/** The hash that names `place`, with its leading `#`. */
export function hashOf(place: Place): string {
  return `#/${partsOf(place)
    .map((part) => encodeURIComponent(part))
    .join('/')}`;
}

function partsOf(place: Place): readonly string[] {
  switch (place.page) {
    case 'machines':
    case 'performance':
      return place.connection === undefined ? [place.page] : [place.page, place.connection];
    case 'group':
      return ['group', place.group];
    case 'search':
      return ['search', place.query];
    case 'machine':
      return ['machine', ...keyParts(place.domain), ...(place.tab === undefined ? [] : [place.tab])];
    case 'network':
      return ['network', ...keyParts(place.network)];
    case 'pool':
      return ['pool', ...keyParts(place.pool)];
    case 'bridge':
      return ['bridge', ...keyParts(place.bridge)];
    case 'guest-shell': {
      const { page, domain, address, user } = place;
      return [page, ...keyParts(domain), address, ...(user === undefined ? [] : [user])];
    }
    case 'tasks':
      return place.task === undefined ? ['tasks'] : ['tasks', place.task];
    case 'settings':
    case 'about':
      return [place.page];
    default:
      return [place.page, place.connection];
  }
}

/** Splits at the first slash only: a bridge's name is the host's choice. */
function keyParts(key: string): readonly string[] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/** The place that a hash names; undefined for anything else. */
export function placeOf(hash: string): Place | undefined {
  const [page, connection, name, tab, user] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  if (page === 'tasks') return isTaskId(connection) ? { page, task: connection } : { page };
  if (page === 'settings' || page === 'about') return { page };
  if ((page === 'machines' || page === 'performance') && (connection === undefined || connection === ''))
    return { page };
  if (page === 'group') return connection === undefined ? undefined : groupPlace(connection);
  if (page === 'search') return connection === undefined ? undefined : { page, query: connection };
  if (!isConnectionId(connection)) return undefined;
  switch (page) {
    case 'machines':
    case 'performance':
    case 'host':
    case 'networks':
    case 'pools':
    case 'bridges':
    case 'terminal':
    case 'host-shell':
    case 'virsh-shell':
      return { page, connection };
    case 'bridge':
      return name === undefined || name === '' ? undefined : { page, bridge: bridgeKey(connection, name) };
    case 'guest-shell':
      return name !== undefined && UUID.test(name)
        ? guestShell(domainKey(connection, name), tab, user)
        : undefined;
    default:
      return name !== undefined && UUID.test(name) ? ofObject(page, connection, name, tab) : undefined;
  }
}

function groupPlace(text: string): Place | undefined {
  const group = groupPath(text);
  return group === undefined ? undefined : { page: 'group', group };
}

function guestShell(
  domain: DomainKey,
  address: string | undefined,
  user: string | undefined,
): Place | undefined {
  if (address === undefined || !ADDRESS.test(address)) return undefined;
  if (user === undefined || user === '') return { page: 'guest-shell', domain, address };
  return isUserName(user) ? { page: 'guest-shell', domain, address, user } : undefined;
}

function ofObject(
  page: string | undefined,
  connection: ConnectionId,
  uuid: string,
  tab: string | undefined,
): Place | undefined {
  if (page === 'network') return { page, network: networkKey(connection, uuid) };
  if (page === 'pool') return { page, pool: poolKey(connection, uuid) };
  if (page !== 'machine') return undefined;
  const domain = domainKey(connection, uuid);
  return isMachineTab(tab) ? { page, domain, tab } : { page, domain };
}

/** Lists of machines: a host, a group, a search are only filters of it. */
export function isMachineList(place: Place): boolean {
  return place.page === 'machines' || place.page === 'group' || place.page === 'search';
}

/** Two places are one tab when they differ in nothing but the machine's inner tab, or the task that is shown. */
export function tabIdOf(place: Place): string {
  if (place.page === 'tasks') return hashOf({ page: 'tasks' });
  return hashOf(place.page === 'machine' ? { page: 'machine', domain: place.domain } : place);
}
