import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import { connectionOf, type DomainKey } from '../../../shared/model/keys.ts';
import { useApi, useLink, useRemembered } from '../../live/hooks.ts';
import { useConnectWish } from '../../live/use-connect-wish.ts';
import { type Phase, ScreenSession } from './screen-session.ts';

export interface Screen {
  /** For the element that the picture fills. */
  readonly ref: RefCallback<HTMLElement>;
  readonly phase: Phase;
  answerPassword(password: string): void;
  /** Ends the phase `waiting`. */
  connect(): void;
  again(): void;
}

const WAITING: Phase = { name: 'waiting' };

/** Shows display `index` of a machine for as long as the element is there. */
export function useScreen(domain: DomainKey, index: number): Screen {
  const api = useApi();
  const link = useLink();
  const early = useRemembered(connectionOf(domain));
  const { wanted, waits, connect } = useConnectWish(`screen/${domain}/${index}`);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [phase, setPhase] = useState<Phase>({ name: 'connecting' });
  const [attempt, setAttempt] = useState(0);
  const session = useRef<ScreenSession>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new channel
  useEffect(() => {
    if (element === null || link !== 'up' || early || !wanted) return;
    setPhase({ name: 'connecting' });
    const opened = new ScreenSession(api.consoles.screen({ domain, index }), element, setPhase);
    session.current = opened;
    return () => {
      session.current = undefined;
      opened.dispose();
    };
  }, [api, link, early, wanted, domain, index, element, attempt]);

  const answerPassword = useCallback((password: string) => session.current?.answerPassword(password), []);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { ref: setElement, phase: waits ? WAITING : phase, answerPassword, connect, again };
}
