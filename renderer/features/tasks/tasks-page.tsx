// The log of tasks: what was asked of hosts, how far it is, and what came of it.
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconListCheck, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ok } from '../../../shared/failure.ts';
import { LONGEST_WORD, MOST_WORDS, type Task, type TaskId } from '../../../shared/model/task.ts';
import { useFetched, useNavigate } from '../../live/hooks.ts';
import { useTasks } from '../../live/task-hooks.ts';
import { useTaskWords } from '../../live/task-words.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import type { Sorting } from '../../ui/data-grid-types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { ClearTasks } from './clear-tasks.tsx';
import { NotifySwitch } from './notify-switch.tsx';
import { useTaskColumns } from './task-columns.tsx';
import { TaskDetails } from './task-details.tsx';
import classes from './tasks.module.css';
import { useReason } from './use-reason.ts';

const SHOWN = ['all', 'running', 'failed'] as const;
type Shown = (typeof SHOWN)[number];

function isShown(text: string): text is Shown {
  return SHOWN.some((one) => one === text);
}

function passes({ state }: Task, shown: Shown): boolean {
  if (shown === 'all') return true;
  if (shown === 'running') return state === 'running';
  return state === 'failed' || state === 'interrupted';
}

/** What can be found of a task: all that is said of it. */
function useTextOf(): (task: Task) => string {
  const words = useTaskWords();
  const reasonOf = useReason();
  return (task) => {
    const { failure, virsh = '' } = task;
    const said =
      failure === undefined ? [] : [reasonOf(failure), 'message' in failure ? failure.message : ''];
    return [words.title(task), words.hosts(task), words.state(task), words.counts(task), virsh, ...said].join(
      '\n',
    );
  };
}

/** As many words as a search may have, each as long as it may be. */
function wordsOf(text: string): readonly string[] {
  const words = text.trim().toLocaleLowerCase().split(/\s+/);
  return words
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD));
}

/** Whether a bulk action has a machine that a word is about: those are many, and the engine's. */
function useHasMachine(words: readonly string[]): (task: Task, word: string) => boolean {
  const { value } = useFetched(
    async (api) => {
      const found = words.length === 0 ? ok([]) : await api.tasks.find({ words: [...words] });
      return found.ok ? ok(new Map(words.map((word, index) => [word, new Set(found.value[index])]))) : found;
    },
    [words.join(' ')],
  );
  return (task, word) => value?.get(word)?.has(task.id) === true;
}

function useFiltered(tasks: readonly Task[], text: string, shown: Shown): readonly Task[] {
  const textOf = useTextOf();
  const wanted = wordsOf(text);
  const hasMachine = useHasMachine(wanted);
  return tasks.filter((task) => {
    if (!passes(task, shown)) return false;
    const said = wanted.length === 0 ? '' : textOf(task).toLocaleLowerCase();
    return wanted.every((word) => said.includes(word) || hasMachine(task, word));
  });
}

function keyOf(task: Task): string {
  return task.id;
}

interface TaskGridProps {
  readonly tasks: readonly Task[];
  /** What they were found by. */
  readonly text: string;
  readonly shown: TaskId | undefined;
}

function TaskGrid({ tasks, text, shown }: TaskGridProps) {
  const { t } = useTranslation('tasks');
  const navigate = useNavigate();
  const words = useTaskWords();
  const columns = useTaskColumns();
  const [sorting, setSorting] = useState<readonly Sorting[]>([{ column: 'started', descending: true }]);
  const selected = useMemo(() => new Set<string>(shown === undefined ? [] : [shown]), [shown]);
  const show = (task: Task | undefined) =>
    navigate(task === undefined ? { page: 'tasks' } : { page: 'tasks', task: task.id });
  return (
    <DataGrid
      label={t('title')}
      columns={columns}
      rows={tasks}
      search={text}
      keyOf={keyOf}
      textOf={words.title}
      sorting={sorting}
      onSort={setSorting}
      selected={selected}
      single
      onSelect={(keys) => show(tasks.find(({ id }) => keys.has(id)))}
      onOpen={show}
      empty={<p className={classes.noMatch}>{t('noMatch')}</p>}
    />
  );
}

export function TasksPage({ shown }: { readonly shown?: TaskId }) {
  const { t } = useTranslation('tasks');
  const { tasks, ready, failure } = useTasks();
  const [text, setText] = useState('');
  const [which, setWhich] = useState<Shown>('all');
  const navigate = useNavigate();
  // The list and what it was found by change together.
  const searched = useDeferredValue(text);
  const found = useFiltered(tasks, searched, which);
  const open = tasks.find(({ id }) => id === shown);
  if (failure !== undefined) return <FailureNote failure={failure} action={t('notLoaded')} />;
  if (!ready) return <Loading />;
  return (
    <Page
      fill
      title={t('title')}
      toolbar={
        <>
          <TextInput
            data-find
            type="search"
            className={classes.filter}
            leftSection={<IconSearch size={14} aria-hidden />}
            placeholder={t('filter')}
            aria-label={t('filter')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('which')}
            data={SHOWN.map((value) => ({ value, label: t(`shown.${value}`) }))}
            value={which}
            onChange={(value) => isShown(value) && setWhich(value)}
          />
          <NotifySwitch />
          <ClearTasks ended={tasks.filter(({ state }) => state !== 'running').length} />
        </>
      }
    >
      {tasks.length === 0 ? (
        <EmptyState icon={<IconListCheck size={32} />} title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      ) : (
        <div className={classes.body}>
          <TaskGrid tasks={found} text={searched} shown={shown} />
          {open !== undefined && <TaskDetails task={open} onClose={() => navigate({ page: 'tasks' })} />}
        </div>
      )}
    </Page>
  );
}
