// Machines through their lives: each call with the events that it causes.
import { describe, expect, test } from 'vitest';
import { connectListAllDomains } from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  VirConnectListAllDomainsFlags as Lists,
  VirDomainCreateFlags,
} from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  domainCreateXml,
  domainDestroy,
  domainGetState,
  domainHasManagedSaveImage,
  domainIsPersistent,
  domainLookupById,
  domainManagedSave,
  domainManagedSaveRemove,
  domainReset,
  domainResume,
  domainShutdown,
  domainSuspend,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { define, machineXml, start, withMachine, type xmlOf } from './machine.ts';
import type { Visit } from './visit.ts';

export function lifeSuite(visit: () => Visit): void {
  const state = async (dom: Parameters<typeof xmlOf>[1]) =>
    await visit().call(domainGetState, { dom, flags: 0 });

  describe('the life of a machine', () => {
    test('goes from start to pause, on, through a reset, and to its end by force', async () => {
      const { call, events, differences } = visit();
      await withMachine(visit(), { name: 'suite-life' }, async (dom) => {
        const life = (act: () => Promise<unknown>, last: string) => events.life(dom, act, last);
        expect(await life(() => start(visit(), dom), 'started booted')).toEqual(differences.start);
        expect(await state(dom)).toEqual({ state: 1, reason: 1 });
        expect(await life(() => call(domainSuspend, { dom }), 'suspended paused')).toEqual([
          'suspended paused',
        ]);
        expect(await state(dom)).toEqual({ state: 3, reason: 1 });
        expect(await life(() => call(domainResume, { dom }), 'resumed unpaused')).toEqual([
          'resumed unpaused',
        ]);
        expect(await state(dom)).toEqual({ state: 1, reason: 5 });
        const reset = await events.after(() => call(domainReset, { dom, flags: 0 }), 'domain-reboot');
        expect(reset.domain.uuid).toBe(dom.uuid);
        expect(await life(() => call(domainDestroy, { dom }), 'stopped destroyed')).toEqual([
          'stopped destroyed',
        ]);
        expect(await state(dom)).toEqual({ state: 5, reason: 2 });
      });
    });

    test('has a number while it runs, and another each time', async () => {
      const { call } = visit();
      await withMachine(visit(), { name: 'suite-number' }, async (dom) => {
        const first = await start(visit(), dom);
        expect(first.id).toBeGreaterThan(0);
        expect((await call(domainLookupById, { id: first.id })).dom).toEqual(first);
        await call(domainDestroy, { dom });
        const second = await start(visit(), dom);
        expect(second.id).toBeGreaterThan(first.id);
      });
    });

    test('can begin with a pause', async () => {
      const { call, events, differences } = visit();
      await withMachine(visit(), { name: 'suite-paused' }, async (dom) => {
        const paused = () => start(visit(), dom, VirDomainCreateFlags.VIR_DOMAIN_START_PAUSED);
        expect(await events.life(dom, paused, 'suspended paused')).toEqual(differences.startPaused);
        expect((await state(dom)).state).toBe(3);
        const { domains } = await call(connectListAllDomains, {
          needResults: 1,
          flags: Lists.VIR_CONNECT_LIST_DOMAINS_PAUSED,
        });
        expect(domains.map(({ name }) => name)).toContain('suite-paused');
      });
    });

    test('takes a request to shut down that its guest never hears', async () => {
      const { call } = visit();
      await withMachine(visit(), { name: 'suite-deaf' }, async (dom) => {
        await start(visit(), dom);
        await call(domainShutdown, { dom });
        expect((await state(dom)).state).toBe(1);
      });
    });

    test('can be saved and go on where it was, or begin anew', async () => {
      const { call, events, differences } = visit();
      await withMachine(visit(), { name: 'suite-saved' }, async (dom) => {
        const saved = async () => {
          const flags = Lists.VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE;
          const { domains } = await call(connectListAllDomains, { needResults: 1, flags });
          const { result } = await call(domainHasManagedSaveImage, { dom, flags: 0 });
          expect(domains.some(({ uuid }) => uuid === dom.uuid)).toBe(result === 1);
          return result === 1;
        };
        const save = () => call(domainManagedSave, { dom, flags: 0 });
        await events.life(dom, () => start(visit(), dom), 'started booted');
        expect(await saved()).toBe(false);
        expect(await events.life(dom, save, 'stopped saved')).toEqual(differences.save);
        expect(await saved()).toBe(true);
        expect(await state(dom)).toEqual({ state: 5, reason: 5 });
        expect(await events.life(dom, () => start(visit(), dom), differences.restore.at(-1)!)).toEqual(
          differences.restore,
        );
        expect(await saved()).toBe(false);
        expect((await state(dom)).state).toBe(1);
        await events.life(dom, save, 'stopped saved');
        await call(domainManagedSaveRemove, { dom, flags: 0 });
        expect(await saved()).toBe(false);
      });
    });

    test('of a machine that is not defined ends with its name', async () => {
      const { call, events } = visit();
      const xmlDesc = machineXml({ name: 'suite-transient' });
      const { dom } = await call(domainCreateXml, { xmlDesc, flags: 0 });
      expect(await call(domainIsPersistent, { dom })).toEqual({ persistent: 0 });
      const stored = await define(visit(), { name: 'suite-transient', uuid: dom.uuid });
      expect(await call(domainIsPersistent, { dom: stored })).toEqual({ persistent: 1 });
      await call(domainDestroy, { dom });
      const { dom: again } = await call(domainCreateXml, {
        xmlDesc: machineXml({ name: 'suite-fleeting' }),
        flags: 0,
      });
      const end = () => call(domainDestroy, { dom: again });
      expect(await events.life(again, end, 'stopped destroyed')).toContain('stopped destroyed');
      const { domains } = await call(connectListAllDomains, { needResults: 1, flags: 0 });
      expect(domains.map(({ name }) => name)).not.toContain('suite-fleeting');
      await withMachine(visit(), { name: 'suite-transient', uuid: dom.uuid }, async () => undefined);
    });
  });
}
