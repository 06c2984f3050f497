// TLS with a real libvirtd: what is good gets in, and each way of being wrong is told apart.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHostLink } from '../../electron/libvirt/host-link.ts';
import { connectGetHostname } from '../../electron/libvirt/protocol/connect.gen.ts';
import { Authority, tlsConfiguration } from '../lab/certificates.ts';
import { type Host, startHost } from '../lab/host.ts';

let host: Host;
let authority: Authority;
let pki: string;

beforeAll(async () => {
  host = await startHost({ place: 'remote', tcp: true });
  pki = `${host.directory}/pki`;
  authority = await Authority.make(`${host.directory}/authority`);
  await authority.issue(pki, 'client');
  await authority.issue(`${pki}-server`, 'server', { addresses: [host.address] });
  const file = `${host.directory}/etc/libvirt/libvirtd.conf`;
  const kept = (await readFile(file, 'utf8')).split('\n').filter((line) => line.startsWith('host_uuid'));
  await writeFile(file, `${kept.join('\n')}\n${tlsConfiguration(`${pki}-server`)}`);
  await restart();
}, 60_000);
afterAll(() => host?.dispose());

async function restart(): Promise<void> {
  await host.stopDaemon('libvirtd');
  await host.startDaemon('libvirtd');
}

const open = (folder = pki, more = '') =>
  openHostLink(`qemu+tls://${host.address}/system?pkipath=${folder}${more}`);
const refusal = (code: string) => ({ stage: 'tls', code });

test('certificates of one authority let in, and the steps are told', async () => {
  const told: string[] = [];
  const steps = {
    begun: (step: string) => told.push(`begun ${step}`),
    done: (step: string) => told.push(`done ${step}`),
  };
  const link = await openHostLink(`qemu+tls://${host.address}/system?pkipath=${pki}`, { steps });
  const names = ['resolve', 'connect', 'tls', 'authenticate', 'open'];
  expect(told).toEqual(names.flatMap((name) => [`begun ${name}`, `done ${name}`]));
  await link.close();
});

test('calls that are sent together are all answered, though libvirtd looks at one for each TLS record', async () => {
  // It would find the others only when its keepalive, every 5 s, makes us say something more.
  const link = await openHostLink(`qemu+tls://${host.address}/system?pkipath=${pki}`, { keepalive: false });
  const timeoutMs = 4000;
  const calls = Array.from({ length: 200 }, () => link.call(connectGetHostname, {}, { timeoutMs }));
  expect(new Set((await Promise.all(calls)).map(({ hostname }) => hostname))).toEqual(new Set([host.name]));
  await link.close();
});

test('no authority here', () => expect(open('/nowhere')).rejects.toMatchObject(refusal('NO_CA')));

test('a server of an unknown authority, which no_verify lets pass', async () => {
  const other = await Authority.make(`${host.directory}/other`);
  const folder = `${pki}-other`;
  await authority.issue(folder, 'client');
  await copyFile(other.certificate, `${folder}/cacert.pem`);
  await expect(open(folder)).rejects.toMatchObject(refusal('CERTIFICATE_AUTHORITY'));
  await (await open(folder, '&no_verify=1')).close();
});

test('no client certificate, and one of an unknown authority', async () => {
  const bare = `${pki}-bare`;
  await mkdir(bare);
  await copyFile(authority.certificate, `${bare}/cacert.pem`);
  await expect(open(bare)).rejects.toMatchObject(refusal('CLIENT_CERTIFICATE_REFUSED'));
  const stranger = await Authority.make(`${host.directory}/stranger`);
  await stranger.issue(`${pki}-stranger`, 'client');
  await copyFile(authority.certificate, `${pki}-stranger/cacert.pem`);
  await expect(open(`${pki}-stranger`)).rejects.toMatchObject(refusal('CLIENT_CERTIFICATE_REFUSED'));
});

test('a certificate for another name', async () => {
  await authority.issue(`${pki}-server`, 'server', { names: ['elsewhere.lab'], addresses: ['10.77.0.250'] });
  await restart();
  await expect(open()).rejects.toMatchObject({
    ...refusal('CERTIFICATE_NAME'),
    message: expect.stringContaining('DNS:elsewhere.lab'),
  });
});

test('an expired certificate', async () => {
  await authority.issue(`${pki}-server`, 'server', { addresses: [host.address], expired: true });
  const file = `${host.directory}/etc/libvirt/libvirtd.conf`;
  // libvirtd looks at its own certificate, too.
  await writeFile(file, `${await readFile(file, 'utf8')}tls_no_sanity_certificate = 1\n`);
  await restart();
  await expect(open()).rejects.toMatchObject(refusal('CERTIFICATE_EXPIRED'));
});
