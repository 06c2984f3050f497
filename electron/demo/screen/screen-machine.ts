// What a screen has to know of its machine.
export interface ScreenMachine {
  /** Only drawn and told; it may hold anything. */
  readonly name: string;
  readonly look: 'linux-desktop' | 'windows-desktop' | 'linux-text' | 'bsd-text';
  /** Since it was started, of the demo's clock. The picture is a function of this, the seed and the input. */
  uptimeMs(): number;
  /** One that is paused keeps its last picture, and hears nothing. */
  paused(): boolean;
  readonly seed: number;
  /** Asked for at its own keyboard: by Ctrl+Alt+Del, or by a command. */
  reboot(): void;
  /** Viewers must know it; without one they are let in. */
  readonly password?: string;
}
