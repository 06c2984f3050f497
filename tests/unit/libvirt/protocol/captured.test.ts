// What libvirtd 9.0.0 was seen to accept and to answer, and whether every call of the app has such a witness.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cText } from '../../../../electron/libvirt/c-text.ts';
import {
  authPolkit,
  authSaslInit,
  authSaslStart,
  authSaslStep,
} from '../../../../electron/libvirt/protocol/auth.gen.ts';
import {
  connectDomainEventRegisterAny,
  connectListAllNetworks,
} from '../../../../electron/libvirt/protocol/connect.gen.ts';
import {
  domainAbortJob,
  domainGetInfo,
  domainGetMetadata,
  domainPmWakeup,
  domainScreenshot,
  domainSetMetadata,
} from '../../../../electron/libvirt/protocol/domain.gen.ts';
import { keepalivePing, keepalivePong } from '../../../../electron/libvirt/protocol/keepalive.gen.ts';
import { nodeGetInfo } from '../../../../electron/libvirt/protocol/node.gen.ts';
import type { AnyProcedure } from '../../../../electron/libvirt/protocol/procedure.ts';
import { procedures } from '../../../../electron/libvirt/protocol/procedures.gen.ts';
import { type Codec, decode, encode } from '../../../../electron/libvirt/xdr/codec.ts';
import { ProtocolViolation } from '../../../../electron/libvirt/xdr/violation.ts';
import { bytes, everyTruncation } from '../../../support/bytes.ts';
import captured from './captured.json' with { type: 'json' };

interface Vector {
  readonly procedure: AnyProcedure;
  readonly args: Buffer;
  readonly ret: Buffer;
}

function declared(name: string): AnyProcedure {
  const found = procedures.find((procedure) => procedure.name === name);
  if (found === undefined) throw new Error(`${name} is not declared`);
  return found;
}

const WEB1 = '00000004 77656231 0f1e2d3c 4b5a6978 8796a5b4 c3d2e1f0 00000003';
// By hand from remote_protocol.x: calls whose success could not be captured.
const handWritten: readonly Vector[] = [
  { procedure: authPolkit, args: bytes(''), ret: bytes('00000001') },
  { procedure: authSaslInit, args: bytes(''), ret: bytes('00000005 504c4149 4e000000') },
  // Each byte is a signed 32-bit word: 0x41, then 0xf0.
  {
    procedure: authSaslStart,
    args: bytes('00000005 504c4149 4e000000 00000000 00000002 00000041 fffffff0'),
    ret: bytes('00000000 00000000 00000002 00000041 fffffff0'),
  },
  {
    procedure: authSaslStep,
    args: bytes('00000001 00000000'),
    ret: bytes('00000001 00000001 00000000'),
  },
  { procedure: connectDomainEventRegisterAny, args: bytes('00000002'), ret: bytes('') },
  { procedure: domainAbortJob, args: bytes(WEB1), ret: bytes('') },
  { procedure: domainPmWakeup, args: bytes(`${WEB1} 00000000`), ret: bytes('') },
  {
    procedure: domainScreenshot,
    args: bytes(`${WEB1} 00000000 00000000`),
    ret: bytes('00000001 00000009 696d6167 652f706e 67000000'),
  },
  // The element of urn:a, then its removal from both definitions.
  {
    procedure: domainGetMetadata,
    args: bytes(`${WEB1} 00000002 00000001 00000005 75726e3a 61000000 00000001`),
    ret: bytes('00000004 3c612f3e'),
  },
  {
    procedure: domainSetMetadata,
    args: bytes(
      `${WEB1} 00000002 00000000 00000001 00000001 61000000 00000001 00000005 75726e3a 61000000 00000003`,
    ),
    ret: bytes(''),
  },
  { procedure: keepalivePing, args: bytes(''), ret: bytes('') },
  { procedure: keepalivePong, args: bytes(''), ret: bytes('') },
];
const vectors: readonly Vector[] = [
  ...handWritten,
  ...Object.entries(captured).map(([name, { args, ret }]) => ({
    procedure: declared(name),
    args: bytes(args),
    ret: bytes(ret),
  })),
];

describe.each(vectors)('$procedure.name', ({ procedure, args, ret }) => {
  test.each([
    ['arguments', procedure.args, args],
    ['answer', procedure.ret, ret],
  ] as const)('its %s are read and written back byte for byte', (_, codec, wire) =>
    expect(encode(codec, decode(codec, wire))).toEqual(wire),
  );

  test('its answer, truncated anywhere, is a violation', () => {
    for (const cut of everyTruncation(ret)) {
      expect(() => decode(procedure.ret, cut)).toThrow(ProtocolViolation);
    }
  });
});

test('captured answers mean what they say', () => {
  const answer = <R>(procedure: AnyProcedure & { readonly ret: Codec<R> }): R =>
    decode(procedure.ret, vectors.find((vector) => vector.procedure === procedure)?.ret ?? bytes(''));
  const host = answer(nodeGetInfo);
  expect(cText(host.model)).toBe('i686');
  expect(host.memory).toBe(3_145_728n);
  expect(answer(domainGetInfo)).toMatchObject({ state: 1, nrVirtCpu: expect.any(Number) });
  expect(answer(connectListAllNetworks).nets).toEqual([
    { name: 'default', uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ]);
});

// Declarations that the app imports, by the names of their constants.
const IMPORT = /import \{([^}]*)\} from '[^']*protocol\/([a-z-]+)\.gen\.ts'/g;
const NOT_CALLS = new Set(['values', 'constants', 'messages', 'procedures']);
// Names many calls in order to route them, and makes none.
const ROUTING = 'blocking-calls.ts';
// Answers calls, and makes none.
const SERVER = 'demo/';

function importedCalls(source: string): readonly string[] {
  return [...source.matchAll(IMPORT)]
    .filter(([, , file = '']) => !NOT_CALLS.has(file))
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
    .filter((name) => name !== '' && !name.startsWith('qemuDomainMonitorEvent'));
}

const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');
const constantOf = ({ name }: AnyProcedure): string =>
  plain(name.replace(/^REMOTE/, '').replace('_PROC_', '_'));

test('every call that the app makes has a vector', () => {
  const folder = fileURLToPath(new URL('../../../../electron/', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      !file.endsWith('.gen.ts') &&
      !file.endsWith(ROUTING) &&
      !file.startsWith(SERVER),
  );
  const calls = new Set(files.flatMap((file) => importedCalls(readFileSync(`${folder}${file}`, 'utf8'))));
  const witnessed = new Set(vectors.map(({ procedure }) => constantOf(procedure)));
  expect(calls.size).toBeGreaterThan(50);
  expect([...calls].filter((call) => !witnessed.has(plain(call))).sort()).toEqual([]);
});
