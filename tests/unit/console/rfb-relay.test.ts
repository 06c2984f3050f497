import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { Relay } from '../../../electron/console/rfb/relay.ts';

/** A display that has let us in, the relay to a page, and what the page was told so far. */
function session() {
  const toDisplay: Buffer[] = [];
  const display = new Duplex({
    read() {},
    write(bytes: Buffer, _encoding, done) {
      toDisplay.push(bytes);
      done();
    },
  });
  const toPage: Buffer[] = [];
  const relay = new Relay(display, {
    write: (bytes) => void toPage.push(Buffer.from(bytes)),
    unackedBytes: 0,
  });
  const told = () => Buffer.concat(toPage).toString('latin1');
  const heard = () => Buffer.concat(toDisplay).toString('latin1');
  return { display, relay, told, heard };
}

test('the page is told no more than it has answered, as noVNC demands', async () => {
  const { relay, told, heard } = session();
  relay.begin();
  expect(told()).toBe('RFB 003.008\n');
  await relay.fromPage(Buffer.from('RFB 003'));
  expect(told()).toBe('RFB 003.008\n');
  await relay.fromPage(Buffer.from('.008\n'));
  expect(told()).toBe('RFB 003.008\n\x01\x01');
  await relay.fromPage(Buffer.from('\x01'));
  expect(told()).toBe('RFB 003.008\n\x01\x01\0\0\0\0');
  expect(heard()).toBe('');
});

test('what the display said ahead waits for the ClientInit of the page, which the display has got already', async () => {
  const { display, relay, told, heard } = session();
  display.push('its name and size');
  relay.begin();
  await relay.fromPage(Buffer.from('RFB 003.008\n\x01', 'latin1'));
  await new Promise(setImmediate);
  expect(told()).not.toContain('name');
  await relay.fromPage(Buffer.of(1));
  await expect.poll(told).toContain('its name and size');
  expect(heard()).toBe('');
});

test('what follows the answers goes to the display, also in one piece with them', async () => {
  const { relay, heard } = session();
  relay.begin();
  await relay.fromPage(Buffer.from('RFB 003.008\n\x01\x01keys', 'latin1'));
  expect(heard()).toBe('keys');
});

test('a page that does not speak RFB ends the session', async () => {
  const { relay } = session();
  relay.begin();
  await relay.fromPage(Buffer.from('GET / HTTP/1.1'));
  expect(await relay.ended).toMatchObject({ kind: 'protocol' });
});

test('a slow display collects no listeners, however often it is waited for', async () => {
  let taken: () => void = () => undefined;
  const display = new Duplex({
    read() {},
    writableHighWaterMark: 1,
    write(_bytes, _encoding, done) {
      taken = done;
    },
  });
  const relay = new Relay(display, { write: () => undefined, unackedBytes: 0 });
  relay.begin();
  await relay.fromPage(Buffer.from('RFB 003.008\n\x01\x01', 'latin1'));
  const before = display.listenerCount('close');
  for (let at = 0; at < 20; at++) {
    const sent = relay.fromPage(Buffer.from('a key'));
    taken();
    await sent;
  }
  expect(display.listenerCount('close')).toBe(before);
  expect(display.listenerCount('drain')).toBe(0);
});
