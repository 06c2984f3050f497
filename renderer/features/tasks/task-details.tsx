// One task in full: when, what came of it in libvirt's own words, the command that does the same, each of its machines.
import { CloseButton } from '@mantine/core';
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

function Facts({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const words = useTaskWords();
  const { subject, startedAtMs, endedAtMs, state } = task;
  return (
    <dl className={classes.facts}>
      <dt>{t('column.host')}</dt>
      <dd>{words.hosts(task)}</dd>
      {subject?.domain !== undefined && (
        <>
          <dt>{t('machine')}</dt>
          <dd>
            <MachineLink domain={subject.domain} />
          </dd>
        </>
      )}
      <dt>{t('column.started')}</dt>
      <dd>{format.dateTime(startedAtMs)}</dd>
      {endedAtMs !== undefined && (
        <>
          <dt>{t('ended')}</dt>
          <dd>{format.dateTime(endedAtMs)}</dd>
        </>
      )}
      {state !== 'interrupted' && (
        <>
          <dt>{t('column.duration')}</dt>
          <dd>
            <Duration {...task} />
          </dd>
        </>
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
