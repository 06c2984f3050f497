// What came from outside of the app and was not dealt with yet: hosts that are offered, and everything else as notes.
import { useCallback, useEffect, useState } from 'react';
import type { Outside } from '../../shared/outside.ts';
import { desktop } from './desktop.ts';

export type OfferedHost = Extract<Outside, { kind: 'host' }>;
export type NoteMatter = Extract<Outside, { kind: 'refused' | 'show' | 'failed' | 'no-tray' }>;

export interface Note {
  readonly id: number;
  readonly matter: NoteMatter;
}

export interface OutsideView {
  /** The next host to ask about. */
  readonly offer: OfferedHost | undefined;
  readonly notes: readonly Note[];
  /** The offer was answered, whatever the answer. */
  takeOffer(): void;
  dismiss(id: number): void;
}

/** A page full of links must not fill the window. */
const MOST_NOTES = 4;
const MOST_OFFERS = 10;

let lastId = 0;

/** Follows what comes from outside while the component is mounted; `onAddHost` opens an empty dialog. */
export function useOutside(onAddHost: () => void): OutsideView {
  const [offers, setOffers] = useState<readonly OfferedHost[]>([]);
  const [notes, setNotes] = useState<readonly Note[]>([]);

  useEffect(
    () =>
      desktop()?.onOutside((outside) => {
        if (outside.kind === 'add-host') onAddHost();
        else if (outside.kind === 'place') window.location.hash = outside.hash;
        else if (outside.kind === 'host') setOffers((before) => [...before, outside].slice(0, MOST_OFFERS));
        else {
          lastId += 1;
          const note = { id: lastId, matter: outside };
          setNotes((before) => [...before, note].slice(-MOST_NOTES));
        }
      }),
    [onAddHost],
  );

  const takeOffer = useCallback(() => setOffers((before) => before.slice(1)), []);
  const dismiss = useCallback(
    (id: number) => setNotes((before) => before.filter((one) => one.id !== id)),
    [],
  );
  return { offer: offers[0], notes, takeOffer, dismiss };
}
