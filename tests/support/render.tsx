// Draws components as the page does: with its theme, its catalogues and a fake engine behind.
import { MantineProvider } from '@mantine/core';
import { cleanup, configure, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import { startI18n } from '../../renderer/i18n.ts';
import { loadCatalogue, type SpokenLanguage } from '../../renderer/languages.ts';
import { createLive, type Live } from '../../renderer/live/live.ts';
import { LiveProvider } from '../../renderer/live/provider.tsx';
import { theme } from '../../renderer/ui/theme.ts';
import { type FakeEngine, fakeEngine } from './fake-api.ts';

// happy-dom lays nothing out. Without a size virtual lists would show no rows.
for (const [name, size] of [
  ['offsetHeight', 600],
  ['offsetWidth', 1200],
  ['clientHeight', 600],
] as const)
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });

// happy-dom is never idle.
globalThis.requestIdleCallback ??= (run) =>
  Number(setTimeout(() => run({ didTimeout: false, timeRemaining: () => 50 })));
globalThis.cancelIdleCallback ??= (handle) => clearTimeout(handle);

configure({
  // A busy machine is slow, not wrong.
  asyncUtilTimeout: 10_000,
  // Without the whole document, which is printed anew at each look of a wait: a tenth of all that these tests take.
  getElementError: (message) => new Error(message ?? 'not found'),
});

const drawn: Live[] = [];

afterEach(() => {
  cleanup();
  for (const live of drawn.splice(0)) live.dispose();
  sessionStorage.clear();
  localStorage.clear();
  window.location.hash = '';
});

export interface Drawn {
  readonly user: UserEvent;
  readonly engine: FakeEngine;
  readonly live: Live;
}

/** Draws `children` and waits until the engine's first answers are in. */
export async function draw(
  children: ReactNode,
  engine: FakeEngine = fakeEngine(),
  language: SpokenLanguage = 'en',
): Promise<Drawn> {
  const i18n = await startI18n(language, await loadCatalogue(language));
  await i18n.changeLanguage(language);
  const live = createLive(engine);
  drawn.push(live);
  const user = userEvent.setup();
  render(
    <LiveProvider live={live}>
      <MantineProvider theme={theme} env="test">
        {children}
      </MantineProvider>
    </LiveProvider>,
  );
  await user.click(document.body);
  return { user, engine, live };
}
