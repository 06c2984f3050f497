// Which program a terminal runs: never one that logs in a second time, never a word that a shell would read.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleHost, TerminalProgram } from '../../../electron/console/host-access.ts';
import { createTerminals } from '../../../electron/services/terminals.ts';
import { connectionId, domainKey as key } from '../../../shared/checks.ts';
import type { TerminalCommand, TerminalNotice } from '../../../shared/model/console.ts';
import { channelPair, eventually } from '../console/support.ts';

const connection = connectionId.parse('c1');
const domain = key.parse('c1/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0');
const size = { columns: 80, rows: 24 };
const context = { clientId: 'page', signal: new AbortController().signal };
const shell = process.env.SHELL;
afterEach(() => {
  if (shell === undefined) delete process.env.SHELL;
  else process.env.SHELL = shell;
});

/** A login whose programs say what they were asked for. */
function spoken(what: string): TerminalProgram {
  return { file: '/bin/echo', args: [what], env: {} };
}

function host(change: Partial<ConsoleHost>): ConsoleHost {
  return {
    local: true,
    readOnly: false,
    uri: 'qemu:///system',
    login: undefined,
    link: undefined,
    domainXml: () => Promise.reject(new Error('not asked')),
    domain: () => undefined,
    onDomain: () => () => undefined,
    onLink: () => () => undefined,
    ...change,
  };
}

const far = host({
  local: false,
  uri: 'qemu+ssh://ada@kvm/system',
  login: {
    openTcp: () => Promise.reject(new Error('not asked')),
    openUnix: () => Promise.reject(new Error('not asked')),
    shells: {
      terminal: (command) => spoken(command === undefined ? 'the shell' : command.join('|')),
      jump: (address, user) => spoken(`${user} to ${address}`),
      sharedProgram: async () => '/run/login/ssh',
    },
  },
});

function terminalsOf(one: ConsoleHost) {
  const terminals = createTerminals((id) => (id === connection ? one : undefined));
  const { page, engine } = channelPair<TerminalNotice, TerminalCommand>();
  return { ...terminals, page, engine };
}

test('a shell on this computer is the login shell of the person', async () => {
  process.env.SHELL = '/bin/sh';
  const { handlers, page, engine, dispose } = terminalsOf(host({}));
  await handlers.hostShell({ connection, ...size }, engine, context);
  page.channel.write(Buffer.from('echo "it is $0"; exit 4\r'));
  await eventually(() => page.last('exit')?.code === 4);
  expect(page.text).toMatch(/it is .*sh/);
  dispose();
});

test('on a host over ssh every terminal goes through its login', async () => {
  const asked = terminalsOf(far);
  await asked.handlers.hostShell({ connection, ...size }, asked.engine, context);
  await eventually(() => asked.page.text.includes('the shell'));

  const guest = terminalsOf(far);
  const input = { domain, address: '192.168.122.7', user: 'root', ...size };
  await guest.handlers.guestShell(input, guest.engine, context);
  await eventually(() => guest.page.text.includes('root to 192.168.122.7'));
});

describe('virsh for a host over ssh', () => {
  const path = process.env.PATH;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'virsh-'));
    process.env.PATH = folder;
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });

  test('is that of this computer, through the login', async () => {
    writeFileSync(join(folder, 'virsh'), '#!/bin/sh\necho "here $*"\n', { mode: 0o755 });
    const { handlers, page, engine } = terminalsOf({ ...far, readOnly: true });
    await handlers.virshShell({ connection, ...size }, engine, context);
    await eventually(() =>
      page.text.includes('here -r -c qemu+ssh://ada@kvm/system?command=%2Frun%2Flogin%2Fssh'),
    );
  });

  test("is the host's own where there is none here", async () => {
    const { handlers, page, engine } = terminalsOf({ ...far, readOnly: true });
    await handlers.virshShell({ connection, ...size }, engine, context);
    await eventually(() => page.text.includes('virsh|-r|-c|qemu:///system'));
  });
});

test('a host that is reached without ssh has no shell, and one that is closed says so', async () => {
  const tls = terminalsOf(host({ local: false, uri: 'qemu+tls://kvm/system' }));
  await expect(tls.handlers.hostShell({ connection, ...size }, tls.engine, context)).rejects.toThrow('ssh');
  const closed = terminalsOf({ ...far, login: undefined });
  await expect(closed.handlers.hostShell({ connection, ...size }, closed.engine, context)).rejects.toThrow(
    'not connected',
  );
});

test('terminals end with their host', async () => {
  process.env.SHELL = '/bin/sh';
  const { handlers, page, engine, hostRemoved } = terminalsOf(host({}));
  await handlers.hostShell({ connection, ...size }, engine, context);
  hostRemoved(connection);
  await eventually(() => page.last('exit'));
});
