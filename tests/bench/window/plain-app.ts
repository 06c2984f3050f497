// Our app as a person starts it: Playwright would hold up its start, and make its page believe that it is always seen.
// Node's inspector in the main process is the one way in; it is asked, and costs nothing while it is not.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

const LATE_MS = 120_000;
/** Who asks while Electron reads its first files can keep it from ever going on, and slows down what is measured. */
const UNDISTURBED_MS = 3000;
const INSPECTOR = /ws:\/\/127\.0\.0\.1:\d+\/\S+/;

export interface PlainApp {
  /** Of the first process, from which all others descend. */
  readonly pid: number;
  /** ms since 1970 */
  readonly spawnedAt: number;
  /** The value of an expression in the main process, where `electron` is Electron. */
  evaluate<T>(expression: string): Promise<T>;
  /** The value of an expression in the first window's page. */
  inPage<T>(expression: string): Promise<T>;
  /** Waits until an expression of the page is true. */
  until(expression: string): Promise<void>;
  close(): Promise<void>;
}

export async function startPlainApp(program: string, args: readonly string[]): Promise<PlainApp> {
  const spawnedAt = Date.now();
  const child = spawn(program, ['--inspect=127.0.0.1:0', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  });
  const inspector = await inspectorOf(child);
  await sleep(UNDISTURBED_MS);
  const socket = new WebSocket(inspector);
  await once(socket, 'open');
  const evaluate = asker(socket);
  while ((await evaluate('electron.app.isReady()').catch(() => false)) !== true) await sleep(20);
  const inPage = <T>(expression: string): Promise<T> =>
    evaluate<T>(
      `electron.BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(${JSON.stringify(expression)})`,
    );
  return {
    pid: child.pid ?? 0,
    spawnedAt,
    evaluate,
    inPage,
    async until(expression) {
      const begin = Date.now();
      while ((await inPage<unknown>(expression)) !== true) {
        if (Date.now() - begin > LATE_MS) throw new Error(`waited in vain for ${expression}`);
        await sleep(100);
      }
    },
    async close() {
      const gone = once(child, 'exit');
      await evaluate('void setTimeout(() => electron.app.quit(), 10)');
      socket.close();
      await gone;
    },
  };
}

function inspectorOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-10_000);
      const url = INSPECTOR.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the app ended with ${code}: ${said}`)));
  });
}

interface Answer {
  readonly id: number;
  readonly error?: { readonly message: string };
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}

function asker(socket: WebSocket): <T>(expression: string) => Promise<T> {
  let last = 0;
  return async (expression) => {
    last += 1;
    const id = last;
    const params = {
      expression: `(async () => {
        const electron = process.getBuiltinModule('module').createRequire(process.execPath)('electron');
        return ${expression};
      })()`,
      awaitPromise: true,
      returnByValue: true,
    };
    const answered = answerTo(socket, id);
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    const { error, result } = await answered;
    const trouble = error?.message ?? result?.exceptionDetails?.exception?.description;
    if (trouble !== undefined) throw new Error(trouble);
    return JSON.parse(JSON.stringify(result?.result?.value ?? null));
  };
}

function answerTo(socket: WebSocket, id: number): Promise<Answer> {
  return new Promise((resolve) => {
    const listen = (data: Buffer): void => {
      const answer: Answer = JSON.parse(data.toString());
      if (answer.id !== id) return;
      socket.off('message', listen);
      resolve(answer);
    };
    socket.on('message', listen);
  });
}
