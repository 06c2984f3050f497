// A connection URI from the fields of the dialog, and the fields from a URI.

import { DEMO_URI } from '../../../shared/model/connect.ts';

export type Preset = 'system' | 'session' | 'ssh' | 'tls' | 'tcp' | 'demo' | 'other';

/** What the dialog asks for; a preset uses those that it needs. */
export interface UriFields {
  readonly preset: Preset;
  readonly user: string;
  readonly host: string;
  readonly port: string;
  /** Over SSH: the machines of everyone, or those of the user. */
  readonly daemon: 'system' | 'session';
  readonly keyFile: string;
  /** The folder of the certificates, where it is not the usual one. */
  readonly certificates: string;
  /** The whole URI, for `other`. */
  readonly uri: string;
}

export const EMPTY_FIELDS: UriFields = {
  preset: 'system',
  user: '',
  host: '',
  port: '',
  daemon: 'system',
  keyFile: '',
  certificates: '',
  uri: '',
};

/** The port of a preset where none is given. */
export const USUAL_PORTS = { ssh: '22', tls: '16514', tcp: '16509' } as const;

/** Escapes a value of the query; paths stay readable. */
function queryValue(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/');
}

function bare(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

/** An IPv6 address gets its brackets; the `%` before its zone is escaped, as in every URI. */
function hostPart(typed: string): string {
  const host = bare(typed.trim());
  if (!host.includes(':')) return encodeURIComponent(host);
  return `[${host.split(':').map(encodeURIComponent).join(':')}]`;
}

function authority({ user, host, port }: Pick<UriFields, 'user' | 'host' | 'port'>): string {
  const before = user.trim() === '' ? '' : `${encodeURIComponent(user.trim())}@`;
  const after = port.trim() === '' ? '' : `:${encodeURIComponent(port.trim())}`;
  return `${before}${hostPart(host)}${after}`;
}

function parameter(name: string, value: string): string {
  return value.trim() === '' ? '' : `?${name}=${queryValue(value.trim())}`;
}

/** The URI that the fields stand for; with a host missing it is not yet one that can be used. */
export function buildUri(fields: UriFields): string {
  const { preset, host, port, daemon, keyFile, certificates } = fields;
  switch (preset) {
    case 'system':
    case 'session':
      return `qemu:///${preset}`;
    case 'ssh':
      return `qemu+ssh://${authority(fields)}/${daemon}${parameter('keyfile', keyFile)}`;
    case 'tls':
      return `qemu+tls://${authority({ user: '', host, port })}/system${parameter('pkipath', certificates)}`;
    case 'tcp':
      return `qemu+tcp://${authority({ user: '', host, port })}/system`;
    case 'demo':
      return DEMO_URI;
    case 'other':
      return fields.uri.trim();
  }
}

const REMOTE =
  /^qemu\+(ssh|tls|tcp):\/\/(?:([^/?#]*)@)?(\[[^\]/?#]*\]|[^:@/?#]*)(?::(\d+))?\/(system|session)(?:\?(?:keyfile|pkipath)=([^&;]*))?$/;

function decoded(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    // A lone percent sign: what is built from it differs from the URI, which then is shown as it is.
    return '';
  }
}

function remoteFields(uri: string): UriFields | undefined {
  const [, preset, user, host, port = '', daemon, path] = REMOTE.exec(uri) ?? [];
  if (preset !== 'ssh' && preset !== 'tls' && preset !== 'tcp') return undefined;
  const file = decoded(path);
  return {
    ...EMPTY_FIELDS,
    preset,
    user: decoded(user),
    host: bare(decoded(host)),
    port,
    daemon: daemon === 'session' ? 'session' : 'system',
    ...(preset === 'ssh' ? { keyFile: file } : { certificates: file }),
  };
}

/** The fields of a URI; a URI that they cannot say in full is `other`, and stays as it is. */
export function fieldsOf(uri: string): UriFields {
  const whole: UriFields = { ...EMPTY_FIELDS, preset: 'other', uri };
  if (uri === 'qemu:///system') return EMPTY_FIELDS;
  if (uri === 'qemu:///session') return { ...EMPTY_FIELDS, preset: 'session' };
  if (uri === DEMO_URI) return { ...EMPTY_FIELDS, preset: 'demo' };
  const fields = remoteFields(uri);
  return fields !== undefined && buildUri(fields) === uri ? fields : whole;
}
