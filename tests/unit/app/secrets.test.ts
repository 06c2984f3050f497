import { describe, expect, test, vi } from 'vitest';
import type { Keychain } from '../../../electron/app/secrets.ts';

vi.mock('electron', () => ({ safeStorage: {} }));
const { systemVault } = await import('../../../electron/app/secrets.ts');

/** Seals as Chromium does: its tag for the key, then what only this key opens. */
function olderKeychain(tag: string, backend = 'gnome_libsecret'): Keychain {
  return {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(`${tag}${[...text].reverse().join('')}`),
    decryptString(sealed) {
      const text = sealed.toString();
      if (!text.startsWith(tag)) throw new Error('Error while decrypting the ciphertext');
      return [...text.slice(tag.length)].reverse().join('');
    },
    getSelectedStorageBackend: () => backend,
  };
}

function newerKeychain(tag: string, backend?: string): Keychain {
  const { encryptString, decryptString, getSelectedStorageBackend } = olderKeychain(tag, backend);
  const gone = () => {
    throw new Error('deprecated');
  };
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => encryptString(text),
    decryptStringAsync: async (sealed) => ({ result: decryptString(sealed) }),
    isEncryptionAvailable: gone,
    encryptString: gone,
    decryptString: gone,
    getSelectedStorageBackend,
  };
}

describe.each([
  ['an older Electron', olderKeychain],
  ['an Electron with asynchronous calls', newerKeychain],
])('the keychain of %s', (_which, keychain) => {
  test('opens what it sealed, the empty text too', async () => {
    const vault = systemVault(keychain('v11'), 'linux');
    expect(await vault.available()).toBe(true);
    for (const secret of ['open sesame', '']) expect(await vault.open(await vault.seal(secret))).toBe(secret);
  });

  test.each(['basic_text', 'unknown'])('is none when Linux chose %s', async (backend) => {
    const vault = systemVault(keychain('v11', backend), 'linux');
    expect(await vault.available()).toBe(false);
    await expect(vault.seal('open sesame')).rejects.toThrow('no keychain');
  });

  test('is none when it seals with the key that everybody knows', async () => {
    const vault = systemVault(keychain('v10'), 'linux');
    expect(await vault.available()).toBe(false);
    await expect(vault.seal('open sesame')).rejects.toThrow('no keychain');
    expect(await vault.open(Buffer.from('v10emases nepo').toString('base64'))).toBeUndefined();
  });

  test('is one under that tag on other systems, where the key is a real one', async () => {
    const vault = systemVault(keychain('v10', 'basic_text'), 'darwin');
    expect(await vault.open(await vault.seal('open sesame'))).toBe('open sesame');
  });

  test('does not open what another sealed', async () => {
    const sealed = await systemVault(keychain('v12'), 'linux').seal('open sesame');
    expect(await systemVault(keychain('v11'), 'linux').open(sealed)).toBeUndefined();
  });
});

test('a keychain that is locked for good is none', async () => {
  const locked = { ...olderKeychain('v11'), isEncryptionAvailable: () => false };
  expect(await systemVault(locked, 'linux').available()).toBe(false);
});
