// What a machine shows, however it looks: time and input go in, a picture comes out. All viewers of a machine see the same.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import type { Rectangle } from '../drawing/rectangle.ts';
import type { KeyPress } from './keyboard.ts';

/** A part of the picture that can move as a whole. */
export interface Surface {
  readonly id: string;
  readonly area: Rectangle;
  /** How far what is in it has moved up so far, in pixels. */
  readonly scrolled: number;
}

export interface PointerState {
  readonly x: number;
  readonly y: number;
  readonly left: boolean;
  readonly middle: boolean;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Where the pointer is an arrow above the picture; else the scene draws what marks its place. */
  readonly hasArrow: boolean;
  readonly pointer: PointerState;
  /** Goes on to a moment; one before the last means that the machine was started anew. */
  advance(uptimeMs: number): void;
  /** The same as long as the picture is the same. */
  stamp(): string;
  draw(picture: Framebuffer): void;
  surfaces(): readonly Surface[];
  press(press: KeyPress): void;
  point(pointer: PointerState): void;
}

export interface SceneFacts {
  /** Fit to be drawn and short. */
  readonly name: string;
  readonly seed: number;
  readonly clipboard: () => string;
  readonly reboot: () => void;
}
