// Tags and groups of many machines at once, on the demo host.
import { describe, expect, test, vi } from 'vitest';
import { domainGetMetadata, domainSetMetadata } from '../../../electron/libvirt/protocol/domain.gen.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { LABELS_URI, type Tag } from '../../../shared/model/labels.ts';
import { openDemo } from '../demo/opened-demo.ts';
import { FakeHost } from '../inventory/fake-host.ts';
import { startServices, type TestServices } from './engine.ts';

const NO_KEY = 'c1/00000000-0000-4000-8000-000000000000' as DomainKey;

async function opened(uri = 'demo:///default', readOnly = false) {
  const services = await startServices({ startUris: [] });
  const connection = await services.open(uri, readOnly);
  const { handlers, context } = services;
  const keyOf = (name: string) => services.domain(name)!.key;
  const labels = handlers.labels;
  return { ...services, connection, labels, context, keyOf };
}

async function tagsBecome(services: Pick<TestServices, 'domain'>, name: string, tags: readonly string[]) {
  await vi.waitFor(() => expect(services.domain(name)?.tags.map((tag) => tag.name)).toEqual(tags));
}

async function groupBecomes(services: Pick<TestServices, 'domain'>, name: string, path: string | undefined) {
  await vi.waitFor(() => expect(services.domain(name)?.group?.path).toBe(path));
}

describe('a change of many machines', () => {
  test('is in the model, also of those that are off or transient, and is taken back', async () => {
    const it = await opened();
    const names = ['web-01', 'build-runner-2', 'scratch-4711'];
    const outcome = await it.labels.change(
      {
        domains: names.map(it.keyOf),
        addTags: [{ name: 'spring', colour: 'green' }],
        group: { path: 'New/Inner' },
      },
      it.context,
    );
    expect(outcome).toMatchObject({ changed: 3, failed: 0, failures: [] });
    await tagsBecome(it, 'web-01', ['production', 'web', 'spring']);
    await tagsBecome(it, 'build-runner-2', ['ci', 'spring']);
    await tagsBecome(it, 'scratch-4711', ['spring']);
    await groupBecomes(it, 'scratch-4711', 'New/Inner');

    const back = await it.labels.undo({ change: outcome.undo! }, it.context);
    expect(back.changed).toBe(3);
    await tagsBecome(it, 'web-01', ['production', 'web']);
    await groupBecomes(it, 'web-01', 'Shop/Front');
    await groupBecomes(it, 'scratch-4711', undefined);
    await expect(async () => it.labels.undo({ change: outcome.undo! }, it.context)).rejects.toMatchObject({
      failure: { kind: 'conflict' },
    });
  });

  test('is told with its task as it was meant, so that the rest can be asked again', async () => {
    const it = await opened();
    const edit = { addTags: [{ name: 'spring' }], group: 'none' } as const;
    await it.labels.change({ domains: [it.keyOf('mail')], ...edit, addTags: [...edit.addTags] }, it.context);
    const tasks = await it.handlers.tasks.list({ ended: true }, it.context);
    expect(tasks.find(({ kind }) => kind === 'labels')?.labels).toEqual(edit);
  });

  test('stops at nobody that fails', async () => {
    const it = await opened();
    const readOnly = await it.open('demo:///large?domains=3', true);
    const refused = it.domains().find((domain) => domain.connection === readOnly)!;
    const outcome = await it.labels.change(
      { domains: [refused.key, NO_KEY, it.keyOf('mail')], addTags: [{ name: 'x' }] },
      it.context,
    );
    expect(outcome).toMatchObject({ changed: 1, failed: 2 });
    expect(outcome.failures).toContainEqual({
      domain: refused.key,
      name: refused.name,
      failure: { kind: 'unsupported', what: expect.any(String) },
    });
  });

  test('that changes nothing has nothing to take back', async () => {
    const it = await opened();
    const outcome = await it.labels.change(
      { domains: [it.keyOf('mail')], removeTags: ['nobody'] },
      it.context,
    );
    expect(outcome).toEqual({ changed: 0, failed: 0, failures: [] });
  });
});

