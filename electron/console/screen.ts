// One Screen tab: waits for the machine, finds its display, logs in, and carries the session; again after each start.
import type { Failure } from '../../shared/failure.ts';
import type { ByteChannel } from '../../shared/ipc.ts';
import type { ScreenCommand, ScreenNotice } from '../../shared/model/console.ts';
import type { DisplayFacts } from '../domain-xml/consoles.ts';
import { CallTimeout, Unreachable, Unsupported } from '../libvirt/errors.ts';
import { failureOf } from '../libvirt/failure-of.ts';
import type { Log } from '../log.ts';
import { asScreenCommand } from './commands.ts';
import { openEndpoint, reachOf } from './endpoint.ts';
import type { ConsoleHost } from './host-access.ts';
import { MachineWatch } from './machine-watch.ts';
import { login, PasswordNeeded } from './rfb/login.ts';
import { Relay } from './rfb/relay.ts';

/** From the first byte sent to a display to its last answer of the login. */
const LOGIN_DEADLINE_MS = 10_000;
/** A display closes shortly before libvirt says that its machine has stopped. */
const STOP_GRACE_MS = 1_500;

export type ScreenChannel = ByteChannel<ScreenNotice, ScreenCommand>;

export interface ScreenOptions {
  readonly host: ConsoleHost;
  readonly uuid: string;
  /** Its place among the machine's displays. */
  readonly index: number;
  /** Reads the displays of the running machine, with their passwords where the connection may. */
  readonly readDisplays: () => Promise<readonly DisplayFacts[]>;
  /** As they were read before in this run; tried first, and read again when they do not lead in. */
  readonly recallDisplays?: () => readonly DisplayFacts[] | undefined;
  readonly log: Pick<Log, 'error'>;
  readonly deadlineMs?: number;
}

export class Screen {
  readonly #options: ScreenOptions;
  readonly #channel: ScreenChannel;
  readonly #watch: MachineWatch;
  readonly #closing = new AbortController();
  #session = 0;
  #relay: Relay | undefined;
  /** The bytes from the page belong to the present session. */
  #begun = false;
  /** What the person typed; it lives as long as the tab. */
  #typed: string | undefined;
  #answer: (() => void) | undefined;

  constructor(channel: ScreenChannel, options: ScreenOptions) {
    this.#options = options;
    this.#channel = channel;
    this.#watch = new MachineWatch(options.host, options.uuid);
    channel.onNotice((notice) => {
      const command = asScreenCommand(notice);
      if (command !== undefined) this.#command(command);
    });
    channel.onBytes((bytes) => (this.#begun ? this.#relay?.fromPage(bytes) : undefined));
    channel.onDrain(() => this.#relay?.drained());
    channel.onClose(() => this.dispose());
    void this.#run();
  }

  dispose(): void {
    this.#closing.abort();
    this.#relay?.close();
    this.#watch.dispose();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    try {
      while (!signal.aborted) {
        if (this.#watch.run === undefined) this.#channel.notify({ type: 'off' });
        await this.#watch.until(() => this.#watch.run !== undefined, signal);
        await this.#oneRun();
      }
    } catch (error) {
      if (!signal.aborted) this.#channel.close(failureOf(error, this.#options.log));
    }
  }

  /** One session of the present run, and the wait for what comes after it: a stop, another start, or the link again. */
  async #oneRun(): Promise<void> {
    const { run, linkUps } = this.#watch;
    const { signal } = this.#closing;
    const failure = await this.#connectAndCarry();
    if (signal.aborted) return;
    const moved = () => this.#watch.run !== run;
    if (failure?.kind === 'unreachable' && failure.stage === 'lost' && (await this.#soon(moved))) {
      this.#channel.notify({ type: 'ended' });
    } else {
      this.#channel.notify({ type: 'ended', ...(failure === undefined ? {} : { failure }) });
    }
    // What failed while its host was away is worth another try when it is back.
    await this.#watch.until(() => moved() || this.#watch.linkUps !== linkUps, signal);
  }

  async #soon(done: () => boolean): Promise<boolean> {
    const grace = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(STOP_GRACE_MS)]);
    await this.#watch.until(done, grace).catch(() => undefined);
    return done();
  }

