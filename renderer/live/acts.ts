// What a page asks of the networks or the pools of one host: one request at a time, and how the last one failed.
import { useState } from 'react';
import type { AppApi } from '../../shared/contract.ts';
import type { Failure, Result } from '../../shared/failure.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import { useHost, useRequest } from './hooks.ts';
import { blockOf } from './reach.ts';

export interface Asked<Noun, Action> {
  readonly noun: Noun;
  readonly action: Action;
}

export interface Acts<Noun, Action> {
  /** Whether it was done; a failure is kept. */
  run(noun: Noun, action: Action): Promise<boolean>;
  /** Whether this one waits for an answer. */
  pending(noun: Noun): boolean;
  /** What failed last, to be said beside its name. */
  readonly failed?: Asked<Noun, Action> & { readonly failure: Failure };
  clear(): void;
  /** Why nothing can be done on this host, as a key of the catalogue. */
  readonly block?: 'readOnly' | 'notConnected';
}

/** The actions of one page; a failure stays until the next action. */
export function useActs<Noun extends { readonly key: string }, Action>(
  connection: ConnectionId,
  act: (api: AppApi, asked: Asked<Noun, Action>) => Promise<Result<void>>,
): Acts<Noun, Action> {
  const request = useRequest(act);
  const [asked, setAsked] = useState<Asked<Noun, Action>>();
  const block = blockOf(useHost(connection));
  return {
    run: async (noun, action) => {
      setAsked({ noun, action });
      return (await request.run({ noun, action })).ok;
    },
    pending: (noun) => request.pending && asked?.noun.key === noun.key,
    clear: request.clear,
    ...(request.failure === undefined || asked === undefined
      ? {}
      : { failed: { ...asked, failure: request.failure } }),
    ...(block === undefined ? {} : { block }),
  };
}
