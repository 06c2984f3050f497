import type { ConnectionId, DomainKey, PoolKey } from './keys.ts';

export type PoolState = 'inactive' | 'building' | 'running' | 'degraded' | 'inaccessible';

export interface PoolSummary {
  readonly key: PoolKey;
  readonly connection: ConnectionId;
  readonly uuid: string;
  readonly name: string;
  readonly state: PoolState;
  readonly persistent: boolean;
  readonly autostart: boolean;
  /** libvirt's type: `dir`, `logical`, `netfs`, … */
  readonly type: string;
  readonly path?: string;
  readonly capacityBytes: number;
  readonly allocationBytes: number;
  readonly availableBytes: number;
}

export interface VolumeSummary {
  /** libvirt's key of the volume, unique on its host. */
  readonly key: string;
  readonly name: string;
  readonly path: string;
  /** `raw`, `qcow2`, `iso`, `dir`, … */
  readonly format: string;
  readonly capacityBytes: number;
  readonly allocationBytes: number;
  readonly backingPath?: string;
  /** The machines whose definition names this path. */
  readonly users: readonly DomainKey[];
}

export interface PoolDetails {
  readonly key: PoolKey;
  readonly volumes: readonly VolumeSummary[];
  readonly xml: string;
}

export type PoolAction = 'start' | 'stop' | 'refresh' | 'autostart-on' | 'autostart-off';
