// What a person is asked on the way to a host. It is asked in every window; whoever answers first has answered.
import type { ConnectionId } from './keys.ts';

export type PromptId = string & { readonly brand: 'PromptId' };

/** What is asked. `target` is `user@host`, a host, or a file, as far as it is known. */
export type Question =
  /** ssh's own question for the password of an account. */
  | { readonly kind: 'password'; readonly target: string }
  /** ssh's own question for the passphrase of a private key. */
  | { readonly kind: 'passphrase'; readonly keyPath: string }
  /** The words of the server, which can imitate anything: shown as a quotation. `echo`: what is typed may be seen. */
  | { readonly kind: 'server'; readonly target: string; readonly text: string; readonly echo: boolean }
  /** The key of a host that was never seen before; `fingerprint` is `SHA256:…`. */
  | {
      readonly kind: 'host-key';
      readonly target: string;
      readonly address?: string;
      readonly keyType: string;
      readonly fingerprint: string;
    }
  /** ssh wants a hardware key touched; closes by itself. */
  | { readonly kind: 'touch'; readonly text: string }
  /** Something that ssh asks and that we know no better: yes or no. */
  | { readonly kind: 'confirm'; readonly text: string }
  /** libvirt asks for a name and password (SASL). `weak`: the mechanism that protects it is. */
  | {
      readonly kind: 'sasl';
      readonly target: string;
      readonly mechanism: string;
      readonly weak: boolean;
      readonly user?: string;
    }
  /** The URI names a program that would run on this computer. */
  | { readonly kind: 'program'; readonly path: string; readonly words: readonly string[] };

export interface Prompt {
  readonly id: PromptId;
  /** The host that it is about; absent while a new one is tested. */
  readonly connection?: ConnectionId;
  /** As the sidebar names it, or its URI. */
  readonly hostName: string;
  readonly question: Question;
  /** An answer before this one was refused. */
  readonly wrong: boolean;
  /** The answer can be kept in the system's keychain. */
  readonly canRemember: boolean;
}

export type PromptAnswer =
  | { readonly kind: 'secret'; readonly secret: string; readonly remember: boolean }
  | { readonly kind: 'login'; readonly user: string; readonly secret: string; readonly remember: boolean }
  | { readonly kind: 'yes' }
  /** No, or closed. */
  | { readonly kind: 'no' };
