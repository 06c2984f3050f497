// Tags and groups in real libvirts: live and stored, and beside what others wrote.
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import { LABELS_URI } from '../../shared/model/labels.ts';
import { type Host, startHost } from '../lab/host.ts';
import { otherDebians } from '../runner/debian-roots.mjs';
import { startEngine, type TestEngine } from './inventory-engine.ts';

const GUEST = (name: string) =>
  `<domain type='qemu'><name>${name}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>`;

const roots = [undefined, ...otherDebians].filter(
  (root) => root === undefined || existsSync(`/run/lab/roots/${root}`),
);

describe.each(roots.map((root) => ({ root, name: root ?? "this machine's" })))(
  'the libvirt of $name',
  ({ root }) => {
    let host: Host;
    let engine: TestEngine;
    let connection: ConnectionId;
    beforeEach(async () => {
      host = await startHost(root === undefined ? {} : { root });
      await host.defineXml(GUEST('stored'));
      await host.defineXml(GUEST('both'));
      await host.virsh('start', 'both');
      engine = await startEngine();
      connection = await engine.open(`qemu+unix:///system?socket=${host.socketPath}`);
    });
    afterEach(async () => {
      await engine?.dispose();
      await host?.dispose();
    });

    const change = async (names: readonly string[], edit: object) => {
      const machines: readonly DomainSummary[] = await Promise.all(names.map((name) => engine.domain(name)));
      const domains = machines.map(({ key }) => key);
      return await engine.handlers.labels.change({ domains, ...edit }, engine.context);
    };
    const metadata = async (name: string, of: '--live' | '--config') =>
      (await host.virsh('metadata', name, LABELS_URI, of).catch(() => '')).trim();
    const becomes = async (name: string, labels: Partial<DomainSummary>) =>
      await vi.waitFor(async () => expect(await engine.domain(name)).toMatchObject(labels));

    test('labels are written as it runs and as it is stored, read back, and taken back', async () => {
      const outcome = await change(['stored', 'both'], {
        addTags: [{ name: '生产 <&>', colour: 'red' }],
        group: { path: 'Lab/Web', colour: 'blue' },
      });
      expect(outcome).toMatchObject({ changed: 2, failed: 0 });
      const labels = {
        tags: [{ name: '生产 <&>', colour: 'red' }],
        group: { path: 'Lab/Web', colour: 'blue' },
      } as const;
      await becomes('stored', labels);
      await becomes('both', labels);
      expect(await metadata('both', '--live')).toContain('&lt;&amp;&gt;');
      expect(await metadata('both', '--config')).toBe(await metadata('both', '--live'));

      await engine.handlers.labels.undo({ change: outcome.undo! }, engine.context);
      await becomes('both', { tags: [] });
      // Nothing is left behind, not even an empty element.
      expect(await host.virsh('dumpxml', 'both')).not.toContain('guesthouse');
      expect(await host.virsh('dumpxml', 'both', '--inactive')).not.toContain('guesthouse');
      expect((await engine.domain('stored')).group).toBeUndefined();
      expect((await engine.host(connection)).state).toBe('connected');
    });

    test('the command that is told does the same', async () => {
      const outcome = await change(['both'], {
        addTags: [{ name: "it's <&> 生产" }],
        group: { path: 'A B' },
      });
      const before = await metadata('both', '--live');
      const tasks = await engine.handlers.tasks.list({ ended: true }, engine.context);
      const { id } = tasks.find(({ kind }) => kind === 'labels')!;
      const { items } = await engine.handlers.tasks.items({ task: id, since: 0 }, engine.context);
      await engine.handlers.labels.undo({ change: outcome.undo! }, engine.context);
      expect(await metadata('both', '--live')).toBe('');
      const typed = await host.exec('sh', ['-c', items[0]!.virsh!]);
      expect([typed.stderr, typed.code]).toEqual(['', 0]);
      expect(await metadata('both', '--live')).toBe(before);
      expect(await metadata('both', '--config')).toBe(before);
    });

    test('what others wrote stays, whatever it is', async () => {
      const hostile = [
        '<labels since="9"><!-- mine --><tag name="&lt;script>x&lt;/script>"/>',
        '<o:tag xmlns:o="urn:other" name="theirs"><o:deep/></o:tag>',
        '<labels><tag name="nested"/></labels><group path="/ /"/>',
        `<big>${'x'.repeat(100_000)}</big></labels>`,
      ].join('');
      await host.virsh('metadata', 'stored', LABELS_URI, '--config', '--key', 'evil', '--set', hostile);
      await host.virsh(
        'metadata',
        'stored',
        'urn:third',
        '--config',
        '--key',
        'third',
        '--set',
        '<all untouched="1"/>',
      );
      await becomes('stored', { tags: [{ name: '<script>x</script>' }] });
      expect(await change(['stored'], { addTags: [{ name: 'ours' }], group: { path: 'A' } })).toMatchObject({
        changed: 1,
      });
      await becomes('stored', {
        tags: [{ name: '<script>x</script>' }, { name: 'ours' }],
        group: { path: 'A' },
      });
      const left = await metadata('stored', '--config');
      for (const part of ['since="9"', '<!-- mine -->', 'xmlns:o="urn:other"', 'nested', 'x'.repeat(100_000)])
        expect(left).toContain(part);
      expect(await host.virsh('dumpxml', 'stored')).toContain('untouched=');
    });

    test('a definition that was changed alone keeps what it has', async () => {
      const set = (of: string, name: string) =>
        host.virsh(
          'metadata',
          'both',
          LABELS_URI,
          of,
          '--key',
          'guesthouse',
          '--set',
          `<labels><tag name="${name}"/></labels>`,
        );
      await set('--live', 'hot');
      await set('--config', 'cold');
      await change(['both'], { addTags: [{ name: 'new' }] });
      expect((await metadata('both', '--live')).match(/name="\w+"/g)).toEqual(['name="hot"', 'name="new"']);
      expect((await metadata('both', '--config')).match(/name="\w+"/g)).toEqual([
        'name="cold"',
        'name="new"',
      ]);
    });
  },
);
