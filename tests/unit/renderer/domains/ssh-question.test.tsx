// @vitest-environment happy-dom

import { Menu } from '@mantine/core';
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { MachineMenu } from '../../../../renderer/features/domains/machine-menu.tsx';
import { SshQuestion } from '../../../../renderer/features/domains/ssh-question.tsx';
import { useWish } from '../../../../renderer/live/hooks.ts';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { fakeEngine } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAPTOP, machines, sampleWorld, uuidOf } from '../../../support/sample-world.ts';

function MenuAndQuestion({ domain }: { readonly domain: DomainSummary }) {
  const [wish] = useWish();
  return (
    <>
      <Menu defaultOpened>
        <Menu.Dropdown>
          <MachineMenu domains={[domain]} />
        </Menu.Dropdown>
      </Menu>
      {wish?.kind === 'ssh' && <SshQuestion domain={wish.domain} />}
    </>
  );
}

const named = (name: string) => machines.find((domain) => domain.name === name)!;
const question = () => screen.queryByRole('dialog', { name: /^SSH to/ });

async function asking(name: string, hasShell = true) {
  const engine = fakeEngine({ ...sampleWorld, hosts: [host({ hasShell })] });
  const drawn = await draw(<MenuAndQuestion domain={named(name)} />, engine);
  const item = screen.queryByText('SSH to this machine…');
  if (item !== null) await drawn.user.click(item);
  return drawn;
}

test('the address is chosen, the user typed, and the shell opens in its place', async () => {
  const { user } = await asking('web-02');
  expect(question()).not.toBeNull();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Address' }), 'fd00::18');
  await user.type(screen.getByRole('textbox', { name: 'User' }), 'admin');
  await user.click(screen.getByRole('button', { name: 'Open' }));
  expect(window.location.hash).toBe(`#/guest-shell/${LAPTOP}/${uuidOf(2)}/fd00%3A%3A18/admin`);
  await waitFor(() => expect(question()).toBeNull());
});

test('a user that ssh would take for something else is refused with words', async () => {
  const { user } = await asking('web-02');
  await user.type(screen.getByRole('textbox', { name: 'User' }), '-oProxyCommand=x{Enter}');
  expect(screen.getByText(/does not begin with “-”/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Open' })).toHaveProperty('disabled', true);
  expect(window.location.hash).toBe('');
});

test('is not offered where no address is known', async () => {
  await asking('win11');
  expect(screen.queryByText('SSH to this machine…')).toBeNull();
});

test('is not offered where its host gives no way to it', async () => {
  await asking('web-02', false);
  expect(screen.queryByText('SSH to this machine…')).toBeNull();
});