describe('a group', () => {
  test('takes its machines, and those of groups inside it, to another name and back', async () => {
    const it = await opened();
    const { undo } = await it.labels.changeGroup({ group: 'Shop', path: 'Office/Store' }, it.context);
    await groupBecomes(it, 'web-02', 'Office/Store/Front');
    await groupBecomes(it, 'db-replica', 'Office/Store/Data');
    expect(it.domain('db-replica')?.group?.colour).toBe('violet');
    await it.labels.undo({ change: undo! }, it.context);
    await groupBecomes(it, 'web-02', 'Shop/Front');
  });

  test('cannot be put into itself, nor too deep', async () => {
    const it = await opened();
    const into = async (path: string) => it.labels.changeGroup({ group: 'Shop', path }, it.context);
    await expect(into('Shop/Front/Inner')).rejects.toMatchObject({
      failure: { kind: 'invalid', field: 'path' },
    });
    await expect(into('1/2/3/4/5/6/7/8')).rejects.toMatchObject({
      failure: { kind: 'invalid', field: 'path' },
    });
  });

  test('that went while its dialog was open is not made again', async () => {
    const it = await opened();
    await it.labels.changeGroup({ group: 'Shop', path: 'Store' }, it.context);
    for (const [name, path] of [
      ['web-01', 'Store/Front'],
      ['web-02', 'Store/Front'],
      ['db-primary', 'Store/Data'],
      ['db-replica', 'Store/Data'],
    ] as const)
      await groupBecomes(it, name, path);
    const late = it.labels.changeGroup({ group: 'Shop', path: 'Market' }, it.context);
    await expect(late).rejects.toMatchObject({ failure: { kind: 'conflict' } });
  });

  test('is coloured at its own machines; one that only holds others is remembered', async () => {
    const it = await opened();
    await it.labels.changeGroup({ group: 'Shop/Data', colour: 'red' }, it.context);
    await vi.waitFor(() =>
      expect(it.domain('db-primary')?.group).toEqual({ path: 'Shop/Data', colour: 'red' }),
    );
    await it.labels.changeGroup({ group: 'Shop', colour: 'yellow' }, it.context);
    expect(it.settings.settings.groups).toEqual([{ path: 'Shop', colour: 'yellow' }]);
    expect(it.domain('db-primary')?.group?.colour).toBe('red');
  });

  test('that is removed leaves its machines in the group around it, or in none', async () => {
    const it = await opened();
    await it.labels.removeGroup({ group: 'Shop/Front' }, it.context);
    await groupBecomes(it, 'web-01', 'Shop');
    const { undo } = await it.labels.removeGroup({ group: 'Shop' }, it.context);
    await groupBecomes(it, 'web-01', undefined);
    await groupBecomes(it, 'db-primary', undefined);
    await it.labels.undo({ change: undo! }, it.context);
    await groupBecomes(it, 'db-primary', 'Shop/Data');
  });

  test('may be empty until a machine is in it, and stays when its last machine has left', async () => {
    const it = await opened();
    await it.labels.addGroup({ group: { path: 'Empty', colour: 'pink' } }, it.context);
    expect(it.settings.settings.groups).toEqual([{ path: 'Empty', colour: 'pink' }]);
    const domains = [it.keyOf('mail')];
    await it.labels.change({ domains, group: { path: 'Empty', colour: 'pink' } }, it.context);
    await groupBecomes(it, 'mail', 'Empty');
    expect(it.settings.settings.groups).toEqual([]);
    await it.labels.change({ domains, group: 'none' }, it.context);
    expect(it.settings.settings.groups).toEqual([{ path: 'Empty', colour: 'pink' }]);
  });
});

test('a tag is renamed, coloured and removed wherever it is', async () => {
  const it = await opened();
  const isLive = (tag: Tag) => tag.name === 'live' && tag.colour === 'pink';
  await it.labels.changeTag({ tag: 'production', name: 'live', colour: 'pink' }, it.context);
  await tagsBecome(it, 'web-01', ['live', 'web']);
  await tagsBecome(it, 'db-replica', ['live']);
  await vi.waitFor(() => expect(it.domains().filter(({ tags }) => tags.some(isLive))).toHaveLength(6));
  const { changed, undo } = await it.labels.removeTag({ tag: 'live' }, it.context);
  expect(changed).toBe(6);
  await tagsBecome(it, 'db-replica', []);
  await it.labels.undo({ change: undo! }, it.context);
  await vi.waitFor(() => expect(it.domain('mail')?.tags).toContainEqual({ name: 'live', colour: 'pink' }));
});

test('what others wrote inside our element on the demo host stays', async () => {
  const { link, ref } = await openDemo();
  const dom = await ref('mail');
  const place = { dom, type: 2, uri: LABELS_URI };
  const given =
    "<labels since='3'><newer x='1'>text</newer><o:tag xmlns:o='urn:o' name='z'><in/></o:tag></labels>";
  await link.call(domainSetMetadata, { ...place, metadata: given, key: 'guesthouse', flags: 3 });
  const { metadata } = await link.call(domainGetMetadata, { ...place, flags: 2 });
  expect(metadata.replace(/>\s+</g, '><')).toBe(given);
});

describe('libvirt is asked', () => {
  test('once for a machine that is off, once for both when both are alike, and twice when they differ', async () => {
    const fake = await FakeHost.start();
    fake.define('off');
    const both = fake.define('both');
    fake.startDomain(both);
    const written: { name: string; flags: number; metadata: string | undefined }[] = [];
    let live = '<labels/>';
    fake.libvirtd.on(domainGetMetadata, ({ flags }) => ({ metadata: flags === 1 ? live : '<labels/>' }));
    fake.libvirtd.on(domainSetMetadata, ({ dom, flags, metadata }) => {
      written.push({ name: dom.name, flags, metadata });
      return {};
    });
    const services = await startServices({ startUris: [] });
    await services.open(fake.uri);
    const change = async (name: string) =>
      await services.handlers.labels.change(
        { domains: [services.domain(name)!.key], addTags: [{ name: 'a' }] },
        services.context,
      );
    await change('off');
    await change('both');
    live = '<labels><tag name="hot"/></labels>';
    await change('both');
    const a = "<labels><tag name='a'/></labels>";
    expect(written).toEqual([
      { name: 'off', flags: 2, metadata: a },
      { name: 'both', flags: 3, metadata: a },
      { name: 'both', flags: 1, metadata: "<labels><tag name='hot'/><tag name='a'/></labels>" },
      { name: 'both', flags: 2, metadata: a },
    ]);
    await fake.stop();
  });
});
