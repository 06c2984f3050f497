// The system's keychain behind one face: Electron's asynchronous calls where it has them, the older ones elsewhere.
import { platform as thisPlatform } from 'node:process';
import { safeStorage } from 'electron';
import type { SecretVault } from '../store/secret-vault.ts';

/** What is used of Electron's `safeStorage`; an older one has no asynchronous calls. */
export interface Keychain {
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(sealed: Buffer): Promise<{ readonly result: string }>;
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  getSelectedStorageBackend(): string;
}

/** Chromium's tag for its fixed key, which everybody knows: how it seals on Linux when it finds no keychain. */
const FIXED_KEY = 'v10';

class SystemVault implements SecretVault {
  readonly #keychain: Keychain;
  readonly #isLinux: boolean;

  constructor(keychain: Keychain, platform: string) {
    this.#keychain = keychain;
    this.#isLinux = platform === 'linux';
  }

  async available(): Promise<boolean> {
    if (this.#isLinux && !this.#hasBackend()) return false;
    const offered = this.#keychain.isAsyncEncryptionAvailable?.() ?? this.#keychain.isEncryptionAvailable();
    if (!(await offered)) return false;
    // A keychain that was chosen may not run: what it makes of a word tells.
    return this.#isKept(await this.#encrypt('probe'));
  }

  async seal(secret: string): Promise<string> {
    if (!(await this.available())) throw new Error('there is no keychain here');
    const sealed = await this.#encrypt(secret);
    if (!this.#isKept(sealed)) throw new Error('the keychain has gone');
    return sealed.toString('base64');
  }

  async open(sealed: string): Promise<string | undefined> {
    const bytes = Buffer.from(sealed, 'base64');
    if (!this.#isKept(bytes)) return undefined;
    try {
      const opened = await this.#keychain.decryptStringAsync?.(bytes);
      return opened === undefined ? this.#keychain.decryptString(bytes) : opened.result;
    } catch {
      // Sealed by another keychain, or this one is locked and stays so: the person is asked instead.
      return undefined;
    }
  }

  #hasBackend(): boolean {
    const backend = this.#keychain.getSelectedStorageBackend();
    return backend !== 'basic_text' && backend !== 'unknown';
  }

  async #encrypt(text: string): Promise<Buffer> {
    return (await this.#keychain.encryptStringAsync?.(text)) ?? this.#keychain.encryptString(text);
  }

  #isKept(sealed: Buffer): boolean {
    return !this.#isLinux || sealed.subarray(0, FIXED_KEY.length).toString('latin1') !== FIXED_KEY;
  }
}

/** Seals with the keychain of this computer's user. After the app is ready. */
export function systemVault(keychain: Keychain = safeStorage, platform: string = thisPlatform): SecretVault {
  return new SystemVault(keychain, platform);
}
