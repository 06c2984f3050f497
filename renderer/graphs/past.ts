// What a machine or a host did over a range: the last two minutes live, longer ones as the engine remembers them.
import { useRef } from 'react';
import type { AppApi } from '../../shared/contract.ts';
import { ok, type Result } from '../../shared/failure.ts';
import type { ConnectionId, DomainKey } from '../../shared/model/keys.ts';
import {
  type DomainMetric,
  EXTENTS,
  HISTORY_SAMPLES,
  type History,
  type HostMetric,
  type Range,
} from '../../shared/model/statistics.ts';
import { useFetched, useNow, useSettings } from '../live/hooks.ts';
import { useDomainHistory, useHostHistory } from '../live/measured.ts';

/** The finest bucket of a long history. */
const AGAIN_MS = 10_000;

export interface Past<Metric extends string> {
  readonly times: readonly number[];
  /** Absent before the first measurement. */
  readonly series: History<Metric>['series'] | undefined;
  /** How much time the range is, and after how much without a measurement the line ends. */
  readonly windowMs: number;
  readonly breakMs: number;
}

type Ask<Metric extends string> = (
  api: AppApi,
  range: Range,
  signal: AbortSignal,
) => Promise<Result<History<Metric>>>;

/** Without a sample for this many of the usual steps the line ends: they were not late, they are missing. */
const MISSED_STEPS = 2.5;

interface View {
  readonly of: string;
  readonly range: Range;
  readonly frozen: boolean;
}

interface Fetched<Metric extends string> {
  readonly view: string;
  readonly history: History<Metric>;
}

function usePast<Metric extends string>(
  live: History<Metric> | undefined,
  { of, range, frozen }: View,
  ask: Ask<Metric>,
): Past<Metric> {
  const view = `${range} ${of}`;
  const past = usePastNow(live, view, range, ask);
  const kept = useRef({ view, past });
  // Another view is frozen as it is when it comes.
  const isOther = kept.current.view !== view || kept.current.past.series === undefined;
  if (!frozen || isOther) kept.current = { view, past };
  return kept.current.past;
}

function usePastNow<Metric extends string>(
  live: History<Metric> | undefined,
  view: string,
  range: Range,
  ask: Ask<Metric>,
): Past<Metric> {
  const { statisticsIntervalMs } = useSettings();
  const isLive = range === '2min';
  const round = Math.floor(useNow(AGAIN_MS) / AGAIN_MS);
  const fetched = useFetched<Fetched<Metric> | undefined>(
    async (api, signal) => {
      if (isLive) return ok(undefined);
      const answer = await ask(api, range, signal);
      return answer.ok ? ok({ view, history: answer.value }) : answer;
    },
    [view, isLive ? 0 : round],
  );
  // What was asked for another view stays until the answer for this one is there, and says nothing of it.
  const asked = fetched.value?.view === view ? fetched.value.history : undefined;
  const history = isLive ? live : asked;
  const shared = { times: history?.times ?? [], series: history?.series };
  if (range !== '2min')
    return { ...shared, windowMs: EXTENTS[range].spanMs, breakMs: EXTENTS[range].breakMs };
  const windowMs = statisticsIntervalMs * HISTORY_SAMPLES;
  return { ...shared, windowMs, breakMs: MISSED_STEPS * statisticsIntervalMs };
}

export function useDomainPast(domain: DomainKey, range: Range, frozen: boolean): Past<DomainMetric> {
  return usePast(useDomainHistory(domain), { of: domain, range, frozen }, (api, wanted, signal) =>
    api.statistics.domain({ domain, range: wanted }, { signal }),
  );
}

export function useHostPast(connection: ConnectionId, range: Range, frozen: boolean): Past<HostMetric> {
  return usePast(useHostHistory(connection), { of: connection, range, frozen }, (api, wanted, signal) =>
    api.statistics.host({ connection, range: wanted }, { signal }),
  );
}

/** The value as it was when the view was frozen, or as it is. */
export function useFrozen<T>(value: T, frozen: boolean): T {
  const kept = useRef(value);
  if (!frozen) kept.current = value;
  return kept.current;
}
