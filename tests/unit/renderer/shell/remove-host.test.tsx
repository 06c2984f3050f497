// @vitest-environment happy-dom
// A host is taken off the list: its dialog is gone with it, and a late answer takes nothing else away.
import { act, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppWindow } from '../../../../renderer/app.tsx';
import { ok, type Result } from '../../../../shared/failure.ts';
import { fakeEngine } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { LAPTOP, sampleWorld } from '../../../support/sample-world.ts';

test('a dialog that was opened meanwhile stays when the answer comes', async () => {
  let answer = (_: Result<undefined>) => {};
  const answered = new Promise<Result<undefined>>((resolve) => {
    answer = resolve;
  });
  const { user, live } = await draw(
    <AppWindow />,
    fakeEngine(sampleWorld, { connections: { remove: () => answered } }),
  );
  await act(async () => live.state.setState({ wish: { kind: 'remove-host', connection: LAPTOP } }));
  const dialog = await screen.findByRole('dialog', { name: 'Remove laptop from the list?' });
  await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
  await act(async () => live.state.setState({ wish: { kind: 'add-host' } }));
  await act(async () => answer(ok(undefined)));
  expect(live.state.getState().wish).toEqual({ kind: 'add-host' });
  expect(await screen.findByRole('dialog', { name: 'Add host' })).toBeTruthy();
});
