// What a further start and a link come to, and how it reaches a page that is still loading.
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { readVisit } from '../../../electron/app/visit-check.ts';
import type { Outside } from '../../../shared/outside.ts';

vi.mock('electron', () => ({}));
const { Doorstep } = await import('../../../electron/app/doorstep.ts');
const { firstWishes, furtherWishes, outsideOfLink } = await import('../../../electron/app/visitors.ts');

const VISIT = { uris: ['qemu:///system'], links: [], systray: false };
const HOST: Outside = { kind: 'host', uri: 'qemu:///system', from: 'start' };

test('hosts of a further start are offered, those of the first are not', () => {
  expect(furtherWishes(VISIT)).toEqual([HOST]);
  expect(firstWishes(VISIT)).toEqual([]);
});

test('what is to be shown comes after the hosts', () => {
  const wish = { what: 'console', machine: 'web', uri: 'qemu:///system' } as const;
  expect(furtherWishes({ ...VISIT, show: wish })).toEqual([HOST, { kind: 'show', wish }]);
});

test('a link offers its host, or says why not', () => {
  expect(outsideOfLink('guesthouse://connect?uri=qemu:///system')).toEqual({ ...HOST, from: 'link' });
  const link = 'guesthouse://connect?uri=qemu%2Bext://x/system';
  expect(outsideOfLink(link)).toEqual({ kind: 'refused', link, why: { fault: 'program', detail: '+ext' } });
});

test.each([
  [undefined],
  [null],
  ['words'],
  [{ uris: 'qemu:///system', links: [], systray: false }],
  [{ uris: [1], links: [], systray: false }],
  [{ uris: Array(101).fill('a:b'), links: [], systray: false }],
  [{ uris: ['a'.repeat(9000)], links: [], systray: false }],
  [{ uris: [], links: [], systray: false, show: { what: 'delete', machine: 'web' } }],
])('a further start that says %j is not believed', (data) => expect(readVisit(data)).toBeUndefined());

class FakePage extends EventEmitter {
  readonly told: unknown[] = [];
  send(channel: string, value: unknown): void {
    this.told.push(channel, value);
  }
}

function page() {
  const fake = new FakePage();
  // Only what the doorstep uses of it.
  return { fake, contents: fake as unknown as Parameters<InstanceType<typeof Doorstep>['open']>[0] };
}

test('what comes before the page listens waits for it', () => {
  const doorstep = new Doorstep();
  const { fake, contents } = page();
  doorstep.deliver(contents, HOST);
  expect(fake.told).toEqual([]);
  doorstep.open(contents);
  expect(fake.told).toEqual(['outside', HOST]);
  doorstep.deliver(contents, HOST);
  expect(fake.told).toHaveLength(4);
});

test('a page that is loaded again is told when it asks again, and only once', () => {
  const doorstep = new Doorstep();
  const { fake, contents } = page();
  doorstep.open(contents);
  fake.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
  doorstep.deliver(contents, HOST);
  expect(fake.told).toHaveLength(2);
  fake.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
  doorstep.deliver(contents, HOST);
  expect(fake.told).toHaveLength(2);
  doorstep.open(contents);
  expect(fake.told).toHaveLength(4);
});

test('a flood waits no longer than its first few', () => {
  const doorstep = new Doorstep();
  const { fake, contents } = page();
  for (let at = 0; at < 1000; at += 1) doorstep.deliver(contents, HOST);
  doorstep.open(contents);
  expect(fake.told.length).toBeLessThan(100);
});
