import { afterEach, expect, test, vi } from 'vitest';
import { answerVault, VaultOverPort } from '../../../electron/ipc/vault-over-port.ts';
import { NO_VAULT, type SecretVault } from '../../../electron/store/secret-vault.ts';

afterEach(() => vi.useRealTimers());

const turned = (text: string) => [...text].reverse().join('');
const keychain: SecretVault = {
  available: async () => true,
  seal: async (secret) => `sealed:${turned(secret)}`,
  open: async (sealed) => (sealed.startsWith('sealed:') ? turned(sealed.slice(7)) : undefined),
};

/** Engine and main, with copies of messages between them as a port makes them. */
function joined(vault: SecretVault): VaultOverPort {
  const engine: VaultOverPort = new VaultOverPort((message) => {
    void answerVault(vault, structuredClone(message), (answer) => engine.receive(structuredClone(answer)));
  });
  return engine;
}

test('the engine seals and opens with a keychain that only main has', async () => {
  const vault = joined(keychain);
  expect(await vault.available()).toBe(true);
  const sealed = await vault.seal('open sesame');
  expect(sealed).not.toContain('open sesame');
  expect(await vault.open(sealed)).toBe('open sesame');
  expect(await vault.open('of another keychain')).toBeUndefined();
});

test('answers find their questions in any order', async () => {
  const asked: { id: number; text: string }[] = [];
  const vault = new VaultOverPort((message) => asked.push(message as { id: number; text: string }));
  const secrets = ['one', 'two', 'three'];
  const sealing = secrets.map((secret) => vault.seal(secret));
  for (const { id, text } of asked.reverse()) vault.receive({ type: 'sealed', id, text: `sealed ${text}` });
  expect(await Promise.all(sealing)).toEqual(['sealed one', 'sealed two', 'sealed three']);
});

test('where main has no keychain the engine hears why', async () => {
  const vault = joined(NO_VAULT);
  expect(await vault.available()).toBe(false);
  await expect(vault.seal('open sesame')).rejects.toThrow('there is no keychain here');
  expect(await vault.open('anything')).toBeUndefined();
});

test('nobody waits for ever: not for main, and not for a keychain that hangs', async () => {
  vi.useFakeTimers();
  const vault = joined({
    ...keychain,
    available: () => new Promise(() => {}),
    open: () => new Promise(() => {}),
  });
  const asked = [vault.available(), vault.open('sealed:x')].map((one) =>
    expect(one).rejects.toThrow('does not answer'),
  );
  await vi.advanceTimersByTimeAsync(5000);
  await Promise.all(asked);
});

test('a person has a minute to unlock the keychain when something is to be kept', async () => {
  vi.useFakeTimers();
  const vault = joined({
    ...keychain,
    seal: (secret) => new Promise((resolve) => setTimeout(() => resolve(`late ${secret}`), 30_000)),
  });
  const sealing = vault.seal('x');
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await sealing).toBe('late x');
});

test('an answer that is late, unasked or malformed harms nothing', async () => {
  vi.useFakeTimers();
  const vault = new VaultOverPort(() => {});
  const asked = expect(vault.available()).rejects.toThrow('does not answer');
  await vi.advanceTimersByTimeAsync(5000);
  await asked;
  for (const message of [
    { type: 'vault', id: 1, available: true },
    { type: 'vault', id: 9 },
    'page',
    null,
    undefined,
  ]) {
    vault.receive(message);
  }
});

test('main answers nothing that is no question', async () => {
  const posted: unknown[] = [];
  for (const message of ['seal', { type: 'seal', id: 1 }, { type: 'forget', id: 1 }, null]) {
    await answerVault(keychain, message, (answer) => posted.push(answer));
  }
  expect(posted).toEqual([]);
});
