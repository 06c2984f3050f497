// Frames of a stream that came before the answer that opens it. In libvirtd a worker writes the answer and the main loop the data,
// and either may be first (seen with 9.0: a screenshot).
import { ProtocolViolation } from '../xdr/violation.ts';
import type { Frame } from './frame.ts';

/** Per stream. The server stops after each piece until that is sent, so honest ones stay far below. */
const LIMIT_BYTES = 4_194_304;
/** What a frame costs beside its body. */
const FRAME_BYTES = 256;

export class EarlyFrames {
  readonly #bySerial = new Map<number, { readonly frames: Frame[]; bytes: number }>();

  /** Throws `ProtocolViolation` when more came than any answer can be late. */
  keep(frame: Frame): void {
    const kept = this.#bySerial.get(frame.serial) ?? { frames: [], bytes: 0 };
    this.#bySerial.set(frame.serial, kept);
    kept.bytes += frame.body.length + FRAME_BYTES;
    if (kept.bytes > LIMIT_BYTES)
      throw new ProtocolViolation(`stream ${frame.serial} is not opened, and its data comes on and on`);
    kept.frames.push(frame);
  }

  /** The frames of a stream in order, which are then forgotten. */
  take(serial: number): readonly Frame[] {
    const frames = this.#bySerial.get(serial)?.frames ?? [];
    this.#bySerial.delete(serial);
    return frames;
  }

  clear(): void {
    this.#bySerial.clear();
  }
}
