// Networks: definitions, their lives with events, leases, and changes while they run.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../../electron/domain-xml/network.ts';
import { Unsupported } from '../../../electron/libvirt/errors.ts';
import { feature } from '../../../electron/libvirt/features.ts';
import { connectListAllNetworks } from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  VirConnectListAllNetworksFlags as Lists,
  VirErrorNumber,
  VirNetworkMetadataType,
  VirNetworkUpdateCommand,
  VirNetworkUpdateFlags,
  VirNetworkUpdateSection,
} from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  networkCreate,
  networkDefineXml,
  networkDestroy,
  networkGetAutostart,
  networkGetBridgeName,
  networkGetDhcpLeases,
  networkGetMetadata,
  networkGetXmlDesc,
  networkIsActive,
  networkIsPersistent,
  networkListAllPorts,
  networkLookupByName,
  networkLookupByUuid,
  networkSetAutostart,
  networkSetMetadata,
  networkUndefine,
  networkUpdate,
} from '../../../electron/libvirt/protocol/network.gen.ts';
import type { NetworkRef } from '../../../electron/libvirt/protocol/values.gen.ts';
import { refusalOf, type Visit } from './visit.ts';

const BRIDGE = 'suitebr0';

const networkXml = (name: string, uuid: string): string => `<network>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  <bridge name='${BRIDGE}' stp='on' delay='0'/>
  <ip address='192.168.213.1' netmask='255.255.255.0'>
    <dhcp><range start='192.168.213.10' end='192.168.213.20'/></dhcp>
  </ip>
</network>`;

export function networksSuite(visit: () => Visit): void {
  const withNetwork = async (name: string, use: (net: NetworkRef) => Promise<void>) => {
    const { call } = visit();
    const { net } = await call(networkDefineXml, { xml: networkXml(name, randomUUID()) });
    try {
      await use(net);
    } finally {
      if ((await call(networkIsActive, { net })).active === 1) await call(networkDestroy, { net });
      await call(networkUndefine, { net });
    }
  };
  const xmlOf = async (net: NetworkRef) => (await visit().call(networkGetXmlDesc, { net, flags: 0 })).xml;

  describe('a network', () => {
    test('is defined, started, stopped and undefined, each with its event', async () => {
      const { call, events } = visit();
      const uuid = randomUUID();
      const net = { name: 'suite-net', uuid };
      const life = (act: () => Promise<unknown>, last: string) => events.life(net, act, last);
      const listed = async (flags: number) =>
        (await call(connectListAllNetworks, { needResults: 1, flags })).nets.some((one) => one.uuid === uuid);
      const defined = () => call(networkDefineXml, { xml: networkXml('suite-net', uuid) });
      expect(await life(defined, 'defined')).toEqual(['defined']);
      expect(await listed(Lists.VIR_CONNECT_LIST_NETWORKS_INACTIVE)).toBe(true);
      expect(await life(() => call(networkCreate, { net }), 'started')).toEqual(['started']);
      expect(await listed(Lists.VIR_CONNECT_LIST_NETWORKS_ACTIVE)).toBe(true);
      expect(await call(networkIsPersistent, { net })).toEqual({ persistent: 1 });
      expect(await call(networkGetBridgeName, { net })).toEqual({ name: BRIDGE });
      expect(await life(() => call(networkDestroy, { net }), 'stopped')).toEqual(['stopped']);
      expect(await life(() => call(networkUndefine, { net }), 'undefined')).toEqual(['undefined']);
      expect(await listed(0)).toBe(false);
    });

    test('is found by its name and its UUID, and reads as it was defined', async () => {
      const { call } = visit();
      await withNetwork('suite-read', async (net) => {
        expect(await call(networkLookupByName, { name: 'suite-read' })).toEqual({ net });
        expect(await call(networkLookupByUuid, { uuid: net.uuid })).toEqual({ net });
        expect(readNetwork(await xmlOf(net))).toMatchObject({ mode: 'isolated', bridge: BRIDGE });
        expect(await xmlOf(net)).toMatch(/<mac address='52:54:00:/);
      });
    });

    test('starts with its host, or not', async () => {
      const { call } = visit();
      await withNetwork('suite-autostart', async (net) => {
        for (const autostart of [1, 0]) {
          await call(networkSetAutostart, { net, autostart });
          expect(await call(networkGetAutostart, { net })).toEqual({ autostart });
        }
      });
    });

    test('has neither leases nor ports while nobody uses it', async () => {
      const { call } = visit();
      await withNetwork('suite-empty', async (net) => {
        await call(networkCreate, { net });
        const leases = await call(networkGetDhcpLeases, { net, mac: undefined, needResults: 1, flags: 0 });
        expect(leases).toEqual({ leases: [], ret: 0 });
        expect(await call(networkListAllPorts, { network: net, needResults: 1, flags: 0 })).toEqual({
          ports: [],
          ret: 0,
        });
      });
    });

    test('learns the address of a machine while it runs, in both definitions', async () => {
      const { call, link } = visit();
      await withNetwork('suite-updated', async (net) => {
        await call(networkCreate, { net });
        const host = "<host mac='52:54:00:5e:17:e3' name='known' ip='192.168.213.15'/>";
        const section = VirNetworkUpdateSection.VIR_NETWORK_SECTION_IP_DHCP_HOST;
        const inOrder = await link.live.supports(feature.networkUpdateOrder);
        const update = (command: number) =>
          call(networkUpdate, {
            net,
            ...(inOrder ? { command, section } : { command: section, section: command }),
            parentIndex: -1,
            xml: host,
            flags:
              VirNetworkUpdateFlags.VIR_NETWORK_UPDATE_AFFECT_LIVE |
              VirNetworkUpdateFlags.VIR_NETWORK_UPDATE_AFFECT_CONFIG,
          });
        const { VIR_NETWORK_UPDATE_COMMAND_ADD_LAST: ADD, VIR_NETWORK_UPDATE_COMMAND_DELETE: DELETE } =
          VirNetworkUpdateCommand;
        await update(ADD);
        expect(await xmlOf(net)).toContain(host);
        expect((await refusalOf(update(ADD))).code).toBe(VirErrorNumber.VIR_ERR_OPERATION_INVALID);
        await update(DELETE);
        await call(networkDestroy, { net });
        expect(await xmlOf(net)).not.toContain('known');
      });
    });

    test('has a title, where the version gives it one', async () => {
      const { call, differences } = visit();
      await withNetwork('suite-titled', async (network) => {
        const type = VirNetworkMetadataType.VIR_NETWORK_METADATA_TITLE;
        const write = call(networkSetMetadata, {
          network,
          type,
          metadata: 'Titled',
          key: undefined,
          uri: undefined,
          flags: 2,
        });
        if (!differences.networkMetadata) return await expect(write).rejects.toThrow(Unsupported);
        await write;
        const { metadata } = await call(networkGetMetadata, { network, type, uri: undefined, flags: 2 });
        expect(metadata).toBe('Titled');
      });
    });

    test('cannot be started twice, nor stopped when it is not running', async () => {
      const { call } = visit();
      await withNetwork('suite-twice', async (net) => {
        const invalid = { code: VirErrorNumber.VIR_ERR_OPERATION_INVALID };
        expect(await refusalOf(call(networkDestroy, { net }))).toMatchObject(invalid);
        await call(networkCreate, { net });
        expect(await refusalOf(call(networkCreate, { net }))).toMatchObject(invalid);
      });
    });
  });
}
