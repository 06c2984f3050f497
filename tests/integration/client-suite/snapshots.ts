// Snapshots of a machine that does not run, with a disk that holds them.
import { describe, expect, test } from 'vitest';
import { VirErrorNumber } from '../../../electron/libvirt/protocol/constants.gen.ts';
import { domainUndefineFlags } from '../../../electron/libvirt/protocol/domain.gen.ts';
import {
  domainHasCurrentSnapshot,
  domainListAllSnapshots,
  domainRevertToSnapshot,
  domainSnapshotCreateXml,
  domainSnapshotCurrent,
  domainSnapshotDelete,
  domainSnapshotGetParent,
  domainSnapshotGetXmlDesc,
  domainSnapshotIsCurrent,
  domainSnapshotListAllChildren,
  domainSnapshotLookupByName,
} from '../../../electron/libvirt/protocol/domain-snapshot.gen.ts';
import type { DomainRef } from '../../../electron/libvirt/protocol/values.gen.ts';
import { parse } from '../../../electron/xml/parse.ts';
import { find, text } from '../../../electron/xml/tree.ts';
import { withMachine, xmlOf } from './machine.ts';
import { createVolume, withPool } from './pool.ts';
import { refusalOf, type Visit } from './visit.ts';

export function snapshotsSuite(visit: () => Visit): void {
  const withDisk = (name: string, use: (dom: DomainRef) => Promise<void>) =>
    withPool(visit(), name, async (pool) => {
      const volume = await createVolume(visit(), pool, {
        name: 'disk.qcow2',
        format: 'qcow2',
        bytes: 1_048_576,
      });
      const devices = `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${volume.key}'/><target dev='vda' bus='virtio'/></disk>`;
      await withMachine(visit(), { name, devices }, use);
    });
  const take = async (dom: DomainRef, name: string) => {
    const xmlDesc = `<domainsnapshot><name>${name}</name><description>The ${name} one</description></domainsnapshot>`;
    return (await visit().call(domainSnapshotCreateXml, { dom, xmlDesc, flags: 0 })).snap;
  };
  const names = async (dom: DomainRef, flags = 0) => {
    const { snapshots } = await visit().call(domainListAllSnapshots, { dom, needResults: 1, flags });
    return snapshots.map(({ name }) => name).sort();
  };

  describe('snapshots', () => {
    test('are taken one after another, each the child of the one before', async () => {
      const { call } = visit();
      await withDisk('suite-snapshots', async (dom) => {
        expect(await call(domainHasCurrentSnapshot, { dom, flags: 0 })).toEqual({ result: 0 });
        const first = await take(dom, 'first');
        const second = await take(dom, 'second');
        expect(await names(dom)).toEqual(['first', 'second']);
        const ROOTS = 1;
        expect(await names(dom, ROOTS)).toEqual(['first']);
        expect((await call(domainSnapshotLookupByName, { dom, name: 'second', flags: 0 })).snap).toEqual(
          second,
        );
        expect((await call(domainSnapshotGetParent, { snap: second, flags: 0 })).snap).toEqual(first);
        const children = { snapshot: first, needResults: 1, flags: 0 };
        expect((await call(domainSnapshotListAllChildren, children)).snapshots).toEqual([second]);
        expect((await call(domainSnapshotCurrent, { dom, flags: 0 })).snap).toEqual(second);
        const tree = parse((await call(domainSnapshotGetXmlDesc, { snap: second, flags: 0 })).xml);
        const read = ['name', 'description', 'state', 'parent/name', 'domain/uuid'].map((path) =>
          text(find(tree, path)),
        );
        expect(read).toEqual(['second', 'The second one', 'shutoff', 'first', dom.uuid]);
        expect(Number(text(find(tree, 'creationTime')))).toBeGreaterThan(1_600_000_000);
      });
    });

    test('bring back the definition that they were taken of, and can be deleted', async () => {
      const { call } = visit();
      await withDisk('suite-reverted', async (dom) => {
        const first = await take(dom, 'first');
        const second = await take(dom, 'second');
        await call(domainRevertToSnapshot, { snap: first, flags: 0 });
        expect(await call(domainSnapshotIsCurrent, { snap: first, flags: 0 })).toEqual({ current: 1 });
        expect(await xmlOf(visit(), dom)).toContain('<name>suite-reverted</name>');
        await call(domainSnapshotDelete, { snap: second, flags: 0 });
        expect(await names(dom)).toEqual(['first']);
        await call(domainSnapshotDelete, { snap: first, flags: 0 });
        expect(await names(dom)).toEqual([]);
        const gone = call(domainSnapshotGetXmlDesc, { snap: first, flags: 0 });
        expect((await refusalOf(gone)).code).toBe(VirErrorNumber.VIR_ERR_NO_DOMAIN_SNAPSHOT);
      });
    });

    test('keep their machine from being undefined', async () => {
      const { call } = visit();
      await withDisk('suite-kept', async (dom) => {
        await take(dom, 'first');
        const undefine = call(domainUndefineFlags, { dom, flags: 0 });
        expect((await refusalOf(undefine)).code).toBe(VirErrorNumber.VIR_ERR_OPERATION_INVALID);
      });
    });
  });
}
