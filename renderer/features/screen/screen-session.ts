// The page's end of one screen: what the engine says about it, and a new RFB client for each of its sessions.
import type { default as Rfb } from '@novnc/novnc';
import type { Failure } from '../../../shared/failure.ts';
import type { ByteChannel } from '../../../shared/ipc.ts';
import type { ScreenCommand, ScreenNotice } from '../../../shared/model/console.ts';
import { loadRfb } from './load-novnc.ts';
import { RfbChannel } from './rfb-channel.ts';

export type Phase =
  /** Nobody has asked for it yet, and it does not connect by itself. */
  | { readonly name: 'waiting' }
  | { readonly name: 'connecting' }
  | { readonly name: 'off' }
  | { readonly name: 'password'; readonly wrong: boolean; readonly expired: boolean }
  | { readonly name: 'live'; readonly rfb: Rfb }
  | { readonly name: 'ended'; readonly failure?: Failure };

export type ScreenChannel = ByteChannel<ScreenCommand, ScreenNotice>;

export class ScreenSession {
  readonly #channel: ScreenChannel;
  readonly #element: HTMLElement;
  readonly #onPhase: (phase: Phase) => void;
  #client: { readonly rfb: Rfb; readonly wire: RfbChannel } | undefined;
  #session = 0;
  #disposed = false;

  constructor(channel: ScreenChannel, element: HTMLElement, onPhase: (phase: Phase) => void) {
    this.#channel = channel;
    this.#element = element;
    this.#onPhase = onPhase;
    channel.onNotice((notice) => this.#notice(notice));
    channel.onBytes((bytes) => this.#client?.wire.deliver(bytes));
    channel.onClose((failure) => this.#ended(failure));
  }

  answerPassword(password: string): void {
    this.#channel.notify({ type: 'password', password });
  }

  dispose(): void {
    this.#disposed = true;
    this.#dropClient();
    this.#channel.close();
  }

  #notice(notice: ScreenNotice): void {
    if (notice.type === 'ready') {
      this.#begin(notice.session).catch(() => this.#ended({ kind: 'unsupported', what: 'noVNC' }));
      return;
    }
    this.#session = 0;
    this.#dropClient();
    if (notice.type === 'ended') this.#ended(notice.failure);
    else if (notice.type === 'password-needed') {
      this.#onPhase({ name: 'password', wrong: notice.wrong, expired: notice.expired });
    } else this.#onPhase({ name: notice.type });
  }

  async #begin(session: number): Promise<void> {
    this.#session = session;
    const RfbClient = await loadRfb();
    // Another notice may have come while noVNC was loaded.
    if (this.#disposed || this.#session !== session) return;
    this.#dropClient();
    this.#channel.notify({ type: 'begin', session });
    const wire = new RfbChannel((bytes) => this.#channel.write(bytes));
    const rfb = new RfbClient(this.#element, wire, { shared: true });
    this.#client = { rfb, wire };
    rfb.background = 'transparent';
    rfb.addEventListener('connect', () => {
      if (this.#client?.rfb === rfb) this.#onPhase({ name: 'live', rfb });
    });
    rfb.addEventListener('disconnect', ({ detail }) => {
      if (this.#client?.rfb !== rfb || detail.clean) return;
      this.#client = undefined;
      this.#ended({ kind: 'protocol', message: 'the display sent what is not RFB' });
    });
  }

  #ended(failure: Failure | undefined): void {
    if (this.#disposed) return;
    this.#dropClient();
    this.#onPhase(failure === undefined ? { name: 'ended' } : { name: 'ended', failure });
  }

  #dropClient(): void {
    const client = this.#client;
    this.#client = undefined;
    if (client?.wire.readyState === 'open') client.rfb.disconnect();
  }
}
