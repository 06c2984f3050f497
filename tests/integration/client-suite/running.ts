// Machines that run: what is measured of them, seen of them, and changed in them.
import { describe, expect, test } from 'vitest';
import { readConsoles } from '../../../electron/domain-xml/consoles.ts';
import { readDomainSummary } from '../../../electron/domain-xml/summary.ts';
import { connectGetAllDomainStats } from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  VirDomainStatsTypes as Stats,
  VirConnectGetAllDomainStatsFlags,
  VirDomainConsoleFlags,
  VirDomainInterfaceAddressesSource,
  VirDomainModificationImpact,
  VirDomainXMLFlags,
  VirErrorNumber,
} from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  domainAttachDeviceFlags,
  domainDestroy,
  domainDetachDeviceFlags,
  domainGetInfo,
  domainInterfaceAddresses,
  domainOpenConsole,
  domainScreenshot,
  domainSendKey,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../../../electron/libvirt/protocol/values.gen.ts';
import { readTypedParams } from '../../../electron/libvirt/typed-params.ts';
import { waitFor } from '../../lab/process.ts';
import { start, withMachine, xmlOf } from './machine.ts';
import { createVolume, withPool } from './pool.ts';
import { refusalOf, type Visit } from './visit.ts';

const CARD = "<interface type='network'><source network='default'/><model type='virtio'/></interface>";
const SCREEN = "<graphics type='vnc' autoport='yes' listen='127.0.0.1'/><video><model type='vga'/></video>";
const LIVE = VirDomainModificationImpact.VIR_DOMAIN_AFFECT_LIVE;

