// What stands where the picture would be: why there is none, and what to do.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/failure.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useHost } from '../../live/hooks.ts';
import { virshLine, virshName } from '../../live/shell-words.ts';
import { useStart } from '../../live/use-start.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { CommandLine } from '../../ui/command.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { endingOf, HOST_AWAY } from './endings.ts';
import { PasswordForm } from './password-form.tsx';
import classes from './screen.module.css';
import type { Screen } from './use-screen.ts';

interface CoverProps {
  readonly machine: DomainSummary;
  readonly screen: Screen;
}

export function ScreenCover({ machine, screen }: CoverProps) {
  const { t } = useTranslation('screen');
  const { phase } = screen;
  switch (phase.name) {
    case 'live':
      return null;
    case 'waiting':
      return (
        <Cover>
          <EmptyState
            title={t('waiting.title', { name: machine.name })}
            action={<Button onClick={screen.connect}>{t('waiting.connect')}</Button>}
          >
            {t('waiting.text')}
          </EmptyState>
        </Cover>
      );
    case 'connecting':
      return (
        <Cover>
          <Loading label={t('connecting')} />
        </Cover>
      );
    case 'off':
      return (
        <Cover>
          <EmptyState
            title={t('off.title', { name: machine.name })}
            action={<StartButton machine={machine} />}
          >
            {t('off.text')}
          </EmptyState>
        </Cover>
      );
    case 'password':
      return (
        <Cover>
          <PasswordForm {...phase} onPassword={screen.answerPassword} />
        </Cover>
      );
    case 'ended':
      return (
        <Cover>
          <Ended machine={machine} failure={phase.failure} onAgain={screen.again} />
        </Cover>
      );
  }
}

function Cover({ children }: { readonly children: React.ReactNode }) {
  return <div className={classes.cover}>{children}</div>;
}

function StartButton({ machine }: { readonly machine: DomainSummary }) {
  const { t } = useTranslation(['screen', 'domains']);
  const { obstacle, pending, start } = useStart(machine);
  return (
    <ActionButton
      primary
      label={t('off.start')}
      pending={pending}
      onClick={start}
      {...(obstacle === undefined ? {} : { disabledReason: t(`obstacle.${obstacle}`, { ns: 'domains' }) })}
    />
  );
}

interface EndedProps {
  readonly machine: DomainSummary;
  readonly failure: Failure | undefined;
  readonly onAgain: () => void;
}

function Ended({ machine, failure, onAgain }: EndedProps) {
  const { t } = useTranslation('screen');
  const host = useHost(machine.connection);
  // A host that is away takes its display with it; it is not the display that closed.
  const { key, details, edit } = host?.state === 'connected' ? endingOf(failure) : HOST_AWAY;
  return (
    <EmptyState title={t(`ended.${key}`)} action={<Button onClick={onAgain}>{t('again')}</Button>}>
      {details !== undefined && <p role="alert">{details}</p>}
      {edit && host !== undefined && (
        <>
          <p>{t('ended.listen')}</p>
          <CommandLine command={virshLine(host, 'edit', virshName(machine))} />
        </>
      )}
    </EmptyState>
  );
}
