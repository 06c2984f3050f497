// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { PromptDialogs } from '../../../../renderer/features/prompts/prompt-dialogs.tsx';
import { promptId } from '../../../../shared/checks.ts';
import type { Prompt, Question } from '../../../../shared/model/prompt.ts';
import { fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { sampleWorld } from '../../../support/sample-world.ts';

function prompt(question: Question, change: Partial<Prompt> = {}): Prompt {
  return {
    id: promptId.parse('p-1'),
    hostName: 'kvm-01',
    question,
    wrong: false,
    canRemember: false,
    ...change,
  };
}

async function dialogs(...prompts: readonly Prompt[]) {
  const engine = fakeEngine(sampleWorld, { prompts: { list: gives(prompts), answer: gives(undefined) } });
  return draw(<PromptDialogs />, engine);
}

const password = { kind: 'password', target: 'ada@kvm-01' } as const;

describe('a question on the way to a host', () => {
  test('takes a password, and remembers it when told to', async () => {
    const { user, engine } = await dialogs(prompt(password, { canRemember: true }));
    const dialog = await screen.findByRole('dialog', { name: 'Log in to kvm-01' });
    expect(dialog.textContent).toContain('ada@kvm-01');
    await user.type(within(dialog).getByLabelText('Password'), 'one two');
    await user.click(within(dialog).getByRole('checkbox'));
    await user.click(within(dialog).getByRole('button', { name: 'Log in' }));
    expect(engine.callsOf('prompts.answer')).toEqual([
      { prompt: 'p-1', answer: { kind: 'secret', secret: 'one two', remember: true } },
    ]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('offers no memory where there is none, and says that an answer was wrong', async () => {
    await dialogs(prompt(password, { wrong: true }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).queryByRole('checkbox')).toBeNull();
    expect(dialog.textContent).toContain('That was not accepted.');
  });

  test('quotes the words of a server, and never makes them its own', async () => {
    await dialogs(prompt({ kind: 'server', target: 'kvm-01', text: "root@other's password: ", echo: false }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.querySelector('blockquote')?.textContent).toBe("root@other's password: ");
    expect(dialog.textContent).toContain('The server kvm-01 says:');
  });

  test('trusts a key only by the button that says so', async () => {
    const question = {
      kind: 'host-key',
      target: 'kvm-01',
      address: '192.0.2.7',
      keyType: 'ED25519',
      fingerprint: 'SHA256:abc',
    } as const;
    const { user, engine } = await dialogs(prompt(question));
    const dialog = await screen.findByRole('dialog', { name: 'Is this kvm-01?' });
    expect(dialog.textContent).toContain('SHA256:abc');
    await user.click(within(dialog).getByRole('button', { name: 'Trust and connect' }));
    expect(engine.callsOf('prompts.answer')).toEqual([{ prompt: 'p-1', answer: { kind: 'yes' } }]);
  });

  test('is answered with no by Escape', async () => {
    const { user, engine } = await dialogs(prompt({ kind: 'program', path: '/opt/way', words: [] }));
    await screen.findByRole('dialog');
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(engine.callsOf('prompts.answer')).toEqual([{ prompt: 'p-1', answer: { kind: 'no' } }]),
    );
  });

  test('asks for a name and a password of libvirt itself, and warns of a weak way', async () => {
    const question = { kind: 'sasl', target: 'kvm-01', mechanism: 'DIGEST-MD5', weak: true } as const;
    const { user, engine } = await dialogs(prompt(question));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('note').textContent).toContain('weak');
    await user.type(within(dialog).getByLabelText('Name'), 'ada');
    await user.type(within(dialog).getByLabelText('Password'), 'secret');
    await user.click(within(dialog).getByRole('button', { name: 'Log in' }));
    expect(engine.callsOf('prompts.answer')).toEqual([
      { prompt: 'p-1', answer: { kind: 'login', user: 'ada', secret: 'secret', remember: false } },
    ]);
  });

  test('waits for its turn, and goes when it was answered elsewhere', async () => {
    const first = prompt(password);
    const second = prompt(password, { id: promptId.parse('p-2'), hostName: 'kvm-02' });
    const { engine } = await dialogs(first, second);
    await screen.findByRole('dialog', { name: 'Log in to kvm-01' });
    expect(screen.getByText(/2 questions wait/)).toBeTruthy();
    engine.emit('prompts', 'changed', [second]);
    await screen.findByRole('dialog', { name: 'Log in to kvm-02' });
    engine.emit('prompts', 'changed', []);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
