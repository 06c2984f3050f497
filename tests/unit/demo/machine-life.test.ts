// What machines of the demo do when they are told to, in which order and when.
import { describe, expect, test } from 'vitest';
import type { LibvirtEvent } from '../../../electron/libvirt/event-types.ts';
import { VirDomainState } from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  domainAbortJob,
  domainCreateWithFlags,
  domainDefineXmlFlags,
  domainDestroyFlags,
  domainGetJobStats,
  domainGetState,
  domainGetXmlDesc,
  domainHasManagedSaveImage,
  domainManagedSave,
  domainReboot,
  domainResume,
  domainShutdown,
  domainSuspend,
  domainUndefineFlags,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../../../electron/libvirt/protocol/values.gen.ts';
import { type OpenedDemo, openDemo } from './opened-demo.ts';

/** The lifecycle of one machine, as pairs of event and detail. */
const livesOf = (events: readonly LibvirtEvent[], { uuid }: DomainRef) =>
  events.flatMap((event) =>
    event.kind === 'domain-lifecycle' && event.domain.uuid === uuid ? [[event.event, event.detail]] : [],
  );

async function stateOf({ link }: OpenedDemo, dom: DomainRef): Promise<number> {
  return (await link.live.call(domainGetState, { dom, flags: 0 })).state;
}

const { VIR_DOMAIN_RUNNING, VIR_DOMAIN_PAUSED, VIR_DOMAIN_SHUTOFF } = VirDomainState;

describe('a machine', () => {
  test('starts after a while, and tells it', async () => {
    const demo = await openDemo();
    const dom = await demo.ref('build-runner-2');
    let answered = false;
    const start = demo.link.live.call(domainCreateWithFlags, { dom, flags: 0 }).then((answer) => {
      answered = true;
      return answer;
    });
    await demo.clock.pass(100);
    expect(answered).toBe(false);
    await demo.clock.pass(1_000);
    expect((await start).dom.id).toBeGreaterThan(0);
    expect(await stateOf(demo, dom)).toBe(VIR_DOMAIN_RUNNING);
    expect(livesOf(demo.events, dom)).toEqual([
      [4, 0],
      [2, 0],
    ]);
  });

  test('that runs is not started twice', async () => {
    const demo = await openDemo();
    const dom = await demo.ref('web-01');
    await expect(demo.link.live.call(domainCreateWithFlags, { dom, flags: 0 })).rejects.toMatchObject({
      code: 55,
    });
  });

  test('goes off some seconds after it was asked to, and not at all while it is paused', async () => {
    const demo = await openDemo();
    const dom = await demo.ref('web-01');
    await demo.link.live.call(domainShutdown, { dom });
    await demo.clock.pass(2_000);
    expect(await stateOf(demo, dom)).toBe(VIR_DOMAIN_RUNNING);
    await demo.link.live.call(domainSuspend, { dom });
    await demo.clock.pass(60_000);
    expect(await stateOf(demo, dom)).toBe(VIR_DOMAIN_PAUSED);
    await demo.link.live.call(domainResume, { dom });
    await demo.clock.pass(20_000);
    expect(await stateOf(demo, dom)).toBe(VIR_DOMAIN_SHUTOFF);
    expect(livesOf(demo.events, dom)).toEqual([
      [3, 0],
      [4, 0],
      [6, 1],
      [5, 0],
    ]);
  });

  test('boots anew when it is asked to, and stays the same machine', async () => {
    const demo = await openDemo();
    const dom = await demo.ref('web-01');
    await demo.link.live.call(domainReboot, { dom, flags: 0 });
    await demo.clock.pass(20_000);
    expect(demo.events.filter((event) => event.kind === 'domain-reboot')).toHaveLength(1);
    expect((await demo.ref('web-01')).id).toBe(dom.id);
  });

  test('that is transient is gone when it stops', async () => {
    const demo = await openDemo();
    const dom = await demo.ref('scratch-4711');
    await demo.link.live.call(domainDestroyFlags, { dom, flags: 0 });
    await expect(demo.ref('scratch-4711')).rejects.toMatchObject({ code: 42 });
    expect(livesOf(demo.events, dom)).toEqual([[5, 1]]);
  });

  test('is saved as a job that can be watched and given up', async () => {
    const demo = await openDemo();
    const dom = await demo.ref('web-01');
    const { link, clock } = demo;
    const saving = link.live.call(domainManagedSave, { dom, flags: 0 });
    const outcome = saving.catch((error: unknown) => error);
    await clock.pass(200);
    const { type, params } = await link.live.call(domainGetJobStats, { dom, flags: 0 });
    expect(type).toBeGreaterThan(0);
    expect(params.map(({ field }) => field)).toContain('data_total');
    await link.live.call(domainAbortJob, { dom });
    expect(await outcome).toMatchObject({ name: 'LibvirtError' });
    expect(await stateOf(demo, dom)).toBe(VIR_DOMAIN_RUNNING);
    const again = link.live.call(domainManagedSave, { dom, flags: 0 });
    await clock.pass(20_000);
    await again;
    expect(await link.live.call(domainHasManagedSaveImage, { dom, flags: 0 })).toEqual({ result: 1 });
    expect(await stateOf(demo, dom)).toBe(VIR_DOMAIN_SHUTOFF);
  });

  test('comes from a definition, changes with it, and goes with its end', async () => {
    const demo = await openDemo();
    const { link } = demo;
    const xml = (memory: number) =>
      `<domain type='kvm'><name>new</name><memory unit='MiB'>${memory}</memory><os><type>hvm</type></os></domain>`;
    const { dom } = await link.live.call(domainDefineXmlFlags, { xml: xml(64), flags: 0 });
    await link.live.call(domainDefineXmlFlags, { xml: xml(128), flags: 0 });
    const { xml: stored } = await link.live.call(domainGetXmlDesc, { dom, flags: 0 });
    expect(stored).toContain('128');
    expect(stored).toContain(`<uuid>${dom.uuid}</uuid>`);
    await link.live.call(domainUndefineFlags, { dom, flags: 0 });
    expect(livesOf(demo.events, dom)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
    await expect(demo.ref('new')).rejects.toMatchObject({ code: 42 });
  });

  test.each([
    ['no XML', '<domain', 35],
    ['another document', '<network><name>x</name></network>', 27],
    ['no name', "<domain type='kvm'><memory>1</memory><os><type>hvm</type></os></domain>", 21],
    [
      'a UUID that is none',
      "<domain type='kvm'><name>x</name><uuid>7</uuid><memory>1</memory><os><type>hvm</type></os></domain>",
      27,
    ],
  ])('is not made of %s', async (_what, xml, code) => {
    const { link } = await openDemo();
    await expect(link.live.call(domainDefineXmlFlags, { xml, flags: 0 })).rejects.toMatchObject({ code });
  });
});

test('what one client changed is there for the next', async () => {
  const first = await openDemo();
  const dom = await first.ref('web-02');
  await first.link.live.call(domainDestroyFlags, { dom, flags: 0 });
  expect(first.world.domains.demandNamed('web-02').active).toBe(false);
  expect((await first.ref('web-02')).id).toBe(-1);
});
