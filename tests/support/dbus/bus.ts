// A program's connection to a message bus of D-Bus: it calls, and is called.
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { getuid } from 'node:process';
import { busSocket } from '../../../electron/app/session-bus.ts';
import { Reader, type Value, type Variant, Writer } from './values.ts';

const PATIENCE_MS = 5000;
const CALL = 1;
const RETURN = 2;
const ERROR = 3;
const BUS = 'org.freedesktop.DBus';
/** Of a header. */
const PATH = 1;
const INTERFACE = 2;
const MEMBER = 3;
const ERROR_NAME = 4;
const REPLY_TO = 5;
const DESTINATION = 6;
const SENDER = 7;
const SIGNATURE = 8;

export interface Target {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
}

/** Somebody calls us. */
export interface Called {
  readonly sender: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly Value[];
}

interface Answer {
  readonly signature: string;
  readonly values: readonly Value[];
}
/** `undefined`: there is no such method. */
export type Serve = (called: Called) => Answer | undefined;

interface Waiting {
  resolve(values: readonly Value[]): void;
  reject(error: Error): void;
}

export class Bus {
  readonly #socket: Socket;
  readonly #serve: Serve;
  readonly #waiting = new Map<number, Waiting>();
  #serial = 0;
  #bytes: Buffer = Buffer.alloc(0);

  /** Joins the bus of this session. */
  static async join(serve: Serve): Promise<Bus> {
    const path = busSocket(process.env);
    if (path === undefined) throw new Error('there is no bus');
    const socket = createConnection(path);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await once(socket, 'connect', { signal });
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(getuid?.())).toString('hex')}\r\n`);
    const [greeting] = await once(socket, 'data', { signal });
    if (!String(greeting).startsWith('OK')) throw new Error(`the bus says ${greeting}`);
    socket.write('BEGIN\r\n');
    const bus = new Bus(socket, serve);
    await bus.ask('Hello');
    return bus;
  }

  private constructor(socket: Socket, serve: Serve) {
    this.#socket = socket;
    this.#serve = serve;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  /** Of the bus itself. */
  ask(member: string, signature = '', ...values: readonly Value[]): Promise<readonly Value[]> {
    return this.call(
      { destination: BUS, path: '/org/freedesktop/DBus', interface: BUS },
      member,
      signature,
      ...values,
    );
  }

  call(
    target: Target,
    member: string,
    signature = '',
    ...values: readonly Value[]
  ): Promise<readonly Value[]> {
    const fields: readonly Field[] = [
      [PATH, { signature: 'o', value: target.path }],
      [DESTINATION, { signature: 's', value: target.destination }],
      [INTERFACE, { signature: 's', value: target.interface }],
      [MEMBER, { signature: 's', value: member }],
    ];
    const serial = this.#send(CALL, fields, { signature, values });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${member}`)), PATIENCE_MS);
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(serial);
      };
      this.#waiting.set(serial, {
        resolve: (answer) => {
          end();
          resolve(answer);
        },
        reject: (error) => {
          end();
          reject(error);
        },
      });
    });
  }

  #send(type: number, fields: readonly Field[], { signature, values }: Answer): number {
    this.#serial += 1;
    const body = new Writer();
    body.all(signature, values);
    const all: readonly Field[] =
      signature === '' ? fields : [...fields, [SIGNATURE, { signature: 'g', value: signature }]];
    const head = new Writer();
    head.all('yyyyuua(yv)', ['l'.charCodeAt(0), type, 0, 1, body.bytes.byteLength, this.#serial, all]);
    head.align(8);
    this.#socket.write(Buffer.concat([head.bytes, body.bytes]));
    return this.#serial;
  }

  #take(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    while (this.#bytes.byteLength >= 16) {
      const bodyAt = 16 + Math.ceil(this.#bytes.readUInt32LE(12) / 8) * 8;
      const end = bodyAt + this.#bytes.readUInt32LE(4);
      if (end > this.#bytes.byteLength) return;
      const message = this.#bytes.subarray(0, end);
      this.#bytes = this.#bytes.subarray(end);
      this.#hear(message, bodyAt);
    }
  }

  #hear(message: Buffer, bodyAt: number): void {
    const [, type, , , , serial, list] = new Reader(message).all('yyyyuua(yv)');
    const fields = new Map<number, Value>();
    for (const field of Array.isArray(list) ? list : []) fields.set(Number(field[0]), field[1]);
    const text = (field: number) => String(fields.get(field) ?? '');
    const body = new Reader(message.subarray(bodyAt)).all(text(SIGNATURE));
    const waiting = this.#waiting.get(Number(fields.get(REPLY_TO) ?? -1));
    if (type === RETURN) waiting?.resolve(body);
    if (type === ERROR) waiting?.reject(new Error(`${text(ERROR_NAME)}: ${body.join(' ')}`));
    if (type !== CALL) return;
    const called = { sender: text(SENDER), interface: text(INTERFACE), member: text(MEMBER), body };
    const answer = this.#serve(called);
    const back: readonly Field[] = [
      [REPLY_TO, { signature: 'u', value: Number(serial) }],
      [DESTINATION, { signature: 's', value: called.sender }],
    ];
    if (answer !== undefined) this.#send(RETURN, back, answer);
    else this.#send(ERROR, [...back, UNKNOWN], { signature: '', values: [] });
  }
}

type Field = readonly [code: number, value: Variant];
const UNKNOWN: Field = [ERROR_NAME, { signature: 's', value: `${BUS}.Error.UnknownMethod` }];
