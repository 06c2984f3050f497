import { createContext, type ReactNode, useContext } from 'react';
import type { Live } from './live.ts';

const LiveContext = createContext<Live | undefined>(undefined);

export function LiveProvider({ live, children }: { readonly live: Live; readonly children: ReactNode }) {
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The page's mirror; only hooks of this folder use it. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error('LiveProvider is missing above this component');
  return live;
}
