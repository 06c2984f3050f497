// How the desktops look: colours and words. No system's own art or marks.
import type { TerminalLook, Tone } from './terminal.ts';

export interface DesktopStyle {
  readonly wallpaper: 'hills' | 'beams';
  readonly menuLabel: string;
  readonly terminalTitle: string;
  readonly prompt: (user: string, name: string) => string;
  readonly system: string;
  readonly panel: {
    readonly paper: number;
    readonly edge: number;
    readonly ink: number;
    readonly lit: number;
  };
  readonly window: {
    readonly title: number;
    readonly titleAway: number;
    readonly titleInk: number;
    readonly titleInkAway: number;
    readonly paper: number;
    readonly edge: number;
    readonly ink: number;
    readonly quietInk: number;
  };
  /** Behind what matters most; `accentInk` is read on it. */
  readonly accent: number;
  readonly accentInk: number;
  readonly chart: {
    readonly paper: number;
    readonly grid: number;
    readonly area: number;
    readonly line: number;
  };
  readonly terminal: TerminalLook;
}

const DARK_TONES: Readonly<Record<Tone, number>> = {
  plain: 0xd7dde4,
  bright: 0xffffff,
  good: 0x7fd28f,
  bad: 0xff9a8a,
  quiet: 0x93a1b0,
};

export const LINUX_DESKTOP: DesktopStyle = {
  wallpaper: 'hills',
  menuLabel: 'Menu',
  terminalTitle: 'Terminal',
  prompt: (user, name) => `${user}@${name}:~$ `,
  system: 'Linux 6.12-demo',
  panel: { paper: 0x1d2530, edge: 0x38465a, ink: 0xe6ebf1, lit: 0x35465c },
  window: {
    title: 0x2c3a4d,
    titleAway: 0x242e3b,
    titleInk: 0xf2f5f8,
    titleInkAway: 0xa3afbd,
    paper: 0x27313e,
    edge: 0x10161d,
    ink: 0xe6ebf1,
    quietInk: 0xa3afbd,
  },
  accent: 0x2f7f86,
  accentInk: 0xffffff,
  chart: { paper: 0x1a212b, grid: 0x2f3b4a, area: 0x23565f, line: 0x5cd0c4 },
  terminal: { paper: 0x161b22, tones: DARK_TONES, cellWidth: 8, bold: false },
};

export const WINDOWS_DESKTOP: DesktopStyle = {
  wallpaper: 'beams',
  menuLabel: 'Start',
  terminalTitle: 'Command line',
  prompt: (user, name) => `${name}\\${user}> `,
  system: 'Windows 10.0-demo',
  panel: { paper: 0xe7ebf2, edge: 0xb9c2d0, ink: 0x1c2430, lit: 0xcbd6e8 },
  window: {
    title: 0xffffff,
    titleAway: 0xeef1f5,
    titleInk: 0x1c2430,
    titleInkAway: 0x66707e,
    paper: 0xf7f9fb,
    edge: 0x7f8ca0,
    ink: 0x1c2430,
    quietInk: 0x566172,
  },
  accent: 0x2b5fb4,
  accentInk: 0xffffff,
  chart: { paper: 0xffffff, grid: 0xdde3ec, area: 0xc6d7f2, line: 0x2b5fb4 },
  terminal: { paper: 0x101418, tones: { ...DARK_TONES, good: 0xe8d98a }, cellWidth: 8, bold: false },
};
