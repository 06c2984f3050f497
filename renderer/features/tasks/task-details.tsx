// One task in full: when, what came of it in libvirt's own words, the command that does the same, each of its machines.
import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/model/task.ts';
import { MachineLink } from '../../live/links.tsx';
import { useTaskWords } from '../../live/task-words.ts';
import { CommandLine } from '../../ui/command.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useFormat } from '../../ui/format.ts';
import { StateBadge } from '../../ui/state.tsx';
import { Remedies } from './remedies.tsx';
import { TaskBar } from './task-bar.tsx';
import { Duration } from './task-columns.tsx';
import { TaskItems } from './task-items.tsx';
import { lookOfTask } from './task-look.ts';
import { CancelTask, NoCancelNote, RemoveTask } from './task-tools.tsx';
import classes from './tasks.module.css';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const words = useTaskWords();
  const { subject, startedAtMs, endedAtMs, state } = task;
  return (
    <dl className={classes.facts}>
      <Fact name={t('column.host')}>{words.hosts(task)}</Fact>
      {subject?.domain !== undefined && (
        <Fact name={t('machine')}>
          <MachineLink domain={subject.domain} />
        </Fact>
      )}
      <Fact name={t('column.started')}>{format.dateTime(startedAtMs)}</Fact>
      {endedAtMs !== undefined && <Fact name={t('ended')}>{format.dateTime(endedAtMs)}</Fact>}
      {state !== 'interrupted' && (
        <Fact name={t('column.duration')}>
          <Duration {...task} />
        </Fact>
      )}
    </dl>
  );
}

export function TaskDetails({ task, onClose }: { readonly task: Task; readonly onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const words = useTaskWords();
  const { state, failure, virsh, counts } = task;
  const title = words.title(task);
  return (
    <section className={classes.details} aria-label={title}>
      <header className={classes.detailsHead}>
        <h2 className={classes.detailsTitle}>{title}</h2>
        <StateBadge look={lookOfTask(state)} label={words.state(task)} />
        <TaskBar task={task} />
        <span className={classes.detailsTools}>
          <Remedies task={task} />
          <CancelTask task={task} />
          <RemoveTask task={task} onRemoved={onClose} />
          <CloseButton aria-label={t('close')} onClick={onClose} />
        </span>
      </header>
      <div className={classes.detailsBody}>
        {state === 'interrupted' && <p className={classes.note}>{t('interruptedNote')}</p>}
        <NoCancelNote task={task} />
        {failure !== undefined && <FailureNote failure={failure} action={t('failed', { title })} />}
        <Facts task={task} />
        {virsh !== undefined && <CommandLine command={virsh} />}
        {counts !== undefined && <TaskItems task={task} />}
      </div>
    </section>
  );
}
