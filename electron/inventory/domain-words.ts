// libvirt's numbers for states, reasons and jobs as the model's words.
import type { DomainState } from '../../shared/model/domain.ts';
import {
  VirDomainBlockedReason,
  VirDomainCrashedReason,
  VirDomainJobOperation,
  VirDomainNostateReason,
  VirDomainPausedReason,
  VirDomainPMSuspendedReason,
  VirDomainRunningReason,
  VirDomainShutdownReason,
  VirDomainShutoffReason,
  VirDomainState,
} from '../libvirt/protocol/constants.gen.ts';

const STATES: Readonly<Record<number, DomainState>> = {
  [VirDomainState.VIR_DOMAIN_NOSTATE]: 'nostate',
  [VirDomainState.VIR_DOMAIN_RUNNING]: 'running',
  [VirDomainState.VIR_DOMAIN_BLOCKED]: 'blocked',
  [VirDomainState.VIR_DOMAIN_PAUSED]: 'paused',
  [VirDomainState.VIR_DOMAIN_SHUTDOWN]: 'shutting-down',
  [VirDomainState.VIR_DOMAIN_SHUTOFF]: 'off',
  [VirDomainState.VIR_DOMAIN_CRASHED]: 'crashed',
  [VirDomainState.VIR_DOMAIN_PMSUSPENDED]: 'suspended',
};

/** Number → what follows `prefix` in the constant, in kebab case: `VIR_DOMAIN_PAUSED_FROM_SNAPSHOT` → `from-snapshot`. */
function words(constants: Readonly<Record<string, number>>, prefix: string): ReadonlyMap<number, string> {
  const named = Object.entries(constants).filter(([name]) => !name.endsWith('_LAST'));
  return new Map(
    named.map(([name, value]) => [value, name.slice(prefix.length).toLowerCase().replaceAll('_', '-')]),
  );
}

const REASONS: Readonly<Record<DomainState, ReadonlyMap<number, string>>> = {
  nostate: words(VirDomainNostateReason, 'VIR_DOMAIN_NOSTATE_'),
  running: words(VirDomainRunningReason, 'VIR_DOMAIN_RUNNING_'),
  blocked: words(VirDomainBlockedReason, 'VIR_DOMAIN_BLOCKED_'),
  paused: words(VirDomainPausedReason, 'VIR_DOMAIN_PAUSED_'),
  'shutting-down': words(VirDomainShutdownReason, 'VIR_DOMAIN_SHUTDOWN_'),
  off: words(VirDomainShutoffReason, 'VIR_DOMAIN_SHUTOFF_'),
  crashed: words(VirDomainCrashedReason, 'VIR_DOMAIN_CRASHED_'),
  suspended: words(VirDomainPMSuspendedReason, 'VIR_DOMAIN_PMSUSPENDED_'),
};

const JOBS = words(VirDomainJobOperation, 'VIR_DOMAIN_JOB_OPERATION_');

/** virDomainState in words; a state that is newer than this table is `nostate`. */
export function domainState(state: number): DomainState {
  return STATES[state] ?? 'nostate';
}

/** The reason of a state in words; `unknown` when libvirt gives none or one newer than this table. */
export function stateReason(state: DomainState, reason: number): string {
  return REASONS[state].get(reason) ?? 'unknown';
}

/** virDomainJobOperation in words, e.g. `migration-out`. */
export function jobName(operation: number): string {
  return JOBS.get(operation) ?? 'unknown';
}
