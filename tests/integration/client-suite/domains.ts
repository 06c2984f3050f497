// Machines that do not run: definitions, lists, flags, descriptions, and devices of the stored definition.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readConsoles } from '../../../electron/domain-xml/consoles.ts';
import { readDomainSummary } from '../../../electron/domain-xml/summary.ts';
import { connectListAllDomains } from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  VirConnectListAllDomainsFlags as Lists,
  VirDomainMetadataType as Metadata,
  VirDomainModificationImpact,
  VirDomainXMLFlags,
  VirErrorNumber,
} from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  domainAttachDeviceFlags,
  domainDefineXmlFlags,
  domainDetachDeviceFlags,
  domainGetAutostart,
  domainGetInfo,
  domainGetMetadata,
  domainGetState,
  domainIsPersistent,
  domainLookupByName,
  domainLookupByUuid,
  domainRename,
  domainSetAutostart,
  domainSetMemoryFlags,
  domainSetMetadata,
  domainSetVcpusFlags,
  domainUpdateDeviceFlags,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { define, machineXml, remove, withMachine, xmlOf } from './machine.ts';
import { refusalOf, type Visit } from './visit.ts';

const CONFIG = VirDomainModificationImpact.VIR_DOMAIN_AFFECT_CONFIG;
const { VIR_DOMAIN_XML_SECURE: SECURE, VIR_DOMAIN_XML_INACTIVE: INACTIVE } = VirDomainXMLFlags;

