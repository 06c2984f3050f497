// A demo host on a test's clock, and our own client connected to it.
import { onTestFinished } from 'vitest';
import { DemoHosts } from '../../../electron/demo/way/demo-hosts.ts';
import type { DemoWorld } from '../../../electron/demo/world/world.ts';
import type { LibvirtEvent } from '../../../electron/libvirt/event-types.ts';
import { type HostLink, openHostLink } from '../../../electron/libvirt/host-link.ts';
import { domainLookupByName } from '../../../electron/libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../../../electron/libvirt/protocol/values.gen.ts';
import { parseUri } from '../../../electron/libvirt/uri.ts';
import { ManualClock } from '../../support/manual-clock.ts';

export interface OpenedDemo {
  readonly clock: ManualClock;
  readonly world: DemoWorld;
  readonly link: HostLink;
  /** What it told since it was opened. */
  readonly events: LibvirtEvent[];
  ref(name: string): Promise<DomainRef>;
}

/** Opens it; it is closed with the test. */
export async function openDemo(uri = 'demo:///default', { readonly = false } = {}): Promise<OpenedDemo> {
  const clock = new ManualClock();
  const hosts = new DemoHosts(clock);
  const parsed = parseUri(uri);
  const login = hosts.login(parsed);
  const link = await openHostLink(parsed, { openTransport: login.openTransport, readonly, keepalive: false });
  onTestFinished(async () => {
    await link.close();
    await login.dispose();
  });
  const events: LibvirtEvent[] = [];
  link.onEvent((event) => events.push(event));
  await link.live.subscribe();
  const ref = async (name: string) => (await link.live.call(domainLookupByName, { name })).dom;
  return { clock, world: hosts.at(parsed), link, events, ref };
}
