// Who seals secrets: the desktop app's main process with the system's keychain. Under `--serve` there is none.

export interface SecretVault {
  /** Whether secrets can be kept; without a real keychain they are not. */
  available(): Promise<boolean>;
  /** Encrypts for this user of this computer. Rejects where there is no keychain. */
  seal(secret: string): Promise<string>;
  /** The secret again; undefined when it cannot be opened any more. */
  open(sealed: string): Promise<string | undefined>;
}

export const NO_VAULT: SecretVault = {
  available: async () => false,
  seal: () => Promise.reject(new Error('there is no keychain here')),
  open: async () => undefined,
};
