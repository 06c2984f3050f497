// The engine's end of one slot: a question comes, an answer goes, and the kernel tells when the script that asked is gone.
import { closeSync, constants, openSync, rmdirSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

/** What is read of a request. A longer question is cut, and then it can be no more than a quotation. */
const LONGEST_REQUEST_BYTES = 8192;

/** What a script says of the question that it carries. */
export interface Request {
  /** The ssh that asks, by its number as the script sees it. */
  readonly sshPid: number;
  /** SSH_ASKPASS_PROMPT: empty, `confirm` or `none`. */
  readonly hint: string;
  readonly text: string;
}

/** One question of ssh, open until it is answered or its script is gone. */
export interface Visit {
  readonly request: Request;
  /** Fires when the script has ended, also after an answer. */
  readonly gone: AbortSignal;
  /** Gives ssh a line, or "no" without one. Only the first answer counts. */
  answer(line: string | undefined): void;
}

/** Opens the slot's FIFOs in `folder` and calls `onVisit` for each question. Disposing answers "no". */
export class Slot {
  readonly #folder: string;
  readonly #onVisit: (visit: Visit) => void;
  #socket: Socket | undefined;
  #answers: AnswerEnd | undefined;
  #disposed = false;

  constructor(folder: string, onVisit: (visit: Visit) => void) {
    this.#folder = folder;
    this.#onVisit = onVisit;
    this.#listen();
  }

  dispose(): void {
    this.#disposed = true;
    this.#answers?.give(undefined);
    this.#socket?.destroy();
  }

  #listen(): void {
    // Its own for each visit: a late answer to one that is gone must not reach the next.
    const answers = new AnswerEnd(join(this.#folder, 'answer'));
    this.#answers = answers;
    const fd = openSync(join(this.#folder, 'question'), constants.O_RDONLY | constants.O_NONBLOCK);
    const gone = new AbortController();
    const reader = new RequestReader();
    this.#socket = new Socket({ fd, readable: true, writable: false })
      .on('data', (chunk: Buffer) => {
        const request = reader.push(chunk);
        if (request === undefined) return;
        this.#onVisit({ request, gone: gone.signal, answer: (line) => answers.give(line) });
      })
      // A close follows, and says all there is to say.
      .on('error', () => undefined)
      .once('close', () => {
        answers.give(undefined);
        gone.abort();
        this.#listenAgain();
      });
  }

  #listenAgain(): void {
    if (this.#disposed) return;
    try {
      this.#listen();
      // Only now, or a script would come before anybody listens.
      rmdirSync(join(this.#folder, 'taken'));
    } catch {
      // Somebody removed the folder, as the end of the person's session does: then no script can come either.
      this.dispose();
    }
  }
}

/** Where the answer to one visit goes, once. */
class AnswerEnd {
  #fd: number | undefined;

  constructor(path: string) {
    // Both ways, because a FIFO that nobody reads yet cannot be opened for writing alone.
    this.#fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  }

  give(line: string | undefined): void {
    if (this.#fd === undefined) return;
    // It has room for far more than ssh takes of an answer (1 kB), so this never waits.
    if (line !== undefined) writeSync(this.#fd, `yes\n${line}\n`);
    closeSync(this.#fd);
    this.#fd = undefined;
  }
}

/** Puts a request together from what comes through the FIFO; it ends with a zero byte. */
class RequestReader {
  #bytes = Buffer.alloc(0);
  #done = false;

  push(chunk: Buffer): Request | undefined {
    if (this.#done) return undefined;
    const end = chunk.indexOf(0);
    const part = end === -1 ? chunk : chunk.subarray(0, end);
    this.#bytes = Buffer.concat([this.#bytes, part.subarray(0, LONGEST_REQUEST_BYTES - this.#bytes.length)]);
    if (end === -1) return undefined;
    this.#done = true;
    const [sshPid = '', hint = '', ...text] = this.#bytes.toString('utf8').split('\n');
    return { sshPid: Number(sshPid), hint, text: text.join('\n') };
  }
}
