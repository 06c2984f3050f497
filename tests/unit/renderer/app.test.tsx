// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppWindow } from '../../../renderer/app.tsx';
import { type Settings, USUAL_SETTINGS } from '../../../shared/model/settings.ts';
import { fakeEngine, gives } from '../../support/fake-api.ts';
import { draw } from '../../support/render.tsx';
import { machines, sampleWorld } from '../../support/sample-world.ts';

const settings: Settings = { ...USUAL_SETTINGS, theme: 'dark', language: 'en' };

async function app() {
  const engine = fakeEngine(sampleWorld, {
    settings: { get: gives(settings) },
    domains: { act: gives(undefined) },
  });
  const drawn = await draw(<AppWindow />, engine);
  await screen.findByRole('heading', { level: 1, name: 'Virtual machines' });
  return drawn;
}

describe('the whole page', () => {
  test('obeys the settings, and follows when another window changes them', async () => {
    const { engine } = await app();
    await waitFor(() => expect(document.documentElement.dataset.mantineColorScheme).toBe('dark'));
    engine.emit('settings', 'changed', { ...settings, theme: 'light', language: 'zh-CN' });
    await screen.findByRole('heading', { level: 1, name: '虚拟机' });
    expect(document.documentElement.lang).toBe('zh-CN');
    expect(document.documentElement.dataset.mantineColorScheme).toBe('light');
  });

  test('loads a page when it is first shown', async () => {
    const { user } = await app();
    await user.click(screen.getByRole('menuitem', { name: 'Help' }));
    await user.click(await screen.findByRole('menuitem', { name: 'About Guesthouse' }));
    await screen.findByRole('heading', { level: 1, name: /About/ });
    expect(window.location.hash).toBe('#/about');
  });

  test('has its Machine menu and shortcuts act on the machine whose page is open', async () => {
    const { engine, user } = await app();
    await user.click(await screen.findByRole('treeitem', { name: 'web-02' }));
    await screen.findByRole('heading', { level: 1, name: 'web-02' });
    await user.keyboard('{Control>}{Shift>}p{/Shift}{/Control}');
    expect(engine.callsOf('domains.act')).toEqual([{ domain: machines[1]!.key, action: 'pause' }]);
    await user.click(screen.getByRole('tab', { name: 'Virtual machines' }));
    await user.keyboard('{Control>}{Shift>}p{/Shift}{/Control}');
    expect(engine.callsOf('domains.act')).toHaveLength(1);
  });

  test('opens the dialog to connect to a host when it is asked for', async () => {
    const { user } = await app();
    await user.keyboard('{Control>}o{/Control}');
    expect(await screen.findByRole('dialog', { name: 'Add host' })).toBeTruthy();
  });

  test('acts on the selected machine by shortcut, and asks first where something is lost', async () => {
    const { engine, user } = await app();
    await user.click(
      screen.getAllByRole('row').find((row) => row.textContent?.includes('Public web server'))!,
    );
    await user.keyboard('{Control>}{Shift>}d{/Shift}{/Control}');
    expect(engine.callsOf('domains.act')).toEqual([{ domain: machines[0]!.key, action: 'shutdown' }]);
    await user.click(screen.getByRole('menuitem', { name: 'Machine' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Force off…' }));
    expect(await screen.findByRole('dialog', { name: 'Force off web-01?' })).toBeTruthy();
    expect(engine.callsOf('domains.act')).toHaveLength(1);
  });
});
