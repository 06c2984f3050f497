// How a place is called on its tab and in the window's title.
import { useTranslation } from 'react-i18next';
import { localPartOf } from '../../../shared/model/keys.ts';
import { lookOf } from '../../live/domain-rules.ts';
import { useDomain, useHost, useHosts, useNetwork, usePool } from '../../live/hooks.ts';
import type { Place } from '../../live/place.ts';
import type { StateLook } from '../../ui/state.tsx';
import { connectionAt } from './tab-store.ts';

export interface TabTitle {
  readonly title: string;
  readonly look?: StateLook;
}

export function useTabTitle(place: Place): TabTitle {
  const { t } = useTranslation('app');
  const host = useHost(connectionAt(place));
  const several = useHosts().length > 1;
  const domain = useDomain(
    place.page === 'machine' || place.page === 'guest-shell' ? place.domain : undefined,
  );
  const network = useNetwork(place.page === 'network' ? place.network : undefined);
  const pool = usePool(place.page === 'pool' ? place.pool : undefined);
  const page = t(`page.${place.page}`);
  switch (place.page) {
    case 'machine': {
      if (domain === undefined) return { title: page };
      const inner =
        place.tab === undefined || place.tab === 'overview' ? '' : ` ▸ ${t(`machineTab.${place.tab}`)}`;
      return { title: `${domain.name}${inner}`, look: lookOf(domain) };
    }
    case 'guest-shell':
      return { title: `${domain?.name ?? place.address} ▸ ${page}` };
    case 'host-shell':
    case 'virsh-shell':
      return { title: host === undefined ? page : `${host.name} ▸ ${page}` };
    case 'network':
      return { title: network?.name ?? page };
    case 'pool':
      return { title: pool?.name ?? page };
    case 'bridge':
      return { title: localPartOf(place.bridge) };
    case 'host':
      return { title: host?.name ?? page };
    case 'group':
      return { title: place.group };
    case 'search':
      return { title: place.query === '' ? page : `${page} · ${place.query}` };
    case 'performance':
      return { title: host === undefined ? page : `${page} · ${host.name}` };
    case 'tasks':
    case 'settings':
    case 'about':
      return { title: page };
    default:
      return { title: several && host !== undefined ? `${page} · ${host.name}` : page };
  }
}
