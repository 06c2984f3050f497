// The question before an action by which something is lost, or that is about many machines: what will happen to which,
// what will not, and why.
import { Checkbox, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionOf } from '../../live/domain-actions.ts';
import { type DomainOperations, useDomainOperations } from '../../live/domain-operations.ts';
import { useSettings } from '../../live/hooks.ts';
import type { Question } from '../../live/operations-store.ts';
import { CommandHint } from '../../ui/command.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import classes from './machines.module.css';
import { useHostOf } from './use-host-of.ts';
import { useVerdicts, type Verdict } from './use-verdicts.ts';
import { VerdictList } from './verdict-list.tsx';

/** More lines than this are no longer read. */
const MOST_LINES = 20;
const TIMEOUTS_MS: readonly number[] = [10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000];

function GuestTimeout({
  value,
  onChange,
}: {
  readonly value: number;
  readonly onChange: (ms: number) => void;
}) {
  const { t } = useTranslation('domains');
  const inWords = (ms: number) =>
    ms % 60_000 === 0
      ? t('question.minutes', { count: ms / 60_000 })
      : t('question.seconds', { count: Math.round(ms / 1000) });
  const choices = TIMEOUTS_MS.includes(value) ? TIMEOUTS_MS : [value, ...TIMEOUTS_MS];
  return (
    <Select
      className={classes.timeout}
      size="xs"
      label={t('question.timeout')}
      description={t('question.timeoutNote')}
      allowDeselect={false}
      data={choices.map((ms) => ({ value: String(ms), label: inWords(ms) }))}
      value={String(value)}
      onChange={(chosen) => chosen !== null && onChange(Number(chosen))}
    />
  );
}

function Commands({
  action,
  able,
}: {
  readonly action: Question['action'];
  readonly able: readonly Verdict[];
}) {
  const hostOf = useHostOf();
  const commands = able.slice(0, MOST_LINES).flatMap(({ domain }) => {
    const host = hostOf(domain.connection);
    return host === undefined ? [] : [actionOf(action).virsh(domain, host)];
  });
  return commands.length === 0 ? null : <CommandHint commands={commands} />;
}

function NeverAsk({
  checked,
  onChange,
}: {
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  const { t } = useTranslation('domains');
  return (
    <Checkbox
      className={classes.neverAsk}
      size="xs"
      label={t('question.neverAsk')}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function Many({
  question,
  answer,
}: {
  readonly question: Question;
  readonly answer: DomainOperations['answer'];
}) {
  const { t } = useTranslation('domains');
  const { action, domains } = question;
  const { danger } = actionOf(action);
  const settings = useSettings();
  const verdicts = useVerdicts(question);
  const able = verdicts.filter(({ obstacle }) => obstacle === undefined);
  const [guestTimeoutMs, setGuestTimeoutMs] = useState(settings.guestTimeoutMs);
  const [neverAsk, setNeverAsk] = useState(false);
  const waits = action === 'shutdown' || action === 'reboot';
  return (
    <Confirm
      opened
      wide
      danger={danger}
      title={t(`question.${action}.titleMany`, { count: able.length })}
      confirmLabel={t(`question.${action}.yes`)}
      cancelLabel={danger ? t(`question.${action}.no`) : t('cancel')}
      confirmDisabled={able.length === 0}
      onConfirm={() => answer(true, { ...(waits && { guestTimeoutMs }), neverAsk })}
      onClose={() => answer(false)}
    >
      {danger && <p className={classes.loss}>{t(`question.${action}.loss`)}</p>}
      <div className={classes.verdictHead}>
        <p>
          {able.length === domains.length
            ? t('question.all', { count: able.length })
            : t('question.some', { able: able.length, left: domains.length - able.length })}
        </p>
        <Commands action={action} able={able} />
      </div>
      <VerdictList action={action} verdicts={verdicts} />
      {waits && <GuestTimeout value={guestTimeoutMs} onChange={setGuestTimeoutMs} />}
      {!danger && <NeverAsk checked={neverAsk} onChange={setNeverAsk} />}
    </Confirm>
  );
}

function One({
  question,
  answer,
}: {
  readonly question: Question;
  readonly answer: DomainOperations['answer'];
}) {
  const { t } = useTranslation('domains');
  const { action } = question;
  const { danger } = actionOf(action);
  const [verdict] = useVerdicts(question);
  const [neverAsk, setNeverAsk] = useState(false);
  const obstacle = verdict?.obstacle;
  return (
    <Confirm
      opened
      danger={danger}
      title={t(`question.${action}.title`, { name: verdict?.domain.name ?? '' })}
      confirmLabel={t(`question.${action}.yes`)}
      cancelLabel={danger ? t(`question.${action}.no`) : t('cancel')}
      confirmDisabled={obstacle !== undefined}
      onConfirm={() => answer(true, { neverAsk })}
      onClose={() => answer(false)}
    >
      {danger && t(`question.${action}.loss`)}
      {obstacle !== undefined && <p className={classes.left}>{t(`obstacle.${obstacle}`)}</p>}
      {!danger && <NeverAsk checked={neverAsk} onChange={setNeverAsk} />}
    </Confirm>
  );
}

export function MachineQuestion() {
  const { question, answer } = useDomainOperations();
  if (question === undefined) return null;
  return question.domains.length > 1 ? (
    <Many question={question} answer={answer} />
  ) : (
    <One question={question} answer={answer} />
  );
}
