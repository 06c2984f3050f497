// @vitest-environment happy-dom
// The keyboard in the whole window: where it is after a dialog, and what keys do while nothing has the focus.
import { createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppWindow } from '../../../renderer/app.tsx';
import { USUAL_SETTINGS } from '../../../shared/model/settings.ts';
import { fakeEngine, gives } from '../../support/fake-api.ts';
import { draw } from '../../support/render.tsx';
import { sampleWorld } from '../../support/sample-world.ts';

async function app() {
  const engine = fakeEngine(sampleWorld, {
    settings: { get: gives({ ...USUAL_SETTINGS, language: 'en' }) },
    domains: { act: gives(undefined) },
  });
  const drawn = await draw(<AppWindow />, engine);
  await screen.findAllByRole('treeitem');
  await screen.findAllByRole('rowheader');
  return drawn;
}

const row = (name: string) => screen.getByRole('rowheader', { name }).closest<HTMLElement>('[role=row]');
const selected = () =>
  within(screen.getByRole('grid'))
    .getAllByRole('row')
    .filter((one) => one.getAttribute('aria-selected') === 'true');

/** Enter at a time of the page. */
function pressEnter(target: HTMLElement | null, atMs: number): void {
  if (target === null) throw new Error('nothing to press Enter on');
  const event = createEvent.keyDown(target, { key: 'Enter' });
  Object.defineProperty(event, 'timeStamp', { value: atMs });
  fireEvent(target, event);
}

test('it goes back to the row from which a dialog was opened', async () => {
  const { user } = await app();
  await user.click(row('web-01') ?? document.body);
  await user.keyboard('{Control>}{Shift>}g{/Shift}{/Control}');
  await screen.findByRole('dialog', { name: 'Tags of web-01' });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(row('web-01')));
});

test('Enter pressed twice closes a dialog, and does nothing to what is behind it', async () => {
  const { user } = await app();
  await user.click(row('web-01') ?? document.body);
  await user.keyboard('{Control>}a{/Control}');
  await user.keyboard('{Control>}{Shift>}d{/Shift}{/Control}');
  const button = within(await screen.findByRole('dialog')).getByRole('button', { name: 'Shut down' });
  pressEnter(button, 1000);
  await user.click(button);
  await waitFor(() => expect(document.activeElement).toBe(row('web-01')));
  pressEnter(row('web-01'), 1300);
  // Had it been heard, this would be seen too late to go back.
  await new Promise((resolve) => setTimeout(resolve));
  expect(location.hash).not.toContain('machine');
  // Who has gone on with other keys meanwhile means what he presses.
  fireEvent.keyDown(row('web-01') ?? document.body, { key: 'F6' });
  pressEnter(row('web-01'), 1310);
  await waitFor(() =>
    expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toContain('web-01'),
  );
});

test('a double click on an item of a menu does not reach what the menu covered', async () => {
  await app();
  const target = row('web-01') ?? document.body;
  fireEvent.contextMenu(target);
  const item = await screen.findByRole('menuitem', { name: /^Tags/ });
  fireEvent.mouseDown(item, { detail: 1 });
  fireEvent.click(item, { detail: 1 });
  await waitFor(() => expect(item.isConnected).toBe(false));
  fireEvent.dblClick(target, { detail: 2 });
  await new Promise((resolve) => setTimeout(resolve));
  expect(location.hash).not.toContain('machine');
  fireEvent.mouseDown(target, { detail: 1 });
  fireEvent.dblClick(target, { detail: 2 });
  await waitFor(() => expect(location.hash).toContain('machine'));
});

test('it is in a dialog the moment the dialog is there: no letter is lost', async () => {
  const { user } = await app();
  const press = () => fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  // What it is made of is there from the second time on.
  press();
  await screen.findByRole('combobox', { name: 'Command palette' });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Command palette' })).toBeNull());
  press();
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Command palette' }));
});

test('with the focus nowhere, arrows go to the list and Ctrl+A selects its machines', async () => {
  const { user } = await app();
  expect(document.activeElement).toBe(document.body);
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement?.getAttribute('role')).toBe('row');
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await user.keyboard('{Control>}a{/Control}');
  await waitFor(() => expect(selected().length).toBe(sampleWorld.domains.length));
});

test('Ctrl+F waits for the search of a page that is on its way', async () => {
  const { user } = await app();
  await user.keyboard('{Control>}2{/Control}');
  await waitFor(() => expect(location.hash).toContain('tasks'));
  fireEvent.keyDown(document.body, { key: 'f', ctrlKey: true });
  const box = await screen.findByRole('searchbox', { name: 'Search tasks' });
  await waitFor(() => expect(document.activeElement).toBe(box));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('F6 goes from the hosts to the list and back', async () => {
  const { user } = await app();
  const seen: (string | null | undefined)[] = [];
  for (let presses = 0; presses < 3; presses += 1) {
    await user.keyboard('{F6}');
    seen.push(document.activeElement?.getAttribute('role'));
  }
  expect(seen).toEqual(['treeitem', 'row', 'treeitem']);
});

test('Enter in the search goes to what was found, and what a search leaves out is not acted on', async () => {
  const { user, engine } = await app();
  await user.keyboard('{Control>}a{/Control}');
  await waitFor(() => expect(selected().length).toBe(sampleWorld.domains.length));
  await user.keyboard('{Control>}f{/Control}name=web-01');
  await waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(1));
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(row('web-01'));
  await user.keyboard('{Control>}{Shift>}p{/Shift}{/Control}');
  await waitFor(() => expect(engine.callsOf('domains.act')).toHaveLength(1));
});

test('a menu closes when its machine is gone, and Escape closes one that lost the focus', async () => {
  const { user, engine } = await app();
  const [first] = sampleWorld.domains;
  const open = async (name: string) => {
    await user.pointer({ keys: '[MouseRight]', target: row(name) ?? document.body });
    await screen.findByRole('menu');
  };
  await open('web-02');
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  await open(first!.name);
  engine.change({ op: 'drop', noun: 'domain', key: first!.key });
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
});

test('no letter of a search is lost on the way from another page', async () => {
  const { user } = await app();
  await user.keyboard('{Control>}2{/Control}');
  await screen.findByRole('heading', { name: 'Tasks', level: 1 });
  await user.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
  const box = screen.getByRole<HTMLInputElement>('combobox', { name: 'Search all machines' });
  fireEvent.change(box, { target: { value: 'w' } });
  expect(box.value).toBe('w');
  await waitFor(() => expect(window.location.hash).toBe('#/search/w'));
  expect(box.value).toBe('w');
});
