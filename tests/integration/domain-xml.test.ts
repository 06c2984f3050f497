// The readers of definitions against what a real libvirtd writes for a real guest.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConsoles } from '../../electron/domain-xml/consoles.ts';
import { readDomainDetails } from '../../electron/domain-xml/details.ts';
import { normalised, withoutSecrets } from '../../electron/domain-xml/secrets.ts';
import { readDomainSummary } from '../../electron/domain-xml/summary.ts';
import { addTablet } from '../../electron/domain-xml/tablet.ts';
import { parse } from '../../electron/xml/parse.ts';
import { serialise } from '../../electron/xml/serialise.ts';
import { VNC_PASSWORD } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { summaryByTree } from '../unit/domain-xml/summary-by-tree.ts';

const EXTRAS = `<controller type='scsi' model='virtio-scsi'/>
<disk type='file' device='cdrom'><target dev='sdz' bus='scsi'/><readonly/></disk>
<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>
<graphics type='spice' autoport='yes'/><sound model='ich6'/><watchdog model='i6300esb' action='reset'/>
<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
<serial type='tcp'><source mode='bind' host='127.0.0.1' service='0'/><target port='1'/></serial><panic model='isa'/>`;

let host: Host;

beforeAll(async () => {
  host = await startHost();
  await host.defineGuest({ name: 'plain', disk: true, title: '<script>' });
  await host.defineGuest({ name: 'rich', screen: 'vnc-password', tablet: false, devices: EXTRAS });
});
afterAll(() => host.dispose());

const live = (name: string) => host.virsh('dumpxml', name);
const stored = (name: string) => host.virsh('dumpxml', name, '--inactive');
const pending = async (name: string) =>
  readDomainDetails(await live(name), await stored(name)).pendingChanges;

test('a machine that was just started has no pending changes', async () => {
  for (const name of ['plain', 'rich']) {
    expect(await pending(name)).toBe(false);
    await host.virsh('start', name, '--paused');
    expect(await pending(name)).toBe(false);
  }
});

test('what is read in one pass is what the tree reads', async () => {
  for (const name of ['plain', 'rich']) {
    for (const xml of [await live(name), await stored(name)]) {
      expect(readDomainSummary(xml)).toEqual(summaryByTree(xml));
    }
  }
  expect(readDomainSummary(await live('plain'))).toMatchObject({
    name: 'plain',
    title: '<script>',
    displays: ['vnc'],
    interfaces: [
      { network: 'default', bridge: expect.stringContaining('virbr'), target: expect.any(String) },
    ],
  });
});

test('a change of the stored definition waits for the next start, a change of both does not', async () => {
  await host.virsh('desc', 'plain', '--config', '--title', 'later');
  expect(await pending('plain')).toBe(true);
  await host.virsh('desc', 'plain', '--live', '--title', 'later');
  expect(await pending('plain')).toBe(false);
  await host.virsh('attach-interface', 'plain', 'network', 'default', '--model', 'virtio', '--config');
  expect(await pending('plain')).toBe(true);
});

test('consoles are those of the guest, and the password is there only when asked for', async () => {
  const consoles = readConsoles(await live('rich'));
  expect(consoles.displays).toEqual([
    { type: 'vnc', address: '127.0.0.1', port: expect.any(Number), passwordSet: false },
    { type: 'spice', address: '127.0.0.1', port: expect.any(Number), passwordSet: false },
  ]);
  const secure = await host.virsh('dumpxml', 'rich', '--security-info');
  expect(readConsoles(secure).displays[0]).toMatchObject({ password: VNC_PASSWORD });
  expect(withoutSecrets(secure)).toBe(normalised(await live('rich')));
  expect(consoles.serials.map(({ alias, type }) => `${alias} ${type}`)).toEqual([
    'serial0 pty',
    'serial1 tcp',
    'console1 pty',
  ]);
});

test('libvirt takes an edited definition, and what was not edited stays', async () => {
  const domain = parse(await stored('rich'));
  expect(readConsoles(await stored('rich')).pointer).toBe('relative');
  addTablet(domain);
  await host.exec('sh', ['-c', 'cat > /tmp/edited.xml'], { input: serialise(domain) });
  await host.virsh('define', '/tmp/edited.xml', '--validate');
  expect(readConsoles(await stored('rich')).pointer).toBe('absolute');
  expect(await pending('rich')).toBe(true);
});
