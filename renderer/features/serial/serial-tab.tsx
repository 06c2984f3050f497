// The Serial tab of a machine: its serial devices, and the one that is open.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsoleList, SerialInfo } from '../../../shared/model/console.ts';
import { connectionOf, type DomainKey } from '../../../shared/model/keys.ts';
import { useDomain, useFetched, useHost } from '../../live/hooks.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { deviceWords } from './device-words.ts';
import classes from './serial.module.css';
import { SerialConsole } from './serial-console.tsx';

/** What was chosen in each machine, as long as the window lives. */
const chosen = new Map<DomainKey, string>();

export function SerialTab({ domain }: { readonly domain: DomainKey }) {
  const { t } = useTranslation('serial');
  const machine = useDomain(domain);
  const host = useHost(connectionOf(domain));
  const list = useFetched((api) => api.consoles.list({ domain }), [domain, machine?.revision, machine?.id]);
  const [device, setDevice] = useState(() => chosen.get(domain));

  if (machine === undefined) return null;
  if (host?.readOnly === true)
    return <EmptyState title={t('readOnly.title')}>{t('readOnly.text')}</EmptyState>;
  if (list.value === undefined) {
    if (list.failure === undefined) return <Loading />;
    return <FailureNote failure={list.failure} action={t('list.failed')} onRetry={list.again} />;
  }
  const serial = pick(list.value, device);
  if (serial === undefined) return <NothingToOpen serials={list.value.serials} />;
  return (
    <SerialConsole
      key={`${domain}/${serial.device}`}
      machine={machine}
      serial={serial}
      serials={list.value.serials}
      onDevice={(next) => {
        chosen.set(domain, next);
        setDevice(next);
      }}
      onChanged={list.again}
    />
  );
}

function pick({ serials }: ConsoleList, device: string | undefined): SerialInfo | undefined {
  const openable = serials.filter((one) => one.openable);
  return openable.find((one) => one.device === device) ?? openable[0];
}

function NothingToOpen({ serials }: { readonly serials: readonly SerialInfo[] }) {
  const { t } = useTranslation('serial');
  return (
    <EmptyState title={t(serials.length === 0 ? 'none.title' : 'none.notPty')}>
      <p>{t('none.text')}</p>
      {serials.length > 0 && (
        <ul className={classes.others}>
          {serials.map((one) => (
            <li key={one.device}>{deviceWords(one, t)}</li>
          ))}
        </ul>
      )}
    </EmptyState>
  );
}
