// @vitest-environment happy-dom
// Preferences beyond the first few: finding one, undoing "don't ask again", defaults, and files that come from elsewhere.
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SettingsPage } from '../../../../renderer/features/settings/settings-page.tsx';
import { USUAL_SETTINGS } from '../../../../shared/model/settings.ts';
import type { ImportPreview } from '../../../../shared/model/transfer.ts';
import { fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';

const button = (name: string | RegExp) => screen.getByRole('button', { name });

test('a setting is found by its words, in its label or what is said about it', async () => {
  const { user } = await draw(<SettingsPage />);
  const find = screen.getByRole('searchbox', { name: 'Find a setting' });
  await user.type(find, 'font');
  expect(screen.getByRole('combobox', { name: 'Font size of consoles and shells' })).toBeTruthy();
  expect(screen.queryByRole('radio', { name: 'Dark' })).toBeNull();
  await user.clear(find);
  await user.type(find, 'appearance');
  expect(screen.getByRole('radio', { name: 'Dark' })).toBeTruthy();
});

test('each part can be gone to, and then has the focus', async () => {
  const { user } = await draw(<SettingsPage />);
  await user.click(within(screen.getByRole('navigation')).getByRole('button', { name: 'Consoles' }));
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Consoles' }));
});

test('what is measured is chosen piece by piece', async () => {
  const { user, engine } = await draw(<SettingsPage />);
  await user.click(screen.getByRole('checkbox', { name: 'Disk' }));
  expect(engine.callsOf('settings.set')).toEqual([{ measured: ['cpu', 'memory', 'network'] }]);
});

test('a question that is no longer asked is asked again', async () => {
  const skippedQuestions = ['bulk-shutdown', 'from-a-newer-version'];
  const get = gives({ ...USUAL_SETTINGS, skippedQuestions });
  const { user, engine } = await draw(<SettingsPage />, fakeEngine({}, { settings: { get } }));
  await screen.findByText('Shut down, for several machines');
  await user.click(button('Ask again: from-a-newer-version'));
  expect(engine.callsOf('settings.set')).toEqual([{ skippedQuestions: ['bulk-shutdown'] }]);
});

test('one machine alone can be asked about', async () => {
  const { user, engine } = await draw(<SettingsPage />);
  await user.click(await screen.findByRole('switch', { name: /^Ask before one machine/ }));
  expect(engine.callsOf('settings.set')).toEqual([{ askForOne: true }]);
});

test('a part goes back to its defaults, and offers it only when something differs', async () => {
  const get = gives({ ...USUAL_SETTINGS, terminalFontPx: 20, theme: 'dark' as const });
  const { user, engine } = await draw(<SettingsPage />, fakeEngine({}, { settings: { get } }));
  await user.click(await screen.findByRole('button', { name: 'Restore defaults: Consoles' }));
  expect(engine.callsOf('settings.set')).toEqual([{ terminalFontPx: 13 }]);
  expect(screen.queryByRole('button', { name: 'Restore defaults: Statistics' })).toBeNull();
});

test('a browser is told that the tray is not its own', async () => {
  await draw(<SettingsPage />);
  expect(await screen.findByText('Only the desktop app has one.')).toBeTruthy();
});

function chosenFile(content: string): File {
  return new File([content], 'mine.json', { type: 'application/json' });
}

async function withFile(preview: ImportPreview) {
  const engine = fakeEngine({}, { settings: { preview: gives(preview), import: gives(undefined) } });
  const drawn = await draw(<SettingsPage />, engine);
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('no file can be chosen');
  await drawn.user.upload(input, chosenFile('{}'));
  return drawn;
}

test('a file shows what it would change, and changes nothing before it is taken', async () => {
  const { user, engine } = await withFile({
    state: 'good',
    changes: [
      { field: 'theme', from: 'system', to: 'dark' },
      { field: 'statisticsIntervalMs', from: 2000, to: 5000 },
      { field: 'measured', from: ['cpu'], to: ['cpu', 'disk'] },
    ],
    hosts: [
      { uri: 'qemu+ssh://far/system', name: 'Far', readOnly: false, known: false },
      { uri: 'qemu:///system', name: '', readOnly: false, known: true },
    ],
    unknown: ['hologram'],
  });
  const row = await screen.findByRole('row', { name: /Theme/ });
  expect(row.textContent).toContain('As the system');
  expect(row.textContent).toContain('Dark');
  expect(screen.getByRole('row', { name: /What is measured/ }).textContent).toContain('CPU, Disk');
  expect(screen.getByText('qemu+ssh://far/system')).toBeTruthy();
  expect(screen.queryByText('qemu:///system')).toBeNull();
  expect(screen.getByText(/hologram/)).toBeTruthy();
  expect(engine.callsOf('settings.import')).toEqual([]);

  await user.click(screen.getByRole('checkbox', { name: /3 settings/ }));
  await user.click(button('Take over'));
  expect(engine.callsOf('settings.import')).toEqual([{ text: '{}', settings: false, hosts: true }]);
  await waitFor(() => expect(screen.getByText('The file was taken.')).toBeTruthy());
});

test('a file that is refused says why, and offers nothing', async () => {
  await withFile({ state: 'refused', fault: 'bad-setting', where: 'theme' });
  expect((await screen.findByRole('alert')).textContent).toContain('mine.json was not taken');
  expect(screen.getByText(/The setting theme makes no sense/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Take over' })).toBeNull();
});
