// Whether a screen or a console connects: by itself, as the settings say, or once a person has asked for it.
import { useCallback, useState } from 'react';
import { useSettings, useSettingsKnown } from './hooks.ts';

/** What was asked for, as long as the window lives: another look at it needs no other word. */
const asked = new Set<string>();

export interface ConnectWish {
  readonly wanted: boolean;
  /** It is known that somebody has to ask. */
  readonly waits: boolean;
  connect(): void;
}

/** `place`: what would connect; a component is for one of them. What is open stays so when the setting changes. */
export function useConnectWish(place: string): ConnectWish {
  const known = useSettingsKnown();
  const { consolesConnect } = useSettings();
  const [wanted, setWanted] = useState(() => asked.has(place));
  if (known && consolesConnect && !wanted) setWanted(true);
  const connect = useCallback(() => {
    asked.add(place);
    setWanted(true);
  }, [place]);
  return { wanted, waits: known && !wanted, connect };
}
