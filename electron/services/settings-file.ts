// Settings and hosts as a file for another computer: written without anything secret, read as a stranger's.
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { hostProfile, importedSettings } from '../../shared/checks.ts';
import type { HostProfile } from '../../shared/model/connect.ts';
import type { Settings } from '../../shared/model/settings.ts';
import {
  type ImportedHost,
  type ImportFault,
  type ImportPreview,
  LONGEST_IMPORT,
  type SettingChange,
} from '../../shared/model/transfer.ts';
import { InvalidUri } from '../libvirt/errors.ts';
import { parseUri } from '../libvirt/uri.ts';
import type { SettingsChange } from '../store/settings-store.ts';

const VERSION = 1;
const MOST_HOSTS = 1000;

const envelope = z.object({
  guesthouse: z.literal('settings'),
  version: z.int().min(1),
  settings: z.record(z.string(), z.unknown()).default({}),
  hosts: z.array(z.unknown()).max(MOST_HOSTS).default([]),
});

export interface SettingsFile {
  readonly settings: SettingsChange;
  readonly hosts: readonly HostProfile[];
  /** Settings that a newer version wrote. */
  readonly unknown: readonly string[];
}

/** A file that is not taken. */
export class RefusedFile extends Error {
  readonly fault: ImportFault;
  readonly where: string | undefined;

  constructor(fault: ImportFault, where?: string) {
    super(where === undefined ? fault : `${fault}: ${where}`);
    this.fault = fault;
    this.where = where;
  }
}

/** Neither passwords nor what was allowed to run here is in it, and no host that would be refused on the way back. */
export function writeSettingsFile(settings: Settings, all: readonly HostProfile[]): string {
  const hosts = all.filter(({ uri }) => faultOf(uri) === undefined).slice(0, MOST_HOSTS);
  return `${JSON.stringify({ guesthouse: 'settings', version: VERSION, settings, hosts }, null, 2)}\n`;
}

/** Throws `RefusedFile`; a file is taken whole or not at all. */
export function readSettingsFile(text: string): SettingsFile {
  if (text.length > LONGEST_IMPORT) throw new RefusedFile('too-large');
  const { data } = envelope.safeParse(parsed(text));
  if (data === undefined) throw new RefusedFile('other-file');
  if (data.version > VERSION) throw new RefusedFile('newer', String(data.version));
  return { ...readSettings(data.settings), hosts: data.hosts.map(readHost) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedFile('no-json');
  }
}

/** By the same checks as what a page changes. */

function readSettings(given: Readonly<Record<string, unknown>>): Pick<SettingsFile, 'settings' | 'unknown'> {
  const first = importedSettings.safeParse(given);
  if (first.success) return { settings: first.data, unknown: [] };
  const unknown = first.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  const known = Object.fromEntries(Object.entries(given).filter(([name]) => !unknown.includes(name)));
  const second = importedSettings.safeParse(known);
  if (second.success) return { settings: second.data, unknown };
  throw new RefusedFile('bad-setting', second.error.issues[0]?.path.map(String).join('.') ?? '');
}

function readHost(given: unknown, at: number): HostProfile {
  const { data, error } = hostProfile.safeParse(given);
  const place = `hosts[${at}]`;
  if (data === undefined) {
    const path = error?.issues[0]?.path.map((part) => `.${String(part)}`).join('') ?? '';
    throw new RefusedFile('bad-host', `${place}${path}`);
  }
  const fault = faultOf(data.uri);
  if (fault !== undefined) throw new RefusedFile('bad-host', `${place}.uri: ${fault}`);
  return data;
}

/** Why a URI makes no sense. */
function faultOf(uri: string): string | undefined {
  try {
    parseUri(uri);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidUri) return error.message;
    throw error;
  }
}

/** What taking the file would change. */
export function previewOf(
  text: string,
  now: { readonly settings: Settings; readonly hosts: readonly HostProfile[] },
): ImportPreview {
  try {
    const file = readSettingsFile(text);
    return {
      state: 'good',
      changes: changesIn(file.settings, now.settings),
      hosts: file.hosts.map((host) => described(host, now.hosts)),
      unknown: file.unknown,
    };
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    const { fault, where } = error;
    return { state: 'refused', fault, ...(where === undefined ? {} : { where }) };
  }
}

function changesIn(given: SettingsChange, now: Settings): readonly SettingChange[] {
  return fieldsOf(given).flatMap((field) => {
    const [from, to] = [now[field], given[field]];
    return to === undefined || isDeepStrictEqual(from, to) ? [] : [{ field, from, to }];
  });
}

function fieldsOf(given: SettingsChange): readonly (keyof Settings)[] {
  // The check has let no other names through.
  return Object.keys(given).filter((name): name is keyof Settings => Object.hasOwn(given, name));
}

function described({ uri, name, readOnly }: HostProfile, hosts: readonly HostProfile[]): ImportedHost {
  const known = hosts.some((one) => one.uri === uri && one.readOnly === readOnly);
  return { uri, name, readOnly, known };
}
