// What a server says of itself and of its computer, and the first load of the inventory.
import { describe, expect, test } from 'vitest';
import { readCapabilities } from '../../../electron/domain-xml/capabilities.ts';
import { loadHost } from '../../../electron/inventory/first-load.ts';
import { feature } from '../../../electron/libvirt/features.ts';
import {
  connectGetCapabilities,
  connectGetDomainCapabilities,
  connectGetHostname,
  connectGetLibVersion,
  connectGetMaxVcpus,
  connectGetType,
  connectGetUri,
  connectGetVersion,
  connectListAllDomains,
} from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  nodeGetCpuMap,
  nodeGetCpuStats,
  nodeGetFreeMemory,
  nodeGetInfo,
  nodeGetMemoryStats,
} from '../../../electron/libvirt/protocol/node.gen.ts';
import { parse } from '../../../electron/xml/parse.ts';
import { find, text } from '../../../electron/xml/tree.ts';
import { withMachine } from './machine.ts';
import type { Visit } from './visit.ts';

const ALL_CPUS = -1;
const ALL_CELLS = -1;

export function hostSuite(visit: () => Visit): void {
  describe('the host', () => {
    test('says its version, its driver, its name and its own URI', async () => {
      const { call, server } = visit();
      const { libVer } = await call(connectGetLibVersion, {});
      const [major, minor, release] = [libVer / 1_000_000n, (libVer / 1000n) % 1000n, libVer % 1000n];
      expect(`${major}.${minor}.${release}`).toBe(server.version);
      expect(await call(connectGetType, {})).toEqual({ type: 'QEMU' });
      expect(await call(connectGetHostname, {})).toEqual({ hostname: server.hostname });
      expect(await call(connectGetUri, {})).toEqual({ uri: server.ownUri });
      expect((await call(connectGetVersion, {})).hvVer).toBeGreaterThan(1_000_000n);
      expect((await call(connectGetMaxVcpus, { type: 'qemu' })).maxVcpus).toBeGreaterThan(0);
    });

    test('has keepalive, events by number and the other features of its protocol', async () => {
      const { link, differences } = visit();
      for (const one of Object.values(feature)) {
        expect(await link.live.supports(one)).toBe(!differences.unknownFeatures.includes(one));
      }
    });

    test('accepts every class of events that its version knows', () => {
      const { refusedEvents, differences } = visit();
      expect([...refusedEvents].sort()).toEqual([...differences.unknownEvents].sort());
    });

    test('tells processors and memory, and how busy they are', async () => {
      const { call } = visit();
      const node = await call(nodeGetInfo, {});
      expect(node.cpus).toBeGreaterThan(0);
      expect(node.memory).toBeGreaterThan(65_536n);
      expect(node.nodes * node.sockets * node.cores * node.threads).toBeGreaterThanOrEqual(node.cpus);
      const map = await call(nodeGetCpuMap, { needMap: 1, needOnline: 1, flags: 0 });
      expect(map.ret).toBeGreaterThanOrEqual(node.cpus);
      expect(map.online).toBe(node.cpus);
      expect((await call(nodeGetFreeMemory, {})).freeMem).toBeLessThan(node.memory * 1024n);

      const { nparams } = await call(nodeGetCpuStats, { cpuNum: ALL_CPUS, nparams: 0, flags: 0 });
      const cpu = await call(nodeGetCpuStats, { cpuNum: ALL_CPUS, nparams, flags: 0 });
      expect(cpu.params.map(({ field }) => field)).toEqual(
        expect.arrayContaining(['kernel', 'user', 'idle', 'iowait']),
      );
      const count = await call(nodeGetMemoryStats, { nparams: 0, cellNum: ALL_CELLS, flags: 0 });
      const memory = await call(nodeGetMemoryStats, { nparams: count.nparams, cellNum: ALL_CELLS, flags: 0 });
      expect(memory.params.find(({ field }) => field === 'total')?.value).toBeGreaterThan(65_536n);
    });

    test('tells what it can run', async () => {
      const { call } = visit();
      const { capabilities } = await call(connectGetCapabilities, {});
      const { arch, guests } = readCapabilities(capabilities);
      expect(arch).toBe('x86_64');
      expect(guests).toContainEqual(expect.objectContaining({ osType: 'hvm', arch: 'x86_64' }));
      const machine = await call(connectGetDomainCapabilities, {
        emulatorbin: undefined,
        arch: 'x86_64',
        machine: 'pc',
        virttype: 'qemu',
        flags: 0,
      });
      const tree = parse(machine.capabilities);
      expect(text(find(tree, 'domain'))).toBe('qemu');
      expect(text(find(tree, 'machine'))).toMatch(/^pc/);
    });

    test('is loaded whole by the inventory, a stopped machine as it was defined', async () => {
      const { link, call, server } = visit();
      const options = { name: 'suite-load', title: 'Loaded', memoryMiB: 96 };
      await withMachine(visit(), options, async (dom) => {
        const { facts, lacks, objects } = await loadHost(link.live);
        expect(facts).toMatchObject({
          hostname: server.hostname,
          hypervisor: 'QEMU',
          libvirtVersion: server.version,
          arch: 'x86_64',
        });
        expect(lacks).toEqual(server.lacks?.filter((kind) => kind === 'interfaces') ?? []);
        const { domains } = await call(connectListAllDomains, { needResults: 1, flags: 0 });
        expect(objects.domains.map(({ ref }) => ref.uuid).sort()).toEqual(
          domains.map(({ uuid }) => uuid).sort(),
        );
        expect(objects.domains.find(({ ref }) => ref.uuid === dom.uuid)).toMatchObject({
          state: 'off',
          persistent: true,
          autostart: false,
          managedSave: false,
          facts: { name: 'suite-load', title: 'Loaded', maxMemoryKiB: 98_304, vcpus: 1 },
        });
        expect(objects.networks.find(({ ref }) => ref.name === 'default')).toMatchObject({ active: true });
      });
    });
  });
}
