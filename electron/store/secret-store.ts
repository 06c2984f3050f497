// Secrets that a person wanted kept: sealed by the system's keychain, in a file of their own. Without a keychain none is kept.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './atomic-file.ts';
import { withLock } from './file-lock.ts';
import { makePrivateFolder } from './paths.ts';
import type { SecretVault } from './secret-vault.ts';

const fileSchema = z.object({
  version: z.literal(1),
  /** By name; the text is what the vault made of it. */
  sealed: z.record(z.string(), z.string()),
});

/** What is sealed: with its name inside, nobody can put one secret into another's place. */
const contentsSchema = z.object({ name: z.string(), secret: z.string() });

type Sealed = ReadonlyMap<string, string>;

export interface SecretStore {
  /** Whether there is a keychain that `keep` can use. */
  canRemember(): Promise<boolean>;
  /** Undefined when there is none, or when it cannot be opened any more. */
  find(name: string): Promise<string | undefined>;
  /** Takes the place of an older one. Rejects where there is no keychain, or when the file cannot be written. */
  keep(name: string, secret: string): Promise<void>;
  /** Forgets all whose names begin with `prefix`. Rejects when the file cannot be written. */
  forget(prefix: string): Promise<void>;
}

async function readSealed(path: string): Promise<Sealed> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
  const { sealed } = fileSchema.parse(JSON.parse(text));
  return new Map(Object.entries(sealed));
}

class FileSecretStore implements SecretStore {
  readonly #path: string;
  readonly #vault: SecretVault;

  constructor(path: string, vault: SecretVault) {
    this.#path = path;
    this.#vault = vault;
  }

  canRemember(): Promise<boolean> {
    return this.#vault.available().catch(() => false);
  }

  async find(name: string): Promise<string | undefined> {
    try {
      const sealed = (await readSealed(this.#path)).get(name);
      const opened = sealed === undefined ? undefined : await this.#vault.open(sealed);
      if (opened === undefined) return undefined;
      const contents = contentsSchema.parse(JSON.parse(opened));
      return contents.name === name ? contents.secret : undefined;
    } catch {
      // A damaged file or a keychain that does not answer: the person is asked, as without one.
      return undefined;
    }
  }

  async keep(name: string, secret: string): Promise<void> {
    const sealed = await this.#vault.seal(JSON.stringify({ name, secret }));
    makePrivateFolder(dirname(this.#path));
    await this.#change((before) => new Map([...before, [name, sealed]]));
  }

  async forget(prefix: string): Promise<void> {
    // Where nothing was ever kept there is no folder to lock.
    if (![...(await this.#readable())].some(([name]) => name.startsWith(prefix))) return;
    await this.#change((before) => new Map([...before].filter(([name]) => !name.startsWith(prefix))));
  }

  /** To the file as it is now, under its lock: another engine may share it. */
  async #change(edit: (before: Sealed) => Sealed): Promise<void> {
    await withLock(`${this.#path}.lock`, async () => {
      const sealed = Object.fromEntries(edit(await this.#readable()));
      await replaceFile(this.#path, `${JSON.stringify({ version: 1, sealed }, null, 2)}\n`);
    });
  }

  /** A damaged file holds nothing that could be opened again: it is begun anew. */
  async #readable(): Promise<Sealed> {
    try {
      return await readSealed(this.#path);
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return new Map();
      throw error;
    }
  }
}

/** The secrets in the file at `path`; it is made when the first is kept. */
export function openSecretStore(path: string, vault: SecretVault): SecretStore {
  return new FileSecretStore(path, vault);
}

/** Where the sealed secrets are in the folder for configuration. */
export function secretsFile(configFolder: string): string {
  return join(configFolder, 'secrets.json');
}
