// The two kinds of text consoles.
import { bsdBoot, linuxBoot } from './boot-lines.ts';
import type { TextStyle } from './text-scene.ts';

export const LINUX_TEXT: TextStyle = {
  look: {
    paper: 0x000000,
    tones: { plain: 0xbcc4cc, bright: 0xffffff, good: 0x7ed68a, bad: 0xff8f7f, quiet: 0x8d99a6 },
  },
  boot: linuxBoot,
  system: 'Linux 6.12-demo',
  issue: (name) => `Linux on ${name}, console tty1`,
  prompt: (user, name) => `${user}@${name}:~$ `,
};

export const BSD_TEXT: TextStyle = {
  look: {
    paper: 0x0a1a4a,
    tones: { plain: 0xd3dbea, bright: 0xffe9a8, good: 0xa9dcff, bad: 0xffa898, quiet: 0x9db0d4 },
  },
  boot: bsdBoot,
  system: 'BSD 9.2-demo',
  issue: (name) => `BSD/amd64 (${name}) (ttyC0)`,
  prompt: (_, name) => `${name}$ `,
};
