// The client's suite against the machine's own libvirt and those of other Debians, as far as they are there.
import { existsSync } from 'node:fs';
import { describe, test } from 'vitest';
import { type Host, startHost } from '../lab/host.ts';
import { otherDebians, rootsLine } from '../runner/debian-roots.mjs';
import { clientSuite, type Server } from './client-suite.ts';

/** A host of the lab as a server of the suite. */
async function serverOf(host: Host, lacks: Server['lacks'] = []): Promise<Server> {
  const version = /libvirt (\d+\.\d+\.\d+)/.exec(await host.virsh('version'))?.[1];
  return {
    uri: `qemu+unix:///system?socket=${host.socketPath}`,
    version: version!,
    ownUri: 'qemu:///system',
    hostname: host.name,
    lacks,
    scratchFolder: '/var/lib/libvirt',
    dispose: () => host.dispose(),
  };
}

/** From Debian 13 on the driver for interfaces is a package of its own, which the lab does not install. */
const LACKS: Readonly<Record<string, Server['lacks']>> = { trixie: ['interfaces'] };

clientSuite("this machine's libvirt", async () => serverOf(await startHost()));

for (const debian of otherDebians) {
  const name = `the libvirt of Debian ${debian}`;
  if (existsSync(`/run/lab/roots/${debian}`)) {
    clientSuite(name, async () => serverOf(await startHost({ root: debian }), LACKS[debian]));
  } else {
    describe.skip(name, () => test(`is not here; type, as root: ${rootsLine([debian])}`, () => undefined));
  }
}
