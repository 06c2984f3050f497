// Devices of the host, and its network interfaces.
import { describe, expect, test } from 'vitest';
import { readInterface, readNetDevice } from '../../../electron/domain-xml/host-interface.ts';
import {
  connectListAllInterfaces,
  connectListAllNodeDevices,
  connectListAllNwfilters,
} from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  VirConnectListAllNodeDeviceFlags,
  VirErrorNumber,
} from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  interfaceGetXmlDesc,
  interfaceIsActive,
  interfaceLookupByName,
} from '../../../electron/libvirt/protocol/interface.gen.ts';
import {
  nodeDeviceGetParent,
  nodeDeviceGetXmlDesc,
  nodeDeviceListCaps,
  nodeDeviceLookupByName,
  nodeDeviceNumOfCaps,
} from '../../../electron/libvirt/protocol/node-device.gen.ts';
import {
  nwfilterGetXmlDesc,
  nwfilterLookupByName,
  nwfilterLookupByUuid,
} from '../../../electron/libvirt/protocol/nwfilter.gen.ts';
import { parse } from '../../../electron/xml/parse.ts';
import { find, text } from '../../../electron/xml/tree.ts';
import { type ObjectKind, refusalOf, type Visit } from './visit.ts';

const NET = VirConnectListAllNodeDeviceFlags.VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET;
/** Of each kind so many are looked at closely. */
const SOME = 5;

export function devicesSuite(visit: () => Visit): void {
  const lacks = (kind: ObjectKind) => visit().server.lacks?.includes(kind) === true;

  describe('the devices of the host', () => {
    test('are found by their names, each with its parent and what it can do', async ({ skip }) => {
      skip(lacks('node devices'));
      const { call } = visit();
      const { devices, ret } = await call(connectListAllNodeDevices, { needResults: 1, flags: 0 });
      expect(devices).toHaveLength(ret);
      const names = devices.map(({ name }) => name);
      expect(names).toContain('computer');
      for (const name of names.slice(0, SOME)) {
        expect(await call(nodeDeviceLookupByName, { name })).toEqual({ dev: { name } });
        const tree = parse((await call(nodeDeviceGetXmlDesc, { name, flags: 0 })).xml);
        expect(text(find(tree, 'name'))).toBe(name);
        const { parentName } = await call(nodeDeviceGetParent, { name });
        expect(parentName).toBe(text(find(tree, 'parent')));
        if (parentName !== undefined) expect(names).toContain(parentName);
        const { num } = await call(nodeDeviceNumOfCaps, { name });
        expect((await call(nodeDeviceListCaps, { name, maxnames: num })).names).toHaveLength(num);
      }
    });

    test('of the network are read with their names on the host', async ({ skip }) => {
      skip(lacks('node devices'));
      const { call } = visit();
      const { devices } = await call(connectListAllNodeDevices, { needResults: 1, flags: NET });
      for (const { name } of devices.slice(0, SOME)) {
        const { xml } = await call(nodeDeviceGetXmlDesc, { name, flags: 0 });
        expect(readNetDevice(xml)?.name).toEqual(expect.any(String));
      }
      const gone = call(nodeDeviceLookupByName, { name: 'net_suite_none' });
      expect((await refusalOf(gone)).code).toBe(VirErrorNumber.VIR_ERR_NO_NODE_DEVICE);
    });

    test('that are network interfaces are found by their names', async ({ skip }) => {
      skip(lacks('interfaces'));
      const { call, differences } = visit();
      const { ifaces } = await call(connectListAllInterfaces, { needResults: 1, flags: 0 });
      expect(ifaces.length > 0).toBe(differences.allInterfaces);
      for (const iface of ifaces.slice(0, SOME)) {
        expect(await call(interfaceLookupByName, { name: iface.name })).toEqual({ iface });
        expect([0, 1]).toContain((await call(interfaceIsActive, { iface })).active);
        expect(readInterface((await call(interfaceGetXmlDesc, { iface, flags: 0 })).xml).name).toBe(
          iface.name,
        );
      }
      const gone = call(interfaceLookupByName, { name: 'suitenone0' });
      expect((await refusalOf(gone)).code).toBe(differences.noInterface);
    });

    test('are guarded by filters, found by their names and UUIDs', async ({ skip }) => {
      skip(lacks('network filters'));
      const { call } = visit();
      const { filters } = await call(connectListAllNwfilters, { needResults: 1, flags: 0 });
      expect(filters.map(({ name }) => name)).toContain('clean-traffic');
      for (const nwfilter of filters.slice(0, SOME)) {
        expect(await call(nwfilterLookupByName, { name: nwfilter.name })).toEqual({ nwfilter });
        expect(await call(nwfilterLookupByUuid, { uuid: nwfilter.uuid })).toEqual({ nwfilter });
        const { xml } = await call(nwfilterGetXmlDesc, { nwfilter, flags: 0 });
        expect(text(find(parse(xml), 'uuid'))).toBe(nwfilter.uuid);
      }
    });
  });
}
