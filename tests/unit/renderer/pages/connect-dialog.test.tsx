// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ConnectDialog } from '../../../../renderer/features/connect/connect-dialog.tsx';
import { fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { LAB } from '../../../support/sample-world.ts';

async function open(add = gives(LAB)) {
  let closed = 0;
  const engine = fakeEngine({}, { connections: { add } });
  const drawn = await draw(
    <ConnectDialog
      opened
      onClose={() => {
        closed += 1;
      }}
    />,
    engine,
  );
  return { ...drawn, closed: () => closed };
}

test('the system of this computer is one click, and leads to its page', async () => {
  const { user, engine, closed } = await open();
  await user.click(screen.getByRole('button', { name: 'Connect' }));
  expect(engine.callsOf('connections.add')).toEqual([{ uri: 'qemu:///system', readOnly: false }]);
  await waitFor(() => expect(window.location.hash).toBe('#/host/c2'));
  expect(closed()).toBe(1);
});

test('a URI of one’s own, read-only', async () => {
  const { user, engine } = await open();
  await user.click(screen.getByRole('radio', { name: 'Another URI' }));
  const connect = screen.getByRole('button', { name: 'Connect' });
  expect(connect).toHaveProperty('disabled', true);
  await user.type(screen.getByRole('textbox', { name: 'URI' }), ' qemu+tcp://10.0.0.7/system ');
  await user.click(screen.getByRole('checkbox', { name: /Read-only/ }));
  await user.click(connect);
  expect(engine.callsOf('connections.add')).toEqual([{ uri: 'qemu+tcp://10.0.0.7/system', readOnly: true }]);
});

test('what is wrong with a URI is said while it is typed', async () => {
  const { user, engine } = await open();
  await user.click(screen.getByRole('radio', { name: 'Another URI' }));
  await user.type(screen.getByRole('textbox', { name: 'URI' }), 'qemu+ssh://host/system');
  expect(screen.getByText(/Connections over SSH come with a later version/)).toBeDefined();
  await user.type(screen.getByRole('textbox', { name: 'URI' }), '{Enter}');
  expect(engine.callsOf('connections.add')).toEqual([]);
});

test('what the engine refuses stays in the dialog with its reason', async () => {
  const { user, closed } = await open(fails({ kind: 'invalid', field: 'uri', message: 'no such driver' }));
  await user.click(screen.getByRole('button', { name: 'Connect' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Could not add qemu:///system');
  expect(closed()).toBe(0);
});

test('a URI from outside is shown in full and waits for a click', async () => {
  const uri = 'qemu+tcp://elsewhere.example/system';
  const engine = fakeEngine({}, { connections: { add: gives(LAB) } });
  const { user } = await draw(<ConnectDialog opened onClose={() => undefined} offeredUri={uri} />, engine);
  expect(screen.getByRole('textbox', { name: 'URI' })).toHaveProperty('value', uri);
  expect(screen.getByText(/Another program asked/)).toBeDefined();
  expect(engine.callsOf('connections.add')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Connect' }));
  expect(engine.callsOf('connections.add')).toEqual([{ uri, readOnly: false }]);
});
