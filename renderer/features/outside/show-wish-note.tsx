// What the command line wants shown: waits for its host, then goes there; says so when there is no such machine.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShowWish } from '../../../shared/outside.ts';
import { useDomains, useHosts, useModelPhase, useNavigate } from '../../live/hooks.ts';
import { placeFor, stateOfWish, type WishState } from '../../live/show-wish.ts';
import { NoteLine } from './note-line.tsx';
import classes from './outside.module.css';

interface ShowWishNoteProps {
  readonly wish: ShowWish;
  readonly onClose: () => void;
}

/** What is known of the wish now; once there is an answer it stays, whatever comes later. */
function useWish(wish: ShowWish): WishState {
  const hosts = useHosts();
  const domains = useDomains();
  const { phase } = useModelPhase();
  const [answer, setAnswer] = useState<WishState>();
  const now: WishState =
    phase === 'live' ? stateOfWish(wish, { hosts, domains }) : { state: 'waiting', hosts: [] };
  const isAnswer = now.state === 'unknown' || now.state === 'several';
  useEffect(() => {
    if (isAnswer) setAnswer((before) => before ?? now);
  });
  return answer ?? now;
}

export function ShowWishNote({ wish, onClose }: ShowWishNoteProps) {
  const { t } = useTranslation('outside');
  const navigate = useNavigate();
  const found = useWish(wish);
  const place = found.state === 'found' ? found.place : undefined;

  useEffect(() => {
    if (place === undefined) return;
    navigate(place);
    onClose();
  }, [place, navigate, onClose]);

  const { machine = '', uri = '' } = wish;
  if (found.state === 'several')
    return (
      <NoteLine role="alert" title={t('show.several', { machine })} onClose={onClose}>
        <WhichHost wish={wish} found={found} onClose={onClose} />
      </NoteLine>
    );
  if (found.state === 'unknown') {
    const hosts = found.hosts.map(({ name }) => name).join(t('show.between'));
    return <NoteLine role="alert" title={t('show.unknown', { machine, hosts })} onClose={onClose} />;
  }
  if (found.state === 'found') return null;
  const [host] = found.hosts;
  const title = wish.machine === undefined ? uri : machine;
  const waits =
    host === undefined
      ? t(uri === '' ? 'show.noHosts' : 'show.noHost', { uri })
      : t(host.state === 'connecting' ? 'show.connecting' : 'show.away', { host: host.name });
  return (
    <NoteLine role="status" title={t('show.wanted', { what: title })} onClose={onClose}>
      <p className={classes.text}>{waits}</p>
    </NoteLine>
  );
}

interface WhichHostProps extends ShowWishNoteProps {
  readonly found: Extract<WishState, { state: 'several' }>;
}

function WhichHost({ wish, found, onClose }: WhichHostProps) {
  const hosts = useHosts();
  const navigate = useNavigate();
  return (
    <div className={classes.choices}>
      {found.domains.map((domain) => (
        <Button
          key={domain.key}
          variant="default"
          size="compact-sm"
          onClick={() => {
            navigate(placeFor(wish.what, domain));
            onClose();
          }}
        >
          {hosts.find(({ id }) => id === domain.connection)?.name ?? domain.uuid}
        </Button>
      ))}
    </div>
  );
}
