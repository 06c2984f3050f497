// What can be said about a field while it is typed. The engine has the last word, and refuses the same.
import { hasControlCharacters } from '../../../shared/control-characters.ts';
import type { UriFields } from './uri-builder.ts';

export type FieldName = 'user' | 'host' | 'port' | 'keyFile' | 'certificates';

export type FieldProblem = 'host-missing' | 'bad-host' | 'bad-user' | 'bad-port' | 'bad-path' | 'dash';

export type FieldProblems = Readonly<Partial<Record<FieldName, FieldProblem>>>;

// Both reach a command line: nothing that a shell or an option parser could read otherwise.
const USER = /^[A-Za-z0-9._@%+-]{1,128}$/;
const HOST = /^[A-Za-z0-9._-]{1,253}$/;
const IPV6 = /^(?:\[[0-9a-f:.]+(?:%[A-Za-z0-9._-]+)?\]|[0-9a-f:.]+(?:%[A-Za-z0-9._-]+)?)$/i;

function hostProblem(host: string): FieldProblem | undefined {
  if (host === '') return 'host-missing';
  if (host.startsWith('-')) return 'dash';
  const fits = host.includes(':') ? IPV6.test(host) : HOST.test(host);
  return fits ? undefined : 'bad-host';
}

function userProblem(user: string): FieldProblem | undefined {
  if (user === '') return undefined;
  if (user.startsWith('-')) return 'dash';
  return USER.test(user) ? undefined : 'bad-user';
}

/** Whether a text is a port from 1 to 65535. */
export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function portProblem(port: string): FieldProblem | undefined {
  return port === '' || isPort(port) ? undefined : 'bad-port';
}

/** A relative path would mean another file wherever the application is started. */
function pathProblem(path: string): FieldProblem | undefined {
  return path === '' || (path.startsWith('/') && !hasControlCharacters(path)) ? undefined : 'bad-path';
}

const CHECKS: Readonly<Record<FieldName, (text: string) => FieldProblem | undefined>> = {
  user: userProblem,
  host: hostProblem,
  port: portProblem,
  keyFile: pathProblem,
  certificates: pathProblem,
};

const USED: Readonly<Record<UriFields['preset'], readonly FieldName[]>> = {
  system: [],
  session: [],
  ssh: ['user', 'host', 'port', 'keyFile'],
  tls: ['host', 'port', 'certificates'],
  tcp: ['host', 'port'],
  demo: [],
  other: [],
};

/** What is wrong with each field that the preset uses; empty when all is well. */
export function checkFields(fields: UriFields): FieldProblems {
  const found: Partial<Record<FieldName, FieldProblem>> = {};
  for (const name of USED[fields.preset]) {
    const problem = CHECKS[name](fields[name].trim());
    if (problem !== undefined) found[name] = problem;
  }
  return found;
}
