// How components ask something of machines; a dangerous wish becomes a question first.
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { AppApi } from '../../shared/contract.ts';
import type { Failure } from '../../shared/failure.ts';
import type { DomainAction, DomainSummary } from '../../shared/model/domain.ts';
import type { DomainKey } from '../../shared/model/keys.ts';
import { actionOf } from './domain-actions.ts';
import type { Live } from './live.ts';
import type {
  Asked,
  OperationFailure,
  Operations,
  OperationsStore,
  Question,
  Wishes,
} from './operations-store.ts';
import { useLive } from './provider.tsx';

let lastId = 0;

function failureOf(
  domain: DomainKey,
  name: string,
  action: DomainAction,
  failure: Failure,
): OperationFailure {
  lastId += 1;
  return { id: lastId, domain, name, action, failure };
}

async function runOne(
  api: AppApi,
  store: OperationsStore,
  action: DomainAction,
  domain: DomainSummary,
): Promise<void> {
  const asked: Asked = { action, sinceMs: Date.now(), abort: new AbortController() };
  store.setState(({ pending, failures }) => ({
    pending: new Map(pending).set(domain.key, asked),
    failures: failures.filter((one) => one.domain !== domain.key),
  }));
  const result = await actionOf(action).run(api, domain, asked.abort.signal);
  store.setState((before) => {
    const pending = new Map(before.pending);
    // Another may have been asked for meanwhile: force after a shutdown that nobody heard.
    if (pending.get(domain.key) === asked) pending.delete(domain.key);
    if (result.ok || result.failure.kind === 'cancelled') return { pending };
    const failure = failureOf(domain.key, domain.name, action, result.failure);
    return { pending, failures: [...before.failures, failure] };
  });
}

/** The question's name in the settings of what is no longer asked. */
export function questionName(action: DomainAction): string {
  return `bulk-${action}`;
}

async function runMany(
  { api, operations: store }: Live,
  action: DomainAction,
  domains: readonly DomainSummary[],
  { guestTimeoutMs }: Wishes,
): Promise<void> {
  const wait = guestTimeoutMs === undefined ? {} : { guestTimeoutMs };
  const result = await api.tasks.bulk({ domains: domains.map(({ key }) => key), action, ...wait });
  if (result.ok) return;
  const { failure } = result;
  store.setState(({ failures }) => ({
    failures: [
      ...failures,
      ...domains.slice(0, 1).map(({ key, name }) => failureOf(key, name, action, failure)),
    ],
  }));
}

/** What takes a machine from its users, and is asked about for one alone where a person wants that. */
const FELT: ReadonlySet<DomainAction> = new Set(['pause', 'shutdown', 'reboot', 'managed-save']);

/** One that loses nothing is asked once for many machines, as long as the person wants to be asked. */
function mustAsk({ state }: Live, action: DomainAction, domains: readonly DomainSummary[]): boolean {
  if (actionOf(action).danger) return true;
  const { skippedQuestions, askForOne } = state.getState().settings;
  if (domains.length === 1) return askForOne && FELT.has(action);
  return !skippedQuestions.includes(questionName(action));
}

export interface DomainOperations extends Operations {
  /** Does it, or asks first when something would be lost or several machines are meant. One that cannot do it is left out, and told. */
  request(action: DomainAction, domains: readonly DomainSummary[]): void;
  /** The answer to the question. */
  answer(yes: boolean, wishes?: Wishes): void;
  /** Takes back what waits for an answer; it fails as cancelled, which nobody needs to be told. */
  cancel(domain: DomainKey): void;
  dismiss(id: number): void;
}

function verbsOf(live: Live) {
  const { api, operations: store, settings } = live;
  function go(action: DomainAction, domains: readonly DomainSummary[], wishes: Wishes = {}): void {
    const [only] = domains;
    if (only !== undefined && domains.length === 1) void runOne(api, store, action, only);
    else void runMany(live, action, domains, wishes);
  }
  function neverAsk({ action, domains }: Question): void {
    if (domains.length === 1) {
      void settings.change({ askForOne: false });
      return;
    }
    const { skippedQuestions } = live.state.getState().settings;
    void settings.change({ skippedQuestions: [...skippedQuestions, questionName(action)] });
  }
  return {
    request: (action: DomainAction, domains: readonly DomainSummary[]) => {
      if (domains.length === 0) return;
      if (mustAsk(live, action, domains)) store.setState({ question: { action, domains } });
      else go(action, domains);
    },
    answer: (yes: boolean, wishes: Wishes = {}) => {
      const { question, ...rest } = store.getState();
      store.setState(rest, true);
      if (!yes || question === undefined) return;
      if (wishes.neverAsk === true) neverAsk(question);
      go(question.action, question.domains, wishes);
    },
    cancel: (domain: DomainKey) => store.getState().pending.get(domain)?.abort.abort(),
    dismiss: (id: number) =>
      store.setState(({ failures }) => ({ failures: failures.filter((one) => one.id !== id) })),
  };
}

/** What one machine is asked for now, and whether the last was refused: drawn again only when that changes. */
export function useDoing(domain: DomainKey): { readonly asked: Asked | undefined; readonly failed: boolean } {
  const { operations } = useLive();
  const asked = useStore(operations, ({ pending }) => pending.get(domain));
  const failed = useStore(operations, ({ failures }) => failures.some((one) => one.domain === domain));
  return { asked, failed };
}

export function useDomainOperations(): DomainOperations {
  const live = useLive();
  const state = useStore(live.operations);
  const verbs = useMemo(() => verbsOf(live), [live]);
  return { ...state, ...verbs };
}
