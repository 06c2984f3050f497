// Logins by name and password at a real libvirtd, over TLS and over TCP.
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Asker } from '../../electron/libvirt/ask.ts';
import { openHostLink } from '../../electron/libvirt/host-link.ts';
import { connectGetCapabilities } from '../../electron/libvirt/protocol/connect.gen.ts';
import { nodeGetInfo } from '../../electron/libvirt/protocol/node.gen.ts';
import type { PromptAnswer, Question } from '../../shared/model/prompt.ts';
import { Authority, tlsConfiguration } from '../lab/certificates.ts';
import { type Host, startHost } from '../lab/host.ts';
import { offerSasl } from '../lab/sasl.ts';

const ACCOUNT = { user: 'anna', password: 'correct horse' };
let host: Host;
let pki: string;

beforeAll(async () => {
  host = await startHost({ place: 'remote', tcp: true });
  pki = `${host.directory}/pki`;
  const authority = await Authority.make(`${host.directory}/authority`);
  await authority.issue(pki, 'server', { addresses: [host.address] });
  await authority.issue(pki, 'client');
  const file = `${host.directory}/etc/libvirt/libvirtd.conf`;
  const kept = (await readFile(file, 'utf8')).split('\n').filter((line) => line.startsWith('host_uuid'));
  await writeFile(file, `${kept.join('\n')}\n`);
  await appendFile(file, `${tlsConfiguration(pki, 'sasl')}listen_tcp = 1\nauth_tcp = "sasl"\n`);
  await host.stopDaemon('libvirtd');
  await host.startDaemon('libvirtd');
}, 60_000);
afterAll(() => host?.dispose());

interface Asked {
  readonly question: Question;
  readonly wrong: boolean;
}

function answering(...answers: readonly PromptAnswer[]): { ask: Asker; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask: Asker = {
    ask: (question, { wrong }) => {
      asked.push({ question, wrong });
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? { kind: 'no' });
    },
  };
  return { ask, asked };
}

const login = (secret: string): PromptAnswer => ({
  kind: 'login',
  user: ACCOUNT.user,
  secret,
  remember: false,
});
const tcp = () => `qemu+tcp://${host.address}/system`;
const tls = () => `qemu+tls://${host.address}/system?pkipath=${pki}`;

test.each(['SCRAM-SHA-256', 'SCRAM-SHA-1', 'DIGEST-MD5', 'PLAIN'])(
  '%s over TLS lets in, asks once, and both connections of a host come in',
  async (mechanism) => {
    await offerSasl(host, { mechanisms: mechanism.toLowerCase(), ...ACCOUNT });
    const { ask, asked } = answering(login(ACCOUNT.password));
    const link = await openHostLink(tls(), { ask });
    expect((await link.call(nodeGetInfo, {}, { route: 'work' })).cpus).toBeGreaterThan(0);
    expect(asked).toEqual([
      { question: { kind: 'sasl', target: host.address, mechanism, weak: false }, wrong: false },
    ]);
    await link.close();
  },
);

test('DIGEST-MD5 over plain TCP protects what follows, and is said to be weak', async () => {
  await offerSasl(host, { mechanisms: 'digest-md5', ...ACCOUNT });
  const { ask, asked } = answering(login(ACCOUNT.password));
  const link = await openHostLink(tcp(), { ask });
  for (let round = 0; round < 50; round += 1) await link.call(nodeGetInfo, {}, { route: 'live' });
  const many = Array.from({ length: 200 }, () => link.call(connectGetCapabilities, {}));
  expect(new Set((await Promise.all(many)).map(({ capabilities }) => capabilities)).size).toBe(1);
  expect(asked).toMatchObject([{ question: { mechanism: 'DIGEST-MD5', weak: true } }]);
  await link.close();
});

test.each([
  ['TLS', 'scram-sha-256', tls],
  ['TCP', 'digest-md5', tcp],
])('a wrong password over %s is asked again, three times at most', async (_way, mechanisms, uri) => {
  await offerSasl(host, { mechanisms, ...ACCOUNT });
  const right = answering(login('wrong'), login(ACCOUNT.password));
  await (await openHostLink(uri(), right)).close();
  expect(right.asked.map(({ wrong }) => wrong)).toEqual([false, true]);
  const never = answering(login('wrong'));
  await expect(openHostLink(uri(), never)).rejects.toMatchObject({ stage: 'auth', code: 'SASL_REFUSED' });
  expect(never.asked).toHaveLength(3);
});

test("libvirt's own socket may ask for a name and password, too", async () => {
  const file = `${host.directory}/etc/libvirt/libvirtd.conf`;
  const before = await readFile(file, 'utf8');
  // The lab itself looks through the other socket whether libvirtd is up.
  await appendFile(file, 'auth_unix_ro = "sasl"\n');
  await offerSasl(host, { mechanisms: 'scram-sha-256 plain', ...ACCOUNT });
  const { ask, asked } = answering(login('wrong'), login(ACCOUNT.password));
  const link = await openHostLink(`qemu+unix:///system?socket=${host.socketPath}-ro`, {
    ask,
    readonly: true,
  });
  expect((await link.call(nodeGetInfo, {}, { route: 'live' })).cpus).toBeGreaterThan(0);
  expect(asked).toMatchObject([
    { question: { kind: 'sasl', mechanism: 'SCRAM-SHA-256', weak: false }, wrong: false },
    { wrong: true },
  ]);
  await link.close();
  await writeFile(file, before);
});

test('a dismissed question ends the login', async () => {
  await offerSasl(host, { mechanisms: 'scram-sha-256', ...ACCOUNT });
  const { ask, asked } = answering({ kind: 'no' });
  await expect(openHostLink(tls(), { ask })).rejects.toMatchObject({ stage: 'auth', code: 'CANCELLED' });
  expect(asked).toHaveLength(1);
});
