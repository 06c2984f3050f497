// The test driver's files and the slow link, which other tests and the bench stand on.
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Host, startHost } from '../lab/host.ts';
import { startSlowProxy } from '../support/slow-proxy.ts';
import { writeTestDriverFile } from '../support/test-driver.ts';

let host: Host;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host?.dispose());

test('a real libvirtd serves 1,000 machines of the test driver over its socket', async () => {
  const file = `${host.directory}/many.xml`;
  await writeTestDriverFile(file, 1000);
  const { stdout, stderr } = await host.exec('virsh', ['-c', `test+unix://${file}`, 'list', '--all']);
  expect(stderr).toBe('');
  expect(stdout.match(/running$/gm)).toHaveLength(750);
  expect(stdout.match(/shut off$/gm)).toHaveLength(250);
});

test('a slow link delivers everything, in order, to both sides, and then the end', async () => {
  const echo = createServer((socket) => socket.pipe(socket));
  const listenPath = `${host.directory}/echo.sock`;
  await new Promise<void>((resolve) => echo.listen(listenPath, resolve));
  const proxy = await startSlowProxy({ target: { path: listenPath }, delayMs: 5 });
  const lines = Array.from({ length: 500 }, (_, number) => `line ${number}\n`);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: proxy.port ?? 0 });
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.once('end', () => resolve(text));
    for (const line of lines) socket.write(line);
    socket.end();
  });
  expect(answer).toBe(lines.join(''));
  await proxy.dispose();
  echo.close();
});
