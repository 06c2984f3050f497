import { expect, test } from 'vitest';
import { runTerminal } from '../../../electron/console/terminal/terminal.ts';
import type { TerminalCommand, TerminalNotice } from '../../../shared/model/console.ts';
import { channelPair, eventually } from './support.ts';

function open(script: string) {
  const { page, engine } = channelPair<TerminalNotice, TerminalCommand>();
  const options = { file: '/bin/sh', args: ['-c', script], columns: 91, rows: 33 };
  return { page, running: runTerminal(engine, options) };
}

test('a program talks with the page in a terminal of its size, and its end is told', async () => {
  const { page, running } = open('stty size; read answer; echo "heard $answer"; stty size; exit 3');
  await running;
  await eventually(() => page.text.includes('33 91'));
  page.channel.notify({ type: 'resize', columns: 100, rows: 40 });
  page.channel.write(Buffer.from('yes\r'));
  await eventually(() => page.text.includes('heard yes') && page.text.includes('40 100'));
  await eventually(() => page.last('exit')?.code === 3);
});

test('a program gets a short list of variables and nothing of ours', async () => {
  process.env.GUESTHOUSE_TEST_SECRET = 'do not tell';
  const { page, running } = open('env');
  await running;
  await eventually(() => page.last('exit'));
  delete process.env.GUESTHOUSE_TEST_SECRET;
  expect(page.text).toContain('TERM=xterm-256color');
  expect(page.text).not.toContain('do not tell');
});

test('closing the page ends the program, also one that ignores a hang-up', async () => {
  const { page, running } = open("trap '' HUP; echo pid=$$.; while :; do sleep 0.1; done");
  await running;
  const pid = Number(await eventually(() => /pid=(\d+)\./.exec(page.text)?.[1]));
  page.channel.close();
  await eventually(() => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
});

test('a program that is not there is told by its exit', async () => {
  const { page, engine } = channelPair<TerminalNotice, TerminalCommand>();
  await runTerminal(engine, { file: '/no/such/program', args: [], columns: 80, rows: 24 });
  await eventually(() => (page.last('exit')?.code ?? 0) !== 0);
});
