// The steps to a host as they are gone, and how it ended: what was found, or what failed and what helps.
import { IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cureCommands, isCure } from '../../live/cures.ts';
import { CommandLines } from '../../ui/command-lines.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { StateIcon } from '../../ui/state.tsx';
import classes from './connect.module.css';
import type { StepState, TestEnding, TestProgress, TestStep } from './test-progress.ts';

function StepIcon({ state }: { readonly state: StepState }) {
  if (state === 'done') return <IconCheck size={14} aria-hidden />;
  if (state === 'failed') return <IconX size={14} aria-hidden />;
  return <StateIcon look={state === 'running' ? 'busy' : 'off'} />;
}

function Step({ step, state, detail }: TestStep) {
  const { t } = useTranslation('connect');
  return (
    <li className={classes.step} data-state={state}>
      <span className={classes.stepIcon}>
        <StepIcon state={state} />
      </span>
      <span>{t(`step.${step}`)}</span>
      <span className={classes.hidden}>{t(`stepState.${state}`)}</span>
      {detail !== undefined && (
        <span className={classes.detail} title={detail}>
          {detail}
        </span>
      )}
    </li>
  );
}

type Failed = TestEnding & { readonly ok: false };

/** Commands for exactly this failure stand in for the usual ones of its cures. */
function Cures({ cures, commands }: Failed) {
  const { t } = useTranslation('hosts');
  return (
    <>
      {cures.filter(isCure).map((cure) => (
        <div key={cure}>
          <p className={classes.cure}>{t(`cure.${cure}`)}</p>
          {commands.length === 0 && <CommandLines commands={cureCommands(cure)} />}
        </div>
      ))}
      <CommandLines commands={commands.map((command) => ({ command }))} />
    </>
  );
}

function Ending({ ending }: { readonly ending: TestEnding }) {
  const { t } = useTranslation('connect');
  if (ending.ok)
    return (
      <p role="status" className={classes.opened}>
        {t('test.opened', { host: ending.hostname, version: ending.libvirtVersion })}
      </p>
    );
  return (
    <>
      <FailureNote failure={ending.failure} action={t('test.failed')} />
      <Cures {...ending} />
    </>
  );
}

export function TestSteps({ progress }: { readonly progress: TestProgress }) {
  const { t } = useTranslation('connect');
  const section = useRef<HTMLElement>(null);
  // The button stands below what scrolls: what it found is brought into view as it comes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each progress makes it longer
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, [progress]);
  return (
    <section ref={section} className={classes.test} aria-label={t('test.title')}>
      {progress.steps.length > 0 && (
        <ol className={classes.steps}>
          {progress.steps.map((step) => (
            <Step key={step.step} {...step} />
          ))}
        </ol>
      )}
      {progress.ending !== undefined && <Ending ending={progress.ending} />}
    </section>
  );
}
