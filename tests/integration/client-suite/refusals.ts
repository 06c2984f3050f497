// What a server does not do: objects that are not there, requests at the wrong time, calls that it does not know, and all that changes
// something over a connection that may only read.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../electron/libvirt/client.ts';
import { Unreachable, Unsupported } from '../../../electron/libvirt/errors.ts';
import { connectListAllDomains } from '../../../electron/libvirt/protocol/connect.gen.ts';
import { VirErrorNumber } from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  domainCreateWithFlags,
  domainDefineXmlFlags,
  domainDestroy,
  domainGetXmlDesc,
  domainLookupById,
  domainLookupByName,
  domainLookupByUuid,
  domainManagedSave,
  domainResume,
  domainSuspend,
  domainUndefineFlags,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { networkLookupByName } from '../../../electron/libvirt/protocol/network.gen.ts';
import { declare } from '../../../electron/libvirt/protocol/procedure.ts';
import { remoteProgram } from '../../../electron/libvirt/protocol/programs.ts';
import { storagePoolLookupByName } from '../../../electron/libvirt/protocol/storage.gen.ts';
import { nothing } from '../../../electron/libvirt/protocol/values.gen.ts';
import { machineXml, start, withMachine, xmlOf } from './machine.ts';
import { refusalOf, type Visit } from './visit.ts';

const { VIR_ERR_NO_DOMAIN, VIR_ERR_NO_NETWORK, VIR_ERR_NO_STORAGE_POOL } = VirErrorNumber;
const { VIR_ERR_OPERATION_INVALID, VIR_ERR_OPERATION_DENIED } = VirErrorNumber;
const unheardOf = declare(remoteProgram).procedure(9999, 'REMOTE_PROC_SUITE_UNHEARD_OF', {
  args: nothing,
  ret: nothing,
});
export function refusalsSuite(visit: () => Visit): void {
  describe('a server refuses', () => {
    test('what is not there', async () => {
      const { call } = visit();
      const code = async (answer: Promise<unknown>) => (await refusalOf(answer)).code;
      const dom = { name: 'suite-none', uuid: randomUUID(), id: -1 };
      expect(await code(call(domainLookupByUuid, { uuid: dom.uuid }))).toBe(VIR_ERR_NO_DOMAIN);
      expect(await code(call(domainLookupByName, { name: dom.name }))).toBe(VIR_ERR_NO_DOMAIN);
      expect(await code(call(domainLookupById, { id: 999_999 }))).toBe(VIR_ERR_NO_DOMAIN);
      expect(await code(call(domainGetXmlDesc, { dom, flags: 0 }))).toBe(VIR_ERR_NO_DOMAIN);
      expect(await code(call(domainCreateWithFlags, { dom, flags: 0 }))).toBe(VIR_ERR_NO_DOMAIN);
      expect(await code(call(networkLookupByName, { name: 'suite-none' }))).toBe(VIR_ERR_NO_NETWORK);
      expect(await code(call(storagePoolLookupByName, { name: 'suite-none' }))).toBe(VIR_ERR_NO_STORAGE_POOL);
    });

    test('what does not fit the state of a machine', async () => {
      const { call } = visit();
      await withMachine(visit(), { name: 'suite-state' }, async (dom) => {
        const invalid = { code: VIR_ERR_OPERATION_INVALID };
        expect(await refusalOf(call(domainDestroy, { dom }))).toMatchObject(invalid);
        expect(await refusalOf(call(domainSuspend, { dom }))).toMatchObject(invalid);
        expect(await refusalOf(call(domainManagedSave, { dom, flags: 0 }))).toMatchObject(invalid);
        await start(visit(), dom);
        expect(await refusalOf(start(visit(), dom))).toMatchObject(invalid);
        expect(await refusalOf(call(domainResume, { dom }))).toMatchObject(invalid);
      });
    });

    test('calls that it does not know, as what it lacks', async () => {
      const { call } = visit();
      for (let time = 0; time < 2; time += 1) await expect(call(unheardOf, {})).rejects.toThrow(Unsupported);
      expect((await call(connectListAllDomains, { needResults: 1, flags: 0 })).domains).toEqual(
        expect.any(Array),
      );
    });

    test('changes and secrets over a connection that may only read', async () => {
      const { server } = visit();
      const reading = await connect(server.uri, { readonly: true, openTransport: server.openTransport });
      await withMachine(visit(), { name: 'suite-readonly' }, async (dom) => {
        const denied = { code: VIR_ERR_OPERATION_DENIED };
        const { domains } = await reading.call(connectListAllDomains, { needResults: 1, flags: 0 });
        expect(domains.map(({ uuid }) => uuid)).toContain(dom.uuid);
        const { xml } = await reading.call(domainGetXmlDesc, { dom, flags: 0 });
        expect(xml).toBe(await xmlOf(visit(), dom));
        expect(await refusalOf(reading.call(domainGetXmlDesc, { dom, flags: 1 }))).toMatchObject(denied);
        expect(await refusalOf(reading.call(domainCreateWithFlags, { dom, flags: 0 }))).toMatchObject(denied);
        expect(await refusalOf(reading.call(domainUndefineFlags, { dom, flags: 0 }))).toMatchObject(denied);
        const other = { xml: machineXml({ name: 'suite-unwanted' }), flags: 0 };
        expect(await refusalOf(reading.call(domainDefineXmlFlags, other))).toMatchObject(denied);
      });
      await reading.close();
    });

    test('a URI that it has no driver for', async () => {
      const { server } = visit();
      const uri = server.uri.replace(/\/(system|default)/, '/nonsense');
      const opening = connect(uri, { openTransport: server.openTransport });
      await expect(opening).rejects.toThrow(Unreachable);
      await expect(opening).rejects.toMatchObject({ stage: 'open' });
    });
  });
}