export function runningSuite(visit: () => Visit): void {
  const withRunning = (name: string, devices: string, use: (dom: DomainRef) => Promise<void>) =>
    withMachine(visit(), { name, devices }, async (dom) => use(await start(visit(), dom)));

  describe('a machine that runs', () => {
    test('is measured along with all others in one call', async () => {
      const { call } = visit();
      const measured = async (dom: DomainRef) => {
        const { retStats } = await call(connectGetAllDomainStats, {
          doms: [],
          stats:
            Stats.VIR_DOMAIN_STATS_STATE |
            Stats.VIR_DOMAIN_STATS_CPU_TOTAL |
            Stats.VIR_DOMAIN_STATS_BALLOON |
            Stats.VIR_DOMAIN_STATS_INTERFACE |
            Stats.VIR_DOMAIN_STATS_BLOCK |
            Stats.VIR_DOMAIN_STATS_VCPU,
          flags: VirConnectGetAllDomainStatsFlags.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT,
        });
        return readTypedParams(retStats.find((one) => one.dom.uuid === dom.uuid)!.params);
      };
      await withPool(visit(), 'suite-measured', async (pool) => {
        const { key } = await createVolume(visit(), pool, {
          name: 'disk.raw',
          format: 'raw',
          bytes: 1_048_576,
        });
        const disk = `<disk type='file' device='disk'><source file='${key}'/><target dev='vda' bus='virtio'/></disk>`;
        await withRunning('suite-measured', disk + CARD, async (dom) => {
          const first = await measured(dom);
          expect(Object.fromEntries(first)).toMatchObject({
            'state.state': 1,
            'cpu.time': expect.any(BigInt),
            'balloon.current': 65_536n,
            'balloon.maximum': 65_536n,
            'vcpu.current': 1,
            'vcpu.maximum': 1,
            'vcpu.0.state': 1,
            'net.count': 1,
            'net.0.name': expect.any(String),
            'net.0.rx.bytes': expect.any(BigInt),
            'net.0.tx.bytes': expect.any(BigInt),
            'block.count': 1,
            'block.0.name': 'vda',
            'block.0.path': key,
            'block.0.rd.bytes': expect.any(BigInt),
            'block.0.wr.bytes': 0n,
            'block.0.capacity': 1_048_576n,
          });
          await waitFor('its processor time to grow', async () => {
            const now = await measured(dom);
            return BigInt(now.get('cpu.time') ?? 0) > BigInt(first.get('cpu.time') ?? 0);
          });
          expect((await call(domainGetInfo, { dom })).cpuTime).toBeGreaterThan(0n);
        });
      });
    });

    test('lends its console to one at a time, until its end', async () => {
      const { link, call } = visit();
      const open = (dom: DomainRef, flags: number) =>
        link.openStream(domainOpenConsole, { dom, devName: undefined, flags }, { onData: () => undefined });
      const { VIR_DOMAIN_CONSOLE_FORCE: FORCE, VIR_DOMAIN_CONSOLE_SAFE: SAFE } = VirDomainConsoleFlags;
      await withRunning('suite-console', "<serial type='pty'/><console type='pty'/>", async (dom) => {
        const first = await open(dom, SAFE);
        const { code } = await refusalOf(open(dom, SAFE));
        expect(code).toBe(VirErrorNumber.VIR_ERR_OPERATION_FAILED);
        const second = await open(dom, FORCE);
        expect(await first.ended).toMatchObject({ kind: 'failed' });
        await call(domainDestroy, { dom });
        expect(await second.ended).toEqual({ kind: 'finished', by: 'host' });
      });
    });

    test('tells the ports and names that it has only while it runs', async () => {
      await withMachine(visit(), { name: 'suite-ports', devices: CARD + SCREEN }, async (dom) => {
        const stored = await xmlOf(visit(), dom);
        expect(readConsoles(stored).displays).toMatchObject([{ type: 'vnc' }]);
        expect(readConsoles(stored).displays[0]?.port).toBeUndefined();
        await start(visit(), dom);
        const live = await xmlOf(visit(), dom);
        expect(readConsoles(live).displays).toMatchObject([{ type: 'vnc', port: expect.any(Number) }]);
        expect(readDomainSummary(live).interfaces).toMatchObject([
          { network: 'default', bridge: expect.any(String), target: expect.any(String) },
        ]);
        expect(live).toMatch(/<alias name='net0'\/>/);
        expect(await xmlOf(visit(), dom, VirDomainXMLFlags.VIR_DOMAIN_XML_INACTIVE)).toBe(stored);
      });
    });

    test('shows its screen', async () => {
      const { link, differences } = visit();
      await withRunning('suite-screen', SCREEN, async (dom) => {
        const pieces: Uint8Array[] = [];
        const args = { dom, screen: 0, flags: 0 };
        const onData = (bytes: Uint8Array) => pieces.push(bytes);
        const picture = await link.openStream(domainScreenshot, args, { onData });
        expect(await picture.ended).toEqual({ kind: 'finished', by: 'host' });
        expect(picture.reply.mime).toBe(differences.screenshotType);
        const bytes = Buffer.concat(pieces);
        const start = picture.reply.mime === 'image/png' ? '\x89PNG' : 'P6';
        expect(bytes.subarray(0, start.length).toString('latin1')).toBe(start);
        expect(bytes.length).toBeGreaterThan(100);
      });
    });

    test('takes keys, and devices that can be plugged', async () => {
      const { call, events } = visit();
      await withRunning('suite-plugged', SCREEN, async (dom) => {
        await call(domainSendKey, { dom, codeset: 0, holdtime: 0, keycodes: [28], flags: 0 });
        const xml = CARD.replace('<source', "<mac address='52:54:00:5e:17:e2'/><source");
        const attach = () => call(domainAttachDeviceFlags, { dom, xml, flags: LIVE });
        const { device } = await events.after(
          attach,
          'domain-device-added',
          ({ domain }) => domain.uuid === dom.uuid,
        );
        expect(device).toBe('net0');
        expect(readDomainSummary(await xmlOf(visit(), dom)).interfaces).toHaveLength(1);
        const stored = await xmlOf(visit(), dom, VirDomainXMLFlags.VIR_DOMAIN_XML_INACTIVE);
        expect(readDomainSummary(stored).interfaces).toEqual([]);
        // Without a system nobody in the guest lets go of the card: only that it may be asked for is certain.
        await call(domainDetachDeviceFlags, { dom, xml, flags: LIVE });
      });
    });

    test('has no addresses while nothing in it asked for one', async () => {
      const { call } = visit();
      await withRunning('suite-silent', CARD, async (dom) => {
        const source = VirDomainInterfaceAddressesSource.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE;
        const { ifaces } = await call(domainInterfaceAddresses, { dom, source, flags: 0 });
        expect(ifaces.flatMap(({ addrs }) => addrs)).toEqual([]);
      });
    });
  });
}
