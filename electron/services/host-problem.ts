// Why a host could not be opened, and what helps.
import { existsSync } from 'node:fs';
import type { Failure } from '../../shared/failure.ts';
import type { Cure, HostProblem } from '../../shared/model/host.ts';
import { failureOf } from '../libvirt/failure-of.ts';
import type { HostUri } from '../libvirt/uri.ts';
import type { Log } from '../log.ts';
import { curesFor } from './host-cures.ts';
import type { LoginAsker } from './prompts.ts';

export interface ProblemDeps {
  readonly userIsRoot: boolean;
  readonly log: Log;
  /** What asked for the attempt that failed; absent when an open host was lost. */
  readonly ask?: Pick<LoginAsker, 'dismissed' | 'unanswered'>;
}

/** The problem of a host that was not opened, with its cures in the order of their promise. */
export function hostProblem(error: unknown, uri: HostUri | undefined, deps: ProblemDeps): HostProblem {
  const { userIsRoot, log, ask } = deps;
  const failure = asAsked(failureOf(error, log), ask);
  const usual = curesFor(failure, { uri, userIsRoot, exists: existsSync });
  const cures = leftByPerson(ask) ? onlyOnce(['ask-again', ...usual]) : usual;
  const commands = commandsFor(error, cures, uri);
  return { failure, cures, ...(commands.length > 0 && { commands }), sinceMs: Date.now() };
}

function leftByPerson(ask: ProblemDeps['ask']): boolean {
  return ask !== undefined && (ask.dismissed || ask.unanswered);
}

/** Whoever gives a login up fails in many ways on the way down; the person only closed a question. */
function asAsked(failure: Failure, ask: ProblemDeps['ask']): Failure {
  if (failure.kind !== 'cancelled' || !leftByPerson(ask)) return failure;
  const message = ask?.dismissed ? 'the question was dismissed' : 'nobody answered the question';
  return { kind: 'unreachable', stage: 'auth', message };
}

function onlyOnce(cures: readonly Cure[]): readonly Cure[] {
  return [...new Set(cures)];
}

/** What the error brings with it, else what a cure needs on the host itself. */
function commandsFor(error: unknown, cures: readonly Cure[], uri: HostUri | undefined): readonly string[] {
  const own = ownCommands(error);
  if (own.length > 0) return own;
  if (!cures.includes('join-libvirt-group-there')) return [];
  // What a URI calls a user is a plain word: it was checked when it was read.
  return [`sudo usermod -aG libvirt ${uri?.user ?? '"$USER"'}`];
}

function ownCommands(error: unknown): readonly string[] {
  if (!(error instanceof Error) || !('commands' in error) || !Array.isArray(error.commands)) return [];
  return error.commands.filter((command) => typeof command === 'string');
}
