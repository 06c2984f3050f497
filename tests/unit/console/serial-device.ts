// A serial device that libvirt would serve, and a page's view of its console.
import { vi } from 'vitest';
import { SerialConsole, type SerialStream } from '../../../electron/console/serial/serial-console.ts';
import { LibvirtError } from '../../../electron/libvirt/errors.ts';
import type { StreamEnd } from '../../../electron/libvirt/streams.ts';
import type { SerialCommand, SerialNotice } from '../../../shared/model/console.ts';
import { FakeMachine, fakeLog } from './fake-host.ts';
import { channelPair, eventually } from './support.ts';

export const refused = (code: number, message: string) =>
  new LibvirtError({
    code,
    domain: 10,
    message,
    level: 2,
    dom: undefined,
    str1: undefined,
    str2: undefined,
    str3: undefined,
    int1: 0,
    int2: 0,
    net: undefined,
  });

/** libvirt's side of one device: who holds it, and what it says. */
export class Device {
  readonly machine: FakeMachine;
  readonly opened: boolean[] = [];
  heldByOther = false;
  typed = '';
  full = false;
  #onData: (bytes: Uint8Array) => void = () => undefined;
  #end: ((end: StreamEnd) => void) | undefined;
  #drained: () => void = () => undefined;

  constructor(run: number | 'off' = 1) {
    this.machine = new FakeMachine(run === 'off' ? undefined : run);
  }

  get held(): boolean {
    return this.#end !== undefined;
  }

  console(options: { keepMs?: number } = {}) {
    const idle = vi.fn();
    const host = this.machine.host();
    const console = new SerialConsole({
      open: async ({ force, onData }) => this.#open(force, onData),
      run: () => this.machine.run,
      onIdle: idle,
      log: fakeLog(),
      graceMs: 20,
      ...options,
    });
    host.onDomain('', () => console.machineChanged(false));
    host.onLink((up) => console.machineChanged(up));
    return { console, idle };
  }

  say(text: string): void {
    this.#onData(Buffer.from(text));
  }

  flood(bytes: Uint8Array): void {
    this.#onData(bytes);
  }

  end(end: StreamEnd): void {
    const tell = this.#end;
    this.#end = undefined;
    tell?.(end);
  }

  drain(): void {
    this.full = false;
    this.#drained();
  }

  #open(force: boolean, onData: (bytes: Uint8Array) => void): SerialStream {
    this.opened.push(force);
    if (this.heldByOther && !force) throw refused(9, 'Active console session exists for this domain');
    this.heldByOther = false;
    this.#onData = onData;
    const ended = new Promise<StreamEnd>((resolve) => {
      this.#end = resolve;
    });
    return {
      ended,
      write: (bytes) => {
        this.typed += Buffer.from(bytes).toString();
        return !this.full;
      },
      drained: () =>
        new Promise((resolve) => {
          this.#drained = resolve;
        }),
      abort: async () => this.end({ kind: 'aborted' }),
    };
  }
}

export function view(console: SerialConsole) {
  const { page, engine } = channelPair<SerialNotice, SerialCommand>();
  console.attach(engine);
  return Object.assign(page, {
    is: (state: string) => eventually(() => page.last('state')?.state === state),
    /** What stands on its screen: the last replay and all after it. */
    shows: (text: string) => eventually(() => page.text.includes(text)),
  });
}
