// Secrets that a person wanted kept: sealed by the system's keychain, in a file of their own. Without a keychain none is kept.
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './atomic-file.ts';
import { type FileKind, isBad, putAside, readChecked } from './checked-file.ts';
import { withLock } from './file-lock.ts';
import { codeOf } from './own-file.ts';
import { makePrivateFolder } from './paths.ts';
import type { SecretVault } from './secret-vault.ts';
import { type NewTrouble, Troubles } from './troubles.ts';

const VERSION = 1;

const fileSchema = z.object({
  version: z.literal(VERSION),
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

const KIND: FileKind<Sealed> = {
  version: VERSION,
  check(value) {
    const { data } = fileSchema.safeParse(value);
    return data === undefined ? undefined : new Map(Object.entries(data.sealed));
  },
};

class FileSecretStore implements SecretStore {
  readonly #path: string;
  readonly #vault: SecretVault;
  readonly #troubles: Troubles;

  constructor(path: string, vault: SecretVault, troubles: Troubles) {
    this.#path = path;
    this.#vault = vault;
    this.#troubles = troubles;
  }

  canRemember(): Promise<boolean> {
    return this.#vault.available().catch(() => false);
  }

  async find(name: string): Promise<string | undefined> {
    try {
      const sealed = (await this.#glance()).get(name);
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
    await this.#change((before) => new Map([...before, [name, sealed]]));
  }

  async forget(prefix: string): Promise<void> {
    // Where nothing was ever kept there is no folder to lock.
    if (![...(await this.#glance()).keys()].some((name) => name.startsWith(prefix))) return;
    await this.#change((before) => new Map([...before].filter(([name]) => !name.startsWith(prefix))));
  }

  /** To the file as it is now, under its lock: another engine may share it. */
  async #change(edit: (before: Sealed) => Sealed): Promise<void> {
    try {
      makePrivateFolder(dirname(this.#path));
      await withLock(`${this.#path}.lock`, async () => {
        const sealed = Object.fromEntries(edit(await this.#reread()));
        await replaceFile(this.#path, `${JSON.stringify({ version: VERSION, sealed }, null, 2)}\n`);
      });
    } catch (error) {
      const code = codeOf(error);
      const message = error instanceof Error ? error.message : String(error);
      this.#tell({ what: 'not-saved', message, ...(code === undefined ? {} : { code }) });
      throw error;
    }
    this.#troubles.settle('secrets', 'not-saved', 'unreadable', 'newer');
  }

  /** What is stored now; nothing when the file makes no sense, which is then told. */
  async #glance(): Promise<Sealed> {
    const reading = await readChecked(this.#path, KIND);
    if (isBad(reading)) this.#tell({ what: reading.state, message: reading.message });
    return reading.state === 'good' ? reading.value : new Map();
  }

  /** The same, but what makes no sense is put aside: it is about to be written. */
  async #reread(): Promise<Sealed> {
    const reading = await readChecked(this.#path, KIND);
    if (isBad(reading)) {
      const keptAs = await putAside(this.#path, reading);
      this.#tell({ what: reading.state, keptAs, message: reading.message });
    }
    return reading.state === 'good' ? reading.value : new Map();
  }

  #tell(trouble: Pick<NewTrouble, 'what' | 'keptAs' | 'code' | 'message'>): void {
    this.#troubles.tell({ ...trouble, file: 'secrets', path: this.#path });
  }
}

/** The secrets in the file at `path`; it is made when the first is kept. */
export function openSecretStore(path: string, vault: SecretVault, troubles = new Troubles()): SecretStore {
  return new FileSecretStore(path, vault, troubles);
}

/** Where the sealed secrets are in the folder for configuration. */
export function secretsFile(configFolder: string): string {
  return join(configFolder, 'secrets.json');
}
