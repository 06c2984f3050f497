import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import en from '../../../../renderer/locales/en/machine.json' with { type: 'json' };
import zh from '../../../../renderer/locales/zh-CN/machine.json' with { type: 'json' };

interface Facts {
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const facts: Facts = JSON.parse(
  readFileSync(new URL('../../../../build/facts/libvirt-constants.json', import.meta.url), 'utf8'),
);

/** Our word for each state, and the enum of its reasons. */
const STATES = {
  nostate: ['virDomainNostateReason', 'VIR_DOMAIN_NOSTATE_'],
  running: ['virDomainRunningReason', 'VIR_DOMAIN_RUNNING_'],
  blocked: ['virDomainBlockedReason', 'VIR_DOMAIN_BLOCKED_'],
  paused: ['virDomainPausedReason', 'VIR_DOMAIN_PAUSED_'],
  'shutting-down': ['virDomainShutdownReason', 'VIR_DOMAIN_SHUTDOWN_'],
  off: ['virDomainShutoffReason', 'VIR_DOMAIN_SHUTOFF_'],
  crashed: ['virDomainCrashedReason', 'VIR_DOMAIN_CRASHED_'],
  suspended: ['virDomainPMSuspendedReason', 'VIR_DOMAIN_PMSUSPENDED_'],
} as const;

function reasonsOf(state: keyof typeof STATES): readonly string[] {
  const [enumName, prefix] = STATES[state];
  return Object.keys(facts.enums[enumName] ?? {})
    .map((name) => name.slice(prefix.length).toLowerCase().replaceAll('_', '-'))
    .filter((reason) => reason !== 'last')
    .sort();
}

test.each(Object.keys(STATES) as (keyof typeof STATES)[])(
  'every reason that libvirt has for "%s" has words in both languages, and no other has',
  (state) => {
    expect(reasonsOf(state).length).toBeGreaterThan(0);
    expect(Object.keys(en.reason[state]).sort()).toEqual(reasonsOf(state));
    expect(Object.keys(zh.reason[state]).sort()).toEqual(reasonsOf(state));
  },
);