  async #connectAndCarry(): Promise<Failure | undefined> {
    try {
      this.#channel.notify({ type: 'connecting' });
      const relay = await this.#connect();
      this.#relay = relay;
      this.#begun = false;
      this.#channel.notify({ type: 'ready', session: ++this.#session });
      const failure = await relay.ended;
      return failure ?? { kind: 'unreachable', stage: 'lost', message: 'the display closed the connection' };
    } catch (error) {
      return failureOf(error, this.#options.log);
    } finally {
      this.#relay = undefined;
      this.#begun = false;
    }
  }

  async #connect(): Promise<Relay> {
    const recalled = this.#options.recallDisplays?.()?.[this.#options.index];
    if (recalled === undefined) return await this.#connectAfresh();
    try {
      return await this.#login(recalled, this.#typed ?? recalled.password);
    } catch (error) {
      this.#closing.signal.throwIfAborted();
      // A display that hangs is not asked twice.
      if (error instanceof CallTimeout) throw error;
      return await this.#connectAfresh();
    }
  }

  async #connectAfresh(): Promise<Relay> {
    for (;;) {
      const display = await this.#display();
      const password = this.#typed ?? display.password;
      try {
        return await this.#login(display, password);
      } catch (error) {
        if (!(error instanceof PasswordNeeded)) throw error;
        await this.#askPassword(error.tried, display);
        this.#channel.notify({ type: 'connecting' });
      }
    }
  }

  async #display(): Promise<DisplayFacts> {
    const display = (await this.#options.readDisplays())[this.#options.index];
    if (display === undefined) throw new Unsupported('this display');
    return display;
  }

  async #login(display: DisplayFacts, password: string | undefined): Promise<Relay> {
    const { host, deadlineMs = LOGIN_DEADLINE_MS } = this.#options;
    const { endpoint, reach, address = '' } = reachOf(display, host);
    if (reach === 'forbidden') {
      throw new Unreachable('connect', `the display at ${address} is not reached from here`, {
        code: 'FORBIDDEN',
      });
    }
    if (endpoint === undefined)
      throw new Unsupported(reach === 'none' ? 'a display that listens nowhere' : display.type);
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new CallTimeout('the display', deadlineMs)), deadlineMs);
    const signal = AbortSignal.any([this.#closing.signal, deadline.signal]);
    try {
      const socket = await openEndpoint(endpoint, signal);
      try {
        await login(socket, { signal, ...(password === undefined ? {} : { password }) });
        return new Relay(socket, this.#channel);
      } catch (error) {
        socket.destroy();
        throw error;
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Settles when the page has answered; throws when the machine has stopped meanwhile. */
  async #askPassword(tried: boolean, display: DisplayFacts): Promise<void> {
    const { run } = this.#watch;
    const { passwordExpiresAtMs } = display;
    const expired = passwordExpiresAtMs !== undefined && passwordExpiresAtMs <= Date.now();
    this.#typed = undefined;
    this.#channel.notify({ type: 'password-needed', wrong: tried, expired });
    const stopped = new AbortController();
    const answered = new Promise<void>((resolve) => {
      this.#answer = resolve;
    });
    const signal = AbortSignal.any([this.#closing.signal, stopped.signal]);
    const moved = this.#watch.until(() => this.#watch.run !== run, signal).catch(() => undefined);
    await Promise.race([answered, moved]);
    stopped.abort();
    this.#answer = undefined;
    this.#closing.signal.throwIfAborted();
    if (this.#typed === undefined) throw new Unreachable('lost', 'the machine was stopped');
  }

  #command(command: ScreenCommand): void {
    if (command.type === 'password') {
      this.#typed = command.password;
      this.#answer?.();
    } else if (command.session === this.#session && this.#relay !== undefined) {
      this.#begun = true;
      this.#relay.begin();
    }
  }
}
