// Asks the desktop's message bus one thing: whether somebody has a name on it. A tray is such a name, and Electron does
// not tell whether there is one. D-Bus specification 0.43, "Authentication Protocol" and "Message Protocol".
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';

const PATIENCE_MS = 1000;
/** An answer is some hundred bytes; what is longer is none. */
const LONGEST = 65_536;
const CALL = 1;
const RETURN = 2;
const ERROR = 3;
const BUS = 'org.freedesktop.DBus';

/** Where the bus of this session listens; undefined where there is none. */
export function busSocket(env: NodeJS.ProcessEnv): string | undefined {
  const address = env.DBUS_SESSION_BUS_ADDRESS;
  if (address === undefined) {
    return env.XDG_RUNTIME_DIR === undefined ? undefined : join(env.XDG_RUNTIME_DIR, 'bus');
  }
  const [, kind, path] = /(?:^|;)unix:(path|abstract)=([^,;]+)/.exec(address) ?? [];
  if (path === undefined) return undefined;
  const unescaped = path.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return kind === 'abstract' ? `\0${unescaped}` : unescaped;
}

/** Whether `name` has an owner. False where there is no bus, or no answer in time. */
export async function nameHasOwner(name: string, path: string, uid: number): Promise<boolean> {
  const socket = createConnection(path);
  try {
    return await ask(socket, name, uid);
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function ask(socket: Socket, name: string, uid: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    let greeted = false;
    socket.setTimeout(PATIENCE_MS, () => reject(new Error('the bus does not answer')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the bus hung up')));
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(uid)).toString('hex')}\r\n`);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length > LONGEST) reject(new Error('the bus says too much'));
      if (!greeted) {
        const end = bytes.indexOf('\r\n');
        if (end < 0) return;
        if (!bytes.toString('latin1', 0, end).startsWith('OK')) reject(new Error('the bus refuses'));
        greeted = true;
        bytes = bytes.subarray(end + 2);
        socket.write(
          Buffer.concat([Buffer.from('BEGIN\r\n'), call(1, 'Hello'), call(2, 'NameHasOwner', name)]),
        );
      }
      const answer = answerIn(bytes);
      if (answer !== undefined) resolve(answer);
    });
  });
}

/** The answer to the second call: answers come in the order of the calls, signals between them. */
function answerIn(bytes: Buffer): boolean | undefined {
  let answers = 0;
  for (let at = 0; bytes.length - at >= 16; ) {
    const bodyAt = at + aligned(16 + bytes.readUInt32LE(at + 12), 8);
    const end = bodyAt + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) return undefined;
    const type = bytes[at + 1];
    if (type === RETURN || type === ERROR) answers += 1;
    if (answers === 2) return type === RETURN && end - bodyAt >= 4 && bytes.readUInt32LE(bodyAt) === 1;
    at = end;
  }
  return undefined;
}

const aligned = (length: number, to: number) => Math.ceil(length / to) * to;

function padded(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length, to) - bytes.length)]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes, Buffer.from([0])]);
}

/** A header field that holds a path (o) or a text (s), or the signature of the body (g). */
function field(code: number, kind: 'o' | 's' | 'g', value: string): Buffer {
  const head = Buffer.from([code, 1, kind.charCodeAt(0), 0]);
  if (kind !== 'g') return Buffer.concat([head, text(value)]);
  return Buffer.concat([head, Buffer.from([value.length]), Buffer.from(value), Buffer.from([0])]);
}

/** A call to the bus itself, little-endian, with one text or nothing. */
function call(serial: number, member: string, argument?: string): Buffer {
  const body = argument === undefined ? Buffer.alloc(0) : text(argument);
  const fields = [
    field(1, 'o', '/org/freedesktop/DBus'),
    field(6, 's', BUS),
    field(2, 's', BUS),
    field(3, 's', member),
    ...(argument === undefined ? [] : [field(8, 'g', 's')]),
  ];
  const list = fields.reduce((before, next) => Buffer.concat([padded(before, 8), next]), Buffer.alloc(0));
  const fixed = Buffer.from(['l'.charCodeAt(0), CALL, 0, 1]);
  const header = Buffer.concat([fixed, number(body.length), number(serial), number(list.length), list]);
  return Buffer.concat([padded(header, 8), body]);
}
