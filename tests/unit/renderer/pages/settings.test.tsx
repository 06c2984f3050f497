// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AboutPage } from '../../../../renderer/features/about/about-page.tsx';
import { SettingsPage } from '../../../../renderer/features/settings/settings-page.tsx';
import { Banners } from '../../../../renderer/features/shell/banners.tsx';
import { USUAL_SETTINGS } from '../../../../shared/model/settings.ts';
import { fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';

test('theme, language and interval are settings, and what is set is shown', async () => {
  const { user, engine } = await draw(<SettingsPage />);
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  await user.click(screen.getByRole('radio', { name: '简体中文' }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Interval' }), 'every 5 seconds');
  expect(engine.callsOf('settings.set')).toEqual([
    { theme: 'dark' },
    { language: 'zh-CN' },
    { statisticsIntervalMs: 5000 },
  ]);
  await waitFor(() => expect(screen.getByRole('radio', { name: 'Dark' })).toHaveProperty('checked', true));
});

test('an interval that was set by hand is among the choices', async () => {
  const get = gives({ ...USUAL_SETTINGS, statisticsIntervalMs: 7000 });
  await draw(<SettingsPage />, fakeEngine({}, { settings: { get } }));
  await waitFor(() =>
    expect(screen.getByRole('combobox', { name: 'Interval' })).toHaveProperty('value', '7'),
  );
});

test('a setting that cannot be saved says so, and stays as it was', async () => {
  const set = fails({ kind: 'bug', id: 'abc123' });
  const { user } = await draw(<SettingsPage />, fakeEngine({}, { settings: { set } }));
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Could not change the setting');
  expect(screen.getByRole('radio', { name: 'Dark' })).toHaveProperty('checked', false);
});

test('trouble with the settings file stays to be read after it was put away', async () => {
  const { user, engine } = await draw(
    <>
      <Banners />
      <SettingsPage />
    </>,
  );
  engine.emit('settings', 'trouble', [
    {
      id: 'one',
      file: 'settings',
      what: 'unreadable',
      path: '/home/lin/settings.json',
      keptAs: '/home/lin/settings.bad.json',
      inUse: 'usual',
      message: 'it is no JSON',
    },
  ]);
  expect(await screen.findAllByText(/settings\.bad\.json/)).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull();
  expect(screen.getAllByText(/settings\.bad\.json/)).toHaveLength(1);
  engine.emit('settings', 'trouble', []);
  await waitFor(() => expect(screen.queryByText(/settings\.bad\.json/)).toBeNull());
});

test('About names versions, the licence of noVNC, and where settings and log are', async () => {
  const about = gives({
    version: '0.1.0',
    node: '20.20.2',
    platform: 'linux x64',
    settingsPath: '/home/lin/.config/guesthouse/settings.json',
    logPath: '/home/lin/.local/state/guesthouse/log',
    libraries: [{ name: '@novnc/novnc', version: '1.7.0', licence: 'MPL-2.0' }],
  });
  await draw(<AboutPage />, fakeEngine({}, { settings: { about } }));
  expect(await screen.findByText('/home/lin/.config/guesthouse/settings.json')).toBeDefined();
  expect(screen.getByText('/home/lin/.local/state/guesthouse/log')).toBeDefined();
  expect(screen.getByRole('row', { name: /novnc.*MPL-2\.0/ })).toBeDefined();
  expect(screen.queryByText('Electron')).toBeNull();
});