export function domainsSuite(visit: () => Visit): void {
  const listed = async (flags: number) =>
    (await visit().call(connectListAllDomains, { needResults: 1, flags })).domains.map(({ name }) => name);

  describe('a machine that does not run', () => {
    test('is defined, found by name and by UUID, listed, redefined and undefined, each with its event', async () => {
      const { call, events } = visit();
      const uuid = randomUUID();
      const options = { name: 'suite-defined', uuid };
      expect(await events.life({ uuid }, () => define(visit(), options), 'defined added')).toEqual([
        'defined added',
      ]);
      const { dom } = await call(domainLookupByName, { name: 'suite-defined' });
      expect(dom).toEqual({ name: 'suite-defined', uuid, id: -1 });
      expect(await call(domainLookupByUuid, { uuid })).toEqual({ dom });
      expect(await listed(0)).toContain('suite-defined');
      expect(await listed(Lists.VIR_CONNECT_LIST_DOMAINS_INACTIVE)).toContain('suite-defined');
      expect(await listed(Lists.VIR_CONNECT_LIST_DOMAINS_ACTIVE)).not.toContain('suite-defined');
      expect(await call(domainIsPersistent, { dom })).toEqual({ persistent: 1 });
      expect(await call(domainGetState, { dom, flags: 0 })).toEqual({ state: 5, reason: 0 });
      expect(await call(domainGetInfo, { dom })).toEqual({
        state: 5,
        maxMem: 65_536n,
        memory: 65_536n,
        nrVirtCpu: 1,
        cpuTime: 0n,
      });
      const again = () => define(visit(), { ...options, memoryMiB: 80 });
      expect(await events.life({ uuid }, again, 'defined updated')).toEqual(['defined updated']);
      expect(readDomainSummary(await xmlOf(visit(), dom)).maxMemoryKiB).toBe(81_920);
      const undefine = () => remove(visit(), dom);
      expect(await events.life({ uuid }, undefine, 'undefined removed')).toEqual(['undefined removed']);
      expect(await listed(0)).not.toContain('suite-defined');
    });

    test('gets a UUID, an emulator and addresses for its devices where the definition has none', async () => {
      await withMachine(
        visit(),
        { name: 'suite-filled', devices: "<input type='tablet' bus='usb'/>" },
        async (dom) => {
          expect(dom.uuid).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
          const xml = await xmlOf(visit(), dom);
          expect(xml).toContain(`<uuid>${dom.uuid}</uuid>`);
          expect(xml).toMatch(/<emulator>.+<\/emulator>/);
          expect(xml).toMatch(/<controller type='usb' index='0'/);
          expect(xml).toMatch(/<address type='usb' bus='0' port='1'\/>/);
          expect(await xmlOf(visit(), dom, INACTIVE)).toBe(xml);
        },
      );
    });

    test('keeps the password of its display from those who do not ask for secrets', async () => {
      const devices = "<graphics type='vnc' autoport='yes' passwd='sesame'/>";
      await withMachine(visit(), { name: 'suite-secret', devices }, async (dom) => {
        expect(await xmlOf(visit(), dom)).not.toContain('sesame');
        expect(readConsoles(await xmlOf(visit(), dom, SECURE)).displays[0]).toMatchObject({
          password: 'sesame',
        });
      });
    });

    test('starts with its host, or not', async () => {
      const { call } = visit();
      await withMachine(visit(), { name: 'suite-autostart' }, async (dom) => {
        for (const autostart of [1, 0]) {
          await call(domainSetAutostart, { dom, autostart });
          expect(await call(domainGetAutostart, { dom })).toEqual({ autostart });
          const names = await listed(Lists.VIR_CONNECT_LIST_DOMAINS_AUTOSTART);
          expect(names.includes('suite-autostart')).toBe(autostart === 1);
        }
      });
    });

    test('keeps a title, a description and elements of others, and tells each change', async () => {
      const { call, events } = visit();
      await withMachine(visit(), { name: 'suite-described' }, async (dom) => {
        const set = (type: number, metadata: string | undefined, key?: string, uri?: string) =>
          call(domainSetMetadata, { dom, type, metadata, key, uri, flags: CONFIG });
        const get = async (type: number, uri?: string) =>
          (await call(domainGetMetadata, { dom, type, uri, flags: CONFIG })).metadata;
        const change = async (type: number, act: () => Promise<unknown>) =>
          await events.after(act, 'domain-metadata-change', (event) => event.type === type);
        const { VIR_DOMAIN_METADATA_TITLE: TITLE, VIR_DOMAIN_METADATA_DESCRIPTION: DESCRIPTION } = Metadata;
        const { VIR_DOMAIN_METADATA_ELEMENT: ELEMENT } = Metadata;

        expect(await change(TITLE, () => set(TITLE, 'A <title>'))).toMatchObject({
          domain: dom,
          namespace: undefined,
        });
        expect(await get(TITLE)).toBe('A <title>');
        await change(DESCRIPTION, () => set(DESCRIPTION, 'In\ntwo lines'));
        expect(await get(DESCRIPTION)).toBe('In\ntwo lines');
        expect(readDomainSummary(await xmlOf(visit(), dom))).toMatchObject({
          title: 'A <title>',
          description: 'In\ntwo lines',
        });
        const uri = 'https://example.org/suite';
        const element = await change(ELEMENT, () => set(ELEMENT, '<colour name="red"/>', 'suite', uri));
        expect(element.namespace).toBe(uri);
        expect(await get(ELEMENT, uri)).toMatch(/<colour name=['"]red['"]\/>/);
        expect((await xmlOf(visit(), dom)).replaceAll("'", '"')).toContain(
          `<suite:colour xmlns:suite="${uri}" name="red"/>`,
        );
        await set(TITLE, undefined);
        expect(await refusalOf(get(TITLE))).toMatchObject({
          code: VirErrorNumber.VIR_ERR_NO_DOMAIN_METADATA,
        });
        await set(ELEMENT, undefined, 'suite', uri);
        expect(await xmlOf(visit(), dom)).not.toContain(uri);
      });
    });

    test('takes another amount of memory and of processors', async () => {
      const { call } = visit();
      await withMachine(visit(), { name: 'suite-resized' }, async (dom) => {
        const MAXIMUM = 4;
        await call(domainSetMemoryFlags, { dom, memory: 131_072n, flags: CONFIG | MAXIMUM });
        await call(domainSetMemoryFlags, { dom, memory: 98_304n, flags: CONFIG });
        await call(domainSetVcpusFlags, { dom, nvcpus: 4, flags: CONFIG | MAXIMUM });
        await call(domainSetVcpusFlags, { dom, nvcpus: 2, flags: CONFIG });
        expect(readDomainSummary(await xmlOf(visit(), dom))).toMatchObject({
          maxMemoryKiB: 131_072,
          memoryKiB: 98_304,
          vcpus: 2,
        });
      });
    });

    test('gets devices and loses them again', async () => {
      const { call } = visit();
      await withMachine(visit(), { name: 'suite-devices' }, async (dom) => {
        const mac = '52:54:00:5e:17:e1';
        const card = `<interface type='network'><mac address='${mac}'/><source network='default'/><model type='virtio'/></interface>`;
        const cdrom = "<disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>";
        const sata = "<controller type='sata' index='0'/>";
        for (const xml of [sata, card, cdrom])
          await call(domainAttachDeviceFlags, { dom, xml, flags: CONFIG });
        const facts = readDomainSummary(await xmlOf(visit(), dom));
        expect(facts.interfaces).toMatchObject([{ mac, network: 'default', model: 'virtio' }]);
        expect(await xmlOf(visit(), dom)).toContain("<target dev='sda' bus='sata'/>");
        const down = card.replace('<model', "<link state='down'/><model");
        await call(domainUpdateDeviceFlags, { dom, xml: down, flags: CONFIG });
        expect(await xmlOf(visit(), dom)).toContain("<link state='down'/>");
        for (const xml of [card, cdrom]) await call(domainDetachDeviceFlags, { dom, xml, flags: CONFIG });
        expect(readDomainSummary(await xmlOf(visit(), dom)).interfaces).toEqual([]);
        expect(await xmlOf(visit(), dom)).not.toContain("dev='sda'");
        const { VIR_ERR_OPERATION_FAILED, VIR_ERR_DEVICE_MISSING } = VirErrorNumber;
        const again = await refusalOf(call(domainDetachDeviceFlags, { dom, xml: card, flags: CONFIG }));
        expect([VIR_ERR_OPERATION_FAILED, VIR_ERR_DEVICE_MISSING]).toContain(again.code);
      });
    });

    test('gets another name, and keeps its UUID', async () => {
      const { call, events } = visit();
      const dom = await define(visit(), { name: 'suite-before' });
      await events.until(dom, 'defined added');
      const rename = () => call(domainRename, { dom, newName: 'suite-after', flags: 0 });
      expect(await events.life(dom, rename, 'defined renamed')).toEqual([
        'undefined renamed',
        'defined renamed',
      ]);
      const { dom: renamed } = await call(domainLookupByUuid, { uuid: dom.uuid });
      expect(renamed.name).toBe('suite-after');
      await remove(visit(), renamed);
    });

    test('is refused when its definition is none, breaks the schema or takes the name of another', async () => {
      const { call } = visit();
      const defining = (xml: string, flags = 0) => refusalOf(call(domainDefineXmlFlags, { xml, flags }));
      const { VIR_ERR_XML_DETAIL, VIR_ERR_NO_NAME, VIR_ERR_XML_INVALID_SCHEMA, VIR_ERR_OPERATION_FAILED } =
        VirErrorNumber;
      const good = machineXml({ name: 'suite-refused' });
      expect((await defining('<domain')).code).toBe(VIR_ERR_XML_DETAIL);
      expect((await defining(good.replace(/<name>.*<\/name>/, ''))).code).toBe(VIR_ERR_NO_NAME);
      expect((await defining(good.replace('<vcpu>', '<vcpus>1</vcpus><vcpu>'), 1)).code).toBe(
        VIR_ERR_XML_INVALID_SCHEMA,
      );
      await withMachine(visit(), { name: 'suite-refused' }, async () => {
        const other = machineXml({ name: 'suite-refused', uuid: randomUUID() });
        expect((await defining(other)).code).toBe(VIR_ERR_OPERATION_FAILED);
      });
    });
  });
}
