// Answers the questions of ssh: each becomes a dialog, and its answer goes to that ssh alone.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import type { Asker } from '../../libvirt/ask.ts';
import { Cancelled, Unsupported } from '../../libvirt/errors.ts';
import { Conversation } from './conversation.ts';
import { installHelper, SLOTS } from './helper-script.ts';
import { Slot } from './slot.ts';
import { sshMarksServers } from './ssh-version.ts';

/** What the folder of a login begins with; one that a crash left behind can be removed. */
export const ASKPASS_FOLDER_PREFIX = 'ask-';

export interface AskpassOptions {
  /** A folder of ours that is nobody else's to read. */
  readonly folder: string;
  readonly ask: Asker;
  /** Whom the login is for, `user@host` or a host. */
  readonly target: string;
  /** Ends it all, like `dispose()`. */
  readonly signal?: AbortSignal | undefined;
}

export interface Askpass {
  /** For the environment of ssh. No secret is in it. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Fires when nothing will be answered any more: with `Cancelled` when the person said no, or with what `ask` failed with.
   * ssh takes "no" for an empty password and goes on, so whoever started it should end it then.
   */
  readonly cancelled: AbortSignal;
  /** Whether `cancelled` has fired. */
  wasCancelled(): boolean;
  /** Takes back what is asked, ends what waits, and removes every file. */
  dispose(): Promise<void>;
}

/**
 * Gets ready for the questions of one login. Rejects with the system's error when the folder cannot be written or a script
 * not be run, with `Cancelled` when `signal` fired before, and with `Unsupported` where there is no POSIX shell.
 */
export async function startAskpass(options: AskpassOptions): Promise<Askpass> {
  if (platform === 'win32') throw new Unsupported('questions of ssh on Windows');
  if (options.signal?.aborted) throw new Cancelled();
  const folder = await mkdtemp(join(options.folder, ASKPASS_FOLDER_PREFIX));
  const remove = [(): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 })];
  const removeFiles = async (): Promise<void> => {
    await Promise.all(remove.map((each) => each()));
  };
  try {
    const [helper, marksServers] = await Promise.all([installHelper(folder), sshMarksServers()]);
    remove.push(helper.dispose);
    const conversation = new Conversation(options.ask, { target: options.target, marksServers });
    return open(conversation, openSlots(folder, conversation), helper.path, removeFiles, options.signal);
  } catch (error) {
    await removeFiles();
    throw error;
  }
}

function openSlots(folder: string, conversation: Conversation): readonly Slot[] {
  const slots: Slot[] = [];
  try {
    for (const name of SLOTS) {
      slots.push(new Slot(join(folder, name), (visit) => void conversation.serve(visit)));
    }
    return slots;
  } catch (error) {
    for (const slot of slots) slot.dispose();
    throw error;
  }
}

function open(
  conversation: Conversation,
  slots: readonly Slot[],
  helper: string,
  removeFiles: () => Promise<void>,
  signal: AbortSignal | undefined,
): Askpass {
  const { cancelled } = conversation;
  const end = (): Promise<void> => {
    signal?.removeEventListener('abort', onSignal);
    conversation.end();
    for (const slot of slots) slot.dispose();
    return removeFiles();
  };
  let ended: Promise<void> | undefined;
  const dispose = (): Promise<void> => (ended ??= end());
  // Whoever disposes is told what went wrong.
  const onSignal = (): void => void dispose().catch(() => undefined);
  signal?.addEventListener('abort', onSignal, { once: true });
  // It may have fired while the script was tried.
  if (signal?.aborted) onSignal();
  return { env: helperEnvironment(helper), cancelled, wasCancelled: () => cancelled.aborted, dispose };
}

function helperEnvironment(helper: string): Readonly<Record<string, string>> {
  return {
    SSH_ASKPASS: helper,
    SSH_ASKPASS_REQUIRE: 'force',
    // ssh sets it only when it has a hint, and would hand on what is there.
    SSH_ASKPASS_PROMPT: '',
    // Before 8.4 there is no "force": ssh asks so when it has no terminal and believes that it has a display.
    DISPLAY: env.DISPLAY || 'none',
  };
}
