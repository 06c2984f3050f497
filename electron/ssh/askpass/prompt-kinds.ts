// Tells from ssh's own framing what is asked. A server writes the words of its own questions, and can write what ssh would:
// only a text that is ssh's from its first to its last character counts as ssh's (readpass, sshconnect and sshconnect2 of
// OpenSSH 8.0 to 9.9; its prompts have not changed but for the server's, which were not marked as such before 8.5).
import type { Question } from '../../../shared/model/prompt.ts';
import { quotation } from './quotation.ts';
import type { Request } from './slot.ts';

export interface AskingSsh {
  /** Whom the login is for, `user@host` or a host, where the question does not say it. */
  readonly target: string;
  /**
   * This ssh puts `(USER@HOST) ` before the words of a server. Where it does not, a server can imitate the question for a
   * password or passphrase, so these are taken for quotations too.
   */
  readonly marksServers: boolean;
}

const SERVER = /^\(([^\s()]+@[^\s()]+)\) ([\s\S]*)$/;
const PASSWORD = /^([^\s()]+@[^\s()]+)'s password: $/;
const NEW_PASSWORD = /^(?:Enter|Retype) ([^\s()]+@[^\s()]+)'s (?:old|new) password: $/;
const PASSPHRASE = /^Enter passphrase for key '([^\n]+)': $/;
const HOST_KEY =
  /^The authenticity of host '([^\s']+) \(([^\n()]*)\)' can't be established[.,]\n(?:[\s\S]*?\n)?(\S+) key fingerprint is (\S+?)\.?\n[\s\S]*Are you sure you want to continue connecting \(yes\/no(?:\/\[fingerprint\])?\)\? $/;
const YES_OR_NO = /\(yes\/no(?:\/\[fingerprint\])?\)[:?] ?$/;

/** What the request asks, as a person shall see it. What is not surely ssh's own becomes a quotation. */
export function questionOf({ hint, text }: Pick<Request, 'hint' | 'text'>, ssh: AskingSsh): Question {
  if (hint === 'none') return { kind: 'touch', text: quotation(text) };
  const quoted = SERVER.exec(text);
  if (quoted !== null) return server(quoted[1] ?? ssh.target, quoted[2] ?? '');
  if (hint === 'confirm') return { kind: 'confirm', text: quotation(text) };
  return (
    hostKeyQuestion(text) ??
    (ssh.marksServers ? secretQuestion(text) : undefined) ??
    (YES_OR_NO.test(text)
      ? { kind: 'confirm', text: quotation(text) }
      : server(NEW_PASSWORD.exec(text)?.[1] ?? ssh.target, text))
  );
}

/** What is typed cannot be known to be harmless: ssh does not tell whether the server wants it seen. */
const server = (target: string, text: string): Question => ({
  kind: 'server',
  target: quotation(target),
  text: quotation(text),
  echo: false,
});

function secretQuestion(text: string): Question | undefined {
  const account = PASSWORD.exec(text)?.[1];
  if (account !== undefined) return { kind: 'password', target: account };
  const keyPath = PASSPHRASE.exec(text)?.[1];
  return keyPath === undefined ? undefined : { kind: 'passphrase', keyPath };
}

function hostKeyQuestion(text: string): Question | undefined {
  const [whole, target, address, keyType, fingerprint] = HOST_KEY.exec(text) ?? [];
  if (whole === undefined || target === undefined || keyType === undefined || fingerprint === undefined) {
    return undefined;
  }
  // Behind a jump host ssh knows no address and says so in words: `<no hostip for proxy command>`.
  const known = address !== undefined && address !== '' && !address.startsWith('<') ? { address } : {};
  return { kind: 'host-key', target, ...known, keyType, fingerprint };
}
