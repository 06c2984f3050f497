// What an action wants opened before it goes on: a dialog or a question. One at a time in a window; wished.tsx draws it.
import type { ConnectionId, DomainKey, NetworkKey, PoolKey } from '../../shared/model/keys.ts';

export type Wish =
  | { readonly kind: 'palette' | 'shortcuts' | 'add-host' }
  | { readonly kind: 'edit-host' | 'remove-host'; readonly connection: ConnectionId }
  | { readonly kind: 'tags' | 'move-to-group'; readonly domains: readonly DomainKey[] }
  | { readonly kind: 'new-group'; readonly inside?: string }
  | { readonly kind: 'edit-group'; readonly group: string }
  | { readonly kind: 'edit-tag'; readonly tag: string; readonly domains: readonly DomainKey[] }
  | { readonly kind: 'ssh'; readonly domain: DomainKey }
  | { readonly kind: 'stop-network'; readonly network: NetworkKey }
  | { readonly kind: 'stop-pool'; readonly pool: PoolKey };
