// @vitest-environment happy-dom
// The state of a machine in a row, whose elements show another machine when rows come and go.
import { act, screen } from '@testing-library/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { expect, test } from 'vitest';
import { StateCell } from '../../../../renderer/features/domains/machine-cells.tsx';
import { stateKeyOf } from '../../../../renderer/live/domain-rules.ts';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { draw } from '../../../support/render.tsx';
import { machine } from '../../../support/sample-world.ts';

const running = machine(1, 'web-01', { state: 'running', id: 1 });
const paused: DomainSummary = { ...running, state: 'paused' };
const other = machine(2, 'web-02', { state: 'off' });

async function cell() {
  let show: (domain: DomainSummary) => void = () => {};
  function Cell() {
    const [domain, setDomain] = useState<DomainSummary>(running);
    show = setDomain;
    const { t } = useTranslation('domains');
    return <StateCell domain={domain} word={t(stateKeyOf(domain))} />;
  }
  await draw(<Cell />);
  return {
    show: (domain: DomainSummary) => act(async () => show(domain)),
    glowing: () => document.querySelectorAll('[data-changed]').length,
  };
}

test('glows each time the machine has changed, back to what it was too', async () => {
  const { show, glowing } = await cell();
  expect(glowing()).toBe(0);
  await show(paused);
  expect(screen.getByText('Paused')).toBeTruthy();
  expect(glowing()).toBe(1);
  const first = document.querySelector('[data-changed]');
  await show(running);
  expect(glowing()).toBe(1);
  expect(document.querySelector('[data-changed]')).not.toBe(first);
});

test('says the state of another machine with the same elements, and no glow', async () => {
  const { show, glowing } = await cell();
  const word = screen.getByText('Running');
  await show(other);
  expect(word.isConnected).toBe(true);
  expect(word.textContent).toBe('Off');
  expect(glowing()).toBe(0);
});

test('a button for one machine is not that of another, which has the same elements otherwise', async () => {
  const stuck = { transition: { what: 'shutting-down', sinceMs: Date.now() - 60_000 } } as const;
  const { show } = await cell();
  await show({ ...running, ...stuck });
  const button = screen.getByRole('button', { name: /web-01/ });
  await show({ ...other, state: 'running', ...stuck });
  expect(button.isConnected).toBe(false);
  expect(screen.getByRole('button', { name: /web-02/ })).toBeTruthy();
});
