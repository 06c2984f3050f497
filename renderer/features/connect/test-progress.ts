// How far the test of a host has come, from what the engine tells of it.
import type { Failure } from '../../../shared/failure.ts';
import type { ConnectStep, TestNotice } from '../../../shared/model/connect.ts';

export type StepState = 'waiting' | 'running' | 'done' | 'failed';

export interface TestStep {
  readonly step: ConnectStep;
  readonly state: StepState;
  readonly detail?: string;
}

export type TestEnding =
  | { readonly ok: true; readonly hostname: string; readonly libvirtVersion: string }
  | {
      readonly ok: false;
      readonly failure: Failure;
      readonly cures: readonly string[];
      readonly commands: readonly string[];
    };

export interface TestProgress {
  readonly steps: readonly TestStep[];
  readonly ending?: TestEnding;
}

export const NOT_BEGUN: TestProgress = { steps: [] };

/** A step that was not announced is added at the end: the engine may find its way as it goes. */
function withStep(steps: readonly TestStep[], changed: TestStep): readonly TestStep[] {
  const known = steps.some(({ step }) => step === changed.step);
  return known ? steps.map((one) => (one.step === changed.step ? changed : one)) : [...steps, changed];
}

/** The progress after `notice`. */
export function afterNotice(progress: TestProgress, notice: TestNotice): TestProgress {
  const { steps } = progress;
  switch (notice.type) {
    case 'plan':
      return { ...progress, steps: notice.steps.map((step) => ({ step, state: 'waiting' })) };
    case 'begun':
      return { ...progress, steps: withStep(steps, { step: notice.step, state: 'running' }) };
    case 'done': {
      const { step, detail } = notice;
      const done: TestStep = { step, state: 'done' };
      return { ...progress, steps: withStep(steps, detail === undefined ? done : { ...done, detail }) };
    }
    case 'failed': {
      const { step, failure, cures, commands } = notice;
      return {
        steps: withStep(steps, { step, state: 'failed' }),
        ending: { ok: false, failure, cures, commands },
      };
    }
    case 'opened': {
      const { hostname, libvirtVersion } = notice;
      return { ...progress, ending: { ok: true, hostname, libvirtVersion } };
    }
  }
}

/** The progress when the channel closed: what was still running did not end well. */
export function afterClose(progress: TestProgress, failure: Failure | undefined): TestProgress {
  if (progress.ending !== undefined) return progress;
  return {
    steps: progress.steps.map((one) => (one.state === 'running' ? { ...one, state: 'failed' } : one)),
    ending: { ok: false, failure: failure ?? { kind: 'cancelled' }, cures: [], commands: [] },
  };
}
