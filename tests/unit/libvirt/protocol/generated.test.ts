import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { messages, procedures } from '../../../../electron/libvirt/protocol/procedures.gen.ts';
import {
  keepaliveProgram,
  qemuProgram,
  remoteProgram,
} from '../../../../electron/libvirt/protocol/programs.ts';

const generator = fileURLToPath(new URL('../../../../build/generate-protocol.mjs', import.meta.url));

test('the committed declarations are what the generator writes today', () => {
  const output = execFileSync(process.execPath, [generator, '--check'], { encoding: 'utf8' });
  expect(output).toMatch(/^20 files checked/);
});

test('every procedure of the protocols is declared once', () => {
  const numbers = (program: number) =>
    [...procedures, ...messages]
      .filter((declaration) => declaration.program.id === program)
      .map(({ number }) => number)
      .sort((a, b) => a - b);
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  expect(numbers(remoteProgram.id)).toEqual(upTo(453));
  expect(numbers(qemuProgram.id)).toEqual(upTo(7));
  expect(numbers(keepaliveProgram.id)).toEqual(upTo(2));
});

test('exactly the calls that pass file descriptors are marked', () =>
  expect(
    procedures.filter(({ descriptors }) => descriptors).map(({ name }) => name.replace('_PROC', '')),
  ).toEqual([
    'REMOTE_DOMAIN_OPEN_GRAPHICS',
    'REMOTE_DOMAIN_CREATE_XML_WITH_FILES',
    'REMOTE_DOMAIN_CREATE_WITH_FILES',
    'REMOTE_DOMAIN_OPEN_GRAPHICS_FD',
    'REMOTE_DOMAIN_FD_ASSOCIATE',
    'QEMU_DOMAIN_MONITOR_COMMAND_WITH_FILES',
  ]));

test('exactly the calls that open streams are marked, with their direction', () =>
  expect(
    Object.fromEntries(
      procedures.filter(({ stream }) => stream).map(({ number, stream }) => [number, stream]),
    ),
  ).toEqual({
    148: 'write',
    201: 'both',
    208: 'write',
    209: 'read',
    211: 'read',
    215: 'write',
    296: 'both',
  }));
