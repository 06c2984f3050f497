// How components ask something of machines; a dangerous wish becomes a question first.
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { AppApi } from '../../shared/contract.ts';
import type { DomainAction, DomainSummary } from '../../shared/model/domain.ts';
import type { DomainKey } from '../../shared/model/keys.ts';
import { actionOf } from './domain-actions.ts';
import type { Asked, Operations, OperationsStore } from './operations-store.ts';
import { useLive } from './provider.tsx';

let lastId = 0;

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
    lastId += 1;
    const failure = { id: lastId, domain: domain.key, name: domain.name, action, failure: result.failure };
    return { pending, failures: [...before.failures, failure] };
  });
}

export interface DomainOperations extends Operations {
  /** Does it, or asks first when something would be lost. Machines that cannot do it are left out by the caller. */
  request(action: DomainAction, domains: readonly DomainSummary[]): void;
  /** The answer to the question. */
  answer(yes: boolean): void;
  /** Takes back what waits for an answer; it fails as cancelled, which nobody needs to be told. */
  cancel(domain: DomainKey): void;
  dismiss(id: number): void;
}

export function useDomainOperations(): DomainOperations {
  const { api, operations: store } = useLive();
  const state = useStore(store);
  const verbs = useMemo(() => {
    function go(action: DomainAction, domains: readonly DomainSummary[]): void {
      for (const domain of domains) void runOne(api, store, action, domain);
    }
    return {
      request: (action: DomainAction, domains: readonly DomainSummary[]) => {
        if (domains.length === 0) return;
        if (actionOf(action).danger) store.setState({ question: { action, domains } });
        else go(action, domains);
      },
      answer: (yes: boolean) => {
        const { question, ...rest } = store.getState();
        store.setState(rest, true);
        if (yes && question !== undefined) go(question.action, question.domains);
      },
      cancel: (domain: DomainKey) => store.getState().pending.get(domain)?.abort.abort(),
      dismiss: (id: number) =>
        store.setState(({ failures }) => ({ failures: failures.filter((one) => one.id !== id) })),
    };
  }, [api, store]);
  return { ...state, ...verbs };
}
