// Why nothing moves in the terminal, and what to do: said above it, so that what was shown stays readable.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useStart } from '../../live/use-start.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './serial.module.css';
import type { Serial } from './use-serial.ts';

interface NoteProps {
  readonly machine: DomainSummary;
  readonly console: Serial;
}

export function SerialNote({ machine, console }: NoteProps) {
  const { t } = useTranslation('serial');
  const reopen = () => console.say({ type: 'reopen' });
  switch (console.state) {
    case 'open':
      return null;
    case 'waiting':
      return (
        <Note text={t('state.waiting')}>
          <Button onClick={console.connect}>{t('open')}</Button>
        </Note>
      );
    case 'opening':
      return <Note text={t('state.opening')} />;
    case 'off':
      return (
        <Note text={t('state.off', { name: machine.name })}>
          <StartButton machine={machine} />
        </Note>
      );
    case 'released':
      return (
        <Note text={t('state.released')}>
          <Button onClick={reopen}>{t('open')}</Button>
        </Note>
      );
    case 'in-use':
      return <InUse machine={machine} console={console} />;
    case 'lost':
      if (console.failure !== undefined) {
        return (
          <div className={classes.noteFrame}>
            <FailureNote failure={console.failure} action={t('state.failed')} onRetry={reopen} />
          </div>
        );
      }
      return (
        <Note text={t('state.lost')}>
          <Button onClick={reopen}>{t('open')}</Button>
        </Note>
      );
  }
}

function Note({ text, children }: { readonly text: string; readonly children?: React.ReactNode }) {
  return (
    <div className={classes.note} role="status">
      <span>{text}</span>
      {children}
    </div>
  );
}

/** Connects by itself once it runs. */
function StartButton({ machine }: { readonly machine: DomainSummary }) {
  const { t } = useTranslation(['serial', 'domains']);
  const { obstacle, pending, start } = useStart(machine);
  return (
    <ActionButton
      primary
      label={t('start')}
      pending={pending}
      onClick={start}
      {...(obstacle === undefined ? {} : { disabledReason: t(`obstacle.${obstacle}`, { ns: 'domains' }) })}
    />
  );
}

function InUse({ machine, console }: NoteProps) {
  const { t } = useTranslation('serial');
  const [asking, setAsking] = useState(false);
  return (
    <Note text={t('state.inUse')}>
      <Button variant="default" onClick={() => console.say({ type: 'reopen' })}>
        {t('again')}
      </Button>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('takeOver.ask')}
      </Button>
      <Confirm
        opened={asking}
        danger
        title={t('takeOver.title', { name: machine.name })}
        confirmLabel={t('takeOver.yes')}
        cancelLabel={t('takeOver.no')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          console.say({ type: 'take-over' });
        }}
      >
        {t('takeOver.text')}
      </Confirm>
    </Note>
  );
}
