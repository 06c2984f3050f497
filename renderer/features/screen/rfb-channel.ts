// A byte channel as noVNC wants it: like a WebSocket that has been opened.
import type { RawChannel } from '@novnc/novnc';

export class RfbChannel implements RawChannel {
  // Own properties, all of them: noVNC looks no further than the object and its prototype.
  binaryType = 'arraybuffer';
  protocol = '';
  readyState = 'open';
  onopen: RawChannel['onopen'] = null;
  onclose: RawChannel['onclose'] = null;
  onerror: RawChannel['onerror'] = null;
  onmessage: RawChannel['onmessage'] = null;
  readonly #write: (bytes: Uint8Array) => void;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  send(data: Uint8Array | ArrayBuffer): void {
    // A view into a buffer that noVNC fills anew right after.
    if (this.readyState === 'open') this.#write(new Uint8Array(data).slice());
  }

  close(): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    // As a socket would: later. noVNC starts to wait for it only after it has closed the channel.
    queueMicrotask(() => this.onclose?.({ code: 1000, reason: '' }));
  }

  /** Bytes from the display. */
  deliver(bytes: Uint8Array): void {
    if (this.readyState === 'open') this.onmessage?.({ data: new Uint8Array(bytes).buffer });
  }
}
