// Cells of the machines grid: texts, and the state with its elapsed time.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { actionOf } from '../../live/domain-actions.ts';
import { useDoing, useDomainOperations } from '../../live/domain-operations.ts';
import { forceFor, isOverdue, lookOf } from '../../live/domain-rules.ts';
import { useHost, useNow } from '../../live/hooks.ts';
import { type Asked, isSlow } from '../../live/operations-store.ts';
import { useFormat } from '../../ui/format.ts';
import { MiddleText } from '../../ui/middle-text.tsx';
import { StateBadge } from '../../ui/state.tsx';
import classes from './machines.module.css';

interface CellProps {
  readonly domain: DomainSummary;
}

const MOST_LETTERS = 300;

/** Stands where there is nothing to say. */
export const NONE = <span className={classes.none}>—</span>;

interface TransitionProps extends CellProps {
  readonly word: string;
  readonly sinceMs: number;
}

/** How long it has been on its way, and after half a minute the offer to end the wait. */
function Transition({ domain, word, sinceMs }: TransitionProps) {
  const { t } = useTranslation('domains');
  const format = useFormat();
  const now = useNow(1000);
  const { request } = useDomainOperations();
  const readOnly = useHost(domain.connection)?.readOnly === true;
  const force = actionOf(forceFor(domain));
  return (
    <>
      <StateBadge look={lookOf(domain)} label={word} />
      <span className={classes.elapsed}>{format.duration(now - sinceMs)}</span>
      {isOverdue(domain, now) && !readOnly && (
        <Button
          className={classes.offer}
          size="compact-xs"
          color="red"
          variant="light"
          aria-label={t(`forceOffer.${force.id}`, { name: domain.name })}
          title={t(`forceOffer.${force.id}`, { name: domain.name })}
          onClick={() => request(force.id, [domain])}
        >
          <force.icon size={13} aria-hidden />
          <span className={classes.offerWord}>{t(`action.${force.id}`)}</span>
        </Button>
      )}
    </>
  );
}

/** The host may never answer, and a big machine is saved for minutes: what was asked can be taken back. */
function CancelAsked({ domain, asked }: CellProps & { readonly asked: Asked }) {
  const { t } = useTranslation('domains');
  const { cancel } = useDomainOperations();
  const now = useNow(1000);
  if (!isSlow(asked, now)) return null;
  const label = t('cancelAsked', { action: t(`action.${asked.action}`), name: domain.name });
  return (
    <Button
      className={classes.offer}
      size="compact-xs"
      variant="default"
      aria-label={label}
      title={label}
      onClick={() => cancel(domain.key)}
    >
      <IconX size={13} aria-hidden />
      <span className={classes.offerWord}>{t('cancel')}</span>
    </Button>
  );
}

/** How often the state of the machine has changed since it is drawn here. Another machine in its place has not changed. */
function useStateChanges({ key, state }: DomainSummary): number {
  const seen = useRef({ key, state, changes: 0 });
  const { current } = seen;
  if (current.key !== key) seen.current = { key, state, changes: 0 };
  else if (current.state !== state) seen.current = { key, state, changes: current.changes + 1 };
  return seen.current.changes;
}

function FailedSign() {
  const { t } = useTranslation('domains');
  return (
    <IconAlertTriangle role="img" className={classes.failed} size={14} aria-label={t('lastActionFailed')} />
  );
}

function AskedBadge({ asked }: { readonly asked: Asked }) {
  const { t } = useTranslation('domains');
  return <StateBadge look="busy" label={t(`asked.${asked.action}`)} />;
}

function signOf(domain: DomainSummary, word: string, asked: Asked | undefined): ReactNode {
  const { key, transition } = domain;
  // Its button must not become another machine's while it has the keyboard.
  if (transition !== undefined)
    return <Transition key={key} domain={domain} word={word} sinceMs={transition.sinceMs} />;
  return asked === undefined ? (
    <StateBadge look={lookOf(domain)} label={word} />
  ) : (
    <AskedBadge asked={asked} />
  );
}

/** `word` says the state: it is the same for many, and looked up once for all. */
export function StateCell({ domain, word }: CellProps & { readonly word: string }) {
  const { asked, failed } = useDoing(domain.key);
  const changes = useStateChanges(domain);
  return (
    // Made anew where it changes, so that it is seen each time; while rows come and go the same elements say another state.
    <span
      key={changes}
      className={classes.state}
      data-changed={changes > 0 || undefined}
      data-waits={domain.transition !== undefined || asked !== undefined || undefined}
    >
      {signOf(domain, word, asked)}
      {asked !== undefined && <CancelAsked key={domain.key} domain={domain} asked={asked} />}
      {failed && <FailedSign />}
    </span>
  );
}

export function MemoryCell({ kib }: { readonly kib: number }) {
  return <>{useFormat().kib(kib)}</>;
}

/** Both ends of it matter. */
export function MiddleCell({ text }: { readonly text: string }) {
  return <MiddleText text={text} />;
}

export function HostCell({ domain }: CellProps) {
  return <>{useHost(domain.connection)?.name ?? ''}</>;
}

/** A text of the host's, cut to what a cell can show; titles of 10 kB exist. The grid sets it apart and tells all of it. */
export function shortText(text: string | undefined): ReactNode {
  return text === undefined || text === '' ? NONE : text.slice(0, MOST_LETTERS);
}
