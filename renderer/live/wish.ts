// What an action wants opened before it goes on: a dialog or a question. One at a time in a window; app.tsx draws it.
import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { ConnectionId, DomainKey, NetworkKey, PoolKey } from '../../shared/model/keys.ts';
import { useLive } from './provider.tsx';

export type Wish =
  | { readonly kind: 'palette' | 'shortcuts' }
  /** `offered`: a URI that came from outside. */
  | { readonly kind: 'add-host'; readonly offered?: string }
  | { readonly kind: 'edit-host' | 'remove-host'; readonly connection: ConnectionId }
  | { readonly kind: 'ssh'; readonly domain: DomainKey }
  | { readonly kind: 'stop-network'; readonly network: NetworkKey }
  | { readonly kind: 'stop-pool'; readonly pool: PoolKey };

/** The wish of this window, and how to have another or none. */
export function useWish(): readonly [Wish | undefined, (wish: Wish | undefined) => void] {
  const { state } = useLive();
  const wish = useStore(state, (live) => live.wish);
  return [wish, useCallback((next) => state.setState({ wish: next }), [state])];
}
