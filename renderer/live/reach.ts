// Whether a host can be looked at and acted on now, for the pages of what is on it.
import type { Failure } from '../../shared/failure.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import { useHost, useModelPhase, useRequest } from './hooks.ts';
import { hashOf } from './place.ts';

/** `stale`: what is known is from before the connection was lost. `waiting`: the engine has not told anything yet. */
export type Reach = 'ready' | 'stale' | 'connecting' | 'away' | 'unknown' | 'waiting';

export interface HostReach {
  readonly reach: Reach;
  readonly host: string;
  readonly failure?: Failure;
  readonly onConnect: () => void;
  /** Where its problem and what helps are shown. */
  readonly moreHref: string;
}

function reachOf(host: HostSummary | undefined, modelIsKnown: boolean): Reach {
  switch (host?.state) {
    case undefined:
      return modelIsKnown ? 'unknown' : 'waiting';
    case 'connected':
      return 'ready';
    case 'lost':
      return 'stale';
    case 'connecting':
      return 'connecting';
    default:
      return 'away';
  }
}

export function useReach(connection: ConnectionId): HostReach {
  const host = useHost(connection);
  const { phase } = useModelPhase();
  const connect = useRequest((api, id: ConnectionId) => api.connections.connect({ connection: id }));
  const failure = connect.failure ?? host?.problem?.failure;
  return {
    reach: reachOf(host, phase === 'live'),
    host: host?.name ?? '',
    onConnect: () => void connect.run(connection),
    moreHref: hashOf({ page: 'host', connection }),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** Why nothing can be changed on a host now; undefined when it can. */
export function blockOf(host: HostSummary | undefined): 'readOnly' | 'notConnected' | undefined {
  if (host?.state !== 'connected') return 'notConnected';
  return host.readOnly ? 'readOnly' : undefined;
}
