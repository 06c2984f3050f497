// The demo host as a server: what it lets in, what it refuses, and how.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerTo } from '../../../electron/demo/calls/table.ts';
import { DemoHosts } from '../../../electron/demo/way/demo-hosts.ts';
import { connect } from '../../../electron/libvirt/client.ts';
import { LibvirtError, Unreachable, Unsupported } from '../../../electron/libvirt/errors.ts';
import { connectGetHostname, connectGetType } from '../../../electron/libvirt/protocol/connect.gen.ts';
import { VirErrorNumber } from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  domainGetXmlDesc,
  domainLookupByName,
  domainLookupByUuid,
  domainPinVcpu,
  domainSuspend,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { procedures } from '../../../electron/libvirt/protocol/procedures.gen.ts';
import { remoteProgram } from '../../../electron/libvirt/protocol/programs.ts';
import { qemuDomainMonitorCommand } from '../../../electron/libvirt/protocol/qemu.gen.ts';
import { parseUri } from '../../../electron/libvirt/uri.ts';
import { openDemo } from './opened-demo.ts';

const SOURCES = join(import.meta.dirname, '../../../electron');

/** The text of every file of the engine that could make a call. */
function callers(): string {
  const names = readdirSync(SOURCES, { recursive: true }).map(String);
  const own = names.filter(
    (name) => name.endsWith('.ts') && !/^(demo\/|libvirt\/(protocol\/|blocking-calls))/.test(name),
  );
  return own.map((name) => readFileSync(join(SOURCES, name), 'utf8')).join('\n');
}

const camel = (name: string) =>
  name
    .replace(/^(REMOTE_PROC)_/, '')
    .toLowerCase()
    .replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

describe('every call', () => {
  test('that the app makes is answered', () => {
    const text = callers();
    const remote = procedures.filter(({ program }) => program === remoteProgram);
    const used = remote.filter(({ name }) => new RegExp(`\\b${camel(name)}\\b`).test(text));
    // Those of logins that the demo does not ask for, and that of servers which number no events.
    const others = /^(authSasl|connectDomainEventRegisterAny)/;
    const missing = used.filter(
      ({ name, program, number }) => !others.test(camel(name)) && answerTo(program.id, number) === undefined,
    );
    expect(used.length).toBeGreaterThan(50);
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('that it does not know is answered like a server that lacks it', async () => {
    const { link, ref } = await openDemo();
    const dom = await ref('web-01');
    await expect(link.live.call(domainPinVcpu, { dom, vcpu: 0, cpumap: new Uint8Array(1) })).rejects.toThrow(
      Unsupported,
    );
  });

  test('of a program that it does not know names the program', async () => {
    const { link, ref } = await openDemo();
    const call = link.live.call(qemuDomainMonitorCommand, {
      dom: await ref('web-01'),
      cmd: 'info',
      flags: 0,
    });
    await expect(call).rejects.toThrow(Unsupported);
  });
});

describe('opening', () => {
  const open = (uri: string, name?: string) => {
    const parsed = parseUri(uri);
    const login = new DemoHosts().login(parsed);
    const asked = name === undefined ? parsed : { ...parsed, remoteName: name };
    return connect(asked, { openTransport: login.openTransport, keepalive: false });
  };

  test('tells its name and its kind', async () => {
    const connection = await open('demo:///default');
    expect(await connection.call(connectGetHostname, {})).toEqual({ hostname: 'demo-host' });
    expect(await connection.call(connectGetType, {})).toEqual({ type: 'QEMU' });
    await connection.close();
  });

  test('takes as long as the way there and back', async () => {
    const connection = await open('demo:///default?rtt=20');
    expect(await connection.call(connectGetHostname, {})).toEqual({ hostname: 'demo-host' });
    await connection.close();
  });

  test('refuses another URI than its own', async () => {
    await expect(open('demo:///default', 'qemu:///system')).rejects.toThrow(Unreachable);
  });

  test.each([
    ['demo:///other', 'path'],
    ['demo:///large?domains=many', 'domains'],
    ['demo:///large?domains=100000', 'domains'],
    ['demo:///large?hosts=3&host=4', 'host'],
    ['demo:///default?rtt=-1', 'rtt'],
    ['demo:///default?colour=red', 'colour'],
  ])('says what is wrong with %s', async (uri, field) => {
    await expect(open(uri)).rejects.toMatchObject({ name: 'InvalidUri', field });
  });
});

describe('a read-only connection', () => {
  test('reads', async () => {
    const { link, ref } = await openDemo('demo:///default', { readonly: true });
    const { xml } = await link.live.call(domainGetXmlDesc, { dom: await ref('web-01'), flags: 0 });
    expect(xml).toContain('<name>web-01</name>');
  });

  test('changes nothing', async () => {
    const { link, ref } = await openDemo('demo:///default', { readonly: true });
    await expect(link.live.call(domainSuspend, { dom: await ref('web-01') })).rejects.toMatchObject({
      code: VirErrorNumber.VIR_ERR_OPERATION_DENIED,
    });
  });
});

test('a machine that is not there is refused with the code for it', async () => {
  const { link } = await openDemo();
  const uuid = '00000000-0000-4000-8000-000000000000';
  for (const call of [
    link.live.call(domainLookupByUuid, { uuid }),
    link.live.call(domainLookupByName, { name: 'nobody' }),
    link.live.call(domainGetXmlDesc, { dom: { name: 'x', uuid, id: -1 }, flags: 0 }),
  ]) {
    const error: unknown = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LibvirtError);
    expect(error).toMatchObject({ code: VirErrorNumber.VIR_ERR_NO_DOMAIN });
  }
});
