// Settings as a file: what goes out, what comes in, and what is not taken.
import { describe, expect, test } from 'vitest';
import { previewOf, readSettingsFile, writeSettingsFile } from '../../../electron/services/settings-file.ts';
import { USUAL_SETTINGS } from '../../../shared/model/settings.ts';
import { LONGEST_IMPORT } from '../../../shared/model/transfer.ts';
import { profile, startServices } from './engine.ts';

const FAR = profile('qemu+ssh://far.example/system', { name: 'Far', notes: 'third rack', colour: 'teal' });
const now = { settings: USUAL_SETTINGS, hosts: [profile('qemu:///system')] };

function file(change: object): string {
  return JSON.stringify({ guesthouse: 'settings', version: 1, ...change });
}

test('what is written is read again, and changes nothing where it came from', () => {
  const text = writeSettingsFile(USUAL_SETTINGS, [FAR]);
  expect(readSettingsFile(text)).toEqual({ settings: USUAL_SETTINGS, hosts: [FAR], unknown: [] });
  expect(previewOf(text, { settings: USUAL_SETTINGS, hosts: [FAR] })).toEqual({
    state: 'good',
    changes: [],
    hosts: [{ uri: FAR.uri, name: 'Far', readOnly: false, known: true }],
    unknown: [],
  });
});

test('a preview tells what would change, which hosts are new, and what is not known here', () => {
  const text = file({
    settings: { theme: 'dark', language: 'system', density: 'comfortable', hologram: true },
    hosts: [FAR, profile('qemu:///system')],
  });
  expect(previewOf(text, now)).toEqual({
    state: 'good',
    changes: [
      { field: 'theme', from: 'system', to: 'dark' },
      { field: 'density', from: 'compact', to: 'comfortable' },
    ],
    hosts: [
      { uri: FAR.uri, name: 'Far', readOnly: false, known: false },
      { uri: 'qemu:///system', name: '', readOnly: false, known: true },
    ],
    unknown: ['hologram'],
  });
});

describe('a file is refused', () => {
  test.each<[string, string, string, string | undefined]>([
    ['is no JSON', 'theme: dark', 'no-json', undefined],
    ['is empty', '', 'no-json', undefined],
    ['is something else', '{"name":"npm"}', 'other-file', undefined],
    ['is a list', '[]', 'other-file', undefined],
    ['is a settings file itself', JSON.stringify({ version: 1, settings: {} }), 'other-file', undefined],
    ['is of a newer version', file({ version: 2 }), 'newer', '2'],
    ['is too large', ' '.repeat(LONGEST_IMPORT + 1), 'too-large', undefined],
    ['has a setting that makes no sense', file({ settings: { theme: 'mauve' } }), 'bad-setting', 'theme'],
    [
      'has one out of its bounds',
      file({ settings: { statisticsIntervalMs: 1 } }),
      'bad-setting',
      'statisticsIntervalMs',
    ],
    [
      'has one inside another that makes no sense',
      file({ settings: { groups: [{ path: 7 }] } }),
      'bad-setting',
      'groups.0.path',
    ],
    ['has a host that is none', file({ hosts: ['qemu:///system'] }), 'bad-host', 'hosts[0]'],
    [
      'has a host with more than a host has',
      file({ hosts: [{ ...FAR, password: 'x' }] }),
      'bad-host',
      'hosts[0]',
    ],
    [
      'has a host that would be an option of ssh',
      file({ hosts: [FAR, profile('qemu+ssh://-oProxyCommand=x/system')] }),
      'bad-host',
      'hosts[1].uri: -oProxyCommand=x cannot be a host',
    ],
    ['has too many hosts', file({ hosts: Array(1001).fill(FAR) }), 'other-file', undefined],
    ['is nested without end', '['.repeat(100_000), 'no-json', undefined],
  ])('that %s', (_what, text, fault, where) => {
    expect(previewOf(text, now)).toEqual({
      state: 'refused',
      fault,
      ...(where === undefined ? {} : { where: expect.stringContaining(where) }),
    });
  });

  test('and a prototype in it is a setting that nobody knows', () => {
    const text = '{"guesthouse":"settings","version":1,"settings":{"__proto__":{"tray":true}}}';
    const preview = previewOf(text, now);
    expect(preview.state === 'good' ? preview.changes : preview).toEqual([]);
    expect(Reflect.get({}, 'tray')).toBeUndefined();
  });
});

describe('the engine', () => {
  test('takes settings and hosts that were chosen, and connects none of them, now or at its next start', async () => {
    const { handlers, context, settings, hosts } = await startServices({ startUris: ['nonsense'] });
    const text = file({ settings: { density: 'comfortable' }, hosts: [FAR] });
    await handlers.settings.import({ text, settings: true, hosts: false }, context);
    expect(settings.settings.density).toBe('comfortable');
    expect(settings.connections.map(({ uri }) => uri)).not.toContain(FAR.uri);

    await handlers.settings.import({ text, settings: false, hosts: true }, context);
    expect(settings.connections.at(-1)).toMatchObject({ uri: FAR.uri, closed: true });
    expect(hosts().find(({ uri }) => uri === FAR.uri)).toMatchObject({ state: 'disconnected', name: 'Far' });
  });

  test('takes nothing of a file that is refused', async () => {
    const { handlers, context, settings } = await startServices({ startUris: ['nonsense'] });
    const text = file({ settings: { density: 'comfortable', theme: 'mauve' }, hosts: [FAR] });
    await expect(
      (async () => handlers.settings.import({ text, settings: true, hosts: true }, context))(),
    ).rejects.toMatchObject({ failure: { kind: 'invalid', field: 'text' } });
    expect(settings.settings.density).toBe('compact');
    expect(settings.connections).toHaveLength(1);
  });

  test('writes a file with nothing that was allowed to run here, and no host that makes no sense', async () => {
    const uri = 'qemu+ext://far/system?command=/usr/bin/way';
    const { handlers, context, settings } = await startServices({ startUris: ['nonsense'] });
    const { id } = await settings.addConnection(profile(uri), { closed: true });
    await settings.allowProgram(id, ['/usr/bin/way']);
    const text = await handlers.settings.exported({}, context);
    expect(readSettingsFile(text).hosts).toEqual([profile(uri)]);
    expect(text).not.toContain('allowedPrograms');
  });
});
