import type { NetworkInterfaceInfo } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchForWake } from '../../../electron/wake-watch.ts';

const LONG_ENOUGH_MS = 20_000;

type Interfaces = Record<string, NetworkInterfaceInfo[]>;
let interfaces: Interfaces | Error;
let woken: number;
let watch: { dispose(): void };

function address(text: string, internal = false): NetworkInterfaceInfo {
  const facts = { address: text, netmask: '255.255.255.0', mac: '00:00:00:00:00:00', internal, cidr: null };
  return text.includes(':') ? { ...facts, family: 'IPv6', scopeid: 0 } : { ...facts, family: 'IPv4' };
}

beforeEach(() => {
  vi.useFakeTimers();
  woken = 0;
  interfaces = { lo: [address('127.0.0.1', true)], eth0: [address('10.0.0.5')] };
  watch = watchForWake({
    onWake: () => {
      woken += 1;
    },
    readInterfaces: () => {
      if (interfaces instanceof Error) throw interfaces;
      return interfaces;
    },
  });
});
afterEach(() => {
  watch.dispose();
  vi.useRealTimers();
});

test('says nothing while nothing changes', () => {
  vi.advanceTimersByTime(600_000);
  expect(woken).toBe(0);
});

test.each<[string, Interfaces]>([
  ['a cable is pulled', { lo: [address('127.0.0.1', true)] }],
  ['an address changes', { eth0: [address('192.168.1.7')] }],
  ['a VPN comes up', { eth0: [address('10.0.0.5')], tun0: [address('172.16.0.2')] }],
  ['IPv6 arrives', { eth0: [address('10.0.0.5'), address('2001:db8::5')] }],
])('tells once when %s', (_what, after) => {
  interfaces = after;
  vi.advanceTimersByTime(LONG_ENOUGH_MS);
  expect(woken).toBe(1);
});

test.each<[string, Interfaces | Error]>([
  ['the order of interfaces', { eth0: [address('10.0.0.5')], lo: [address('127.0.0.1', true)] }],
  ["a guest's interface", { eth0: [address('10.0.0.5')], vnet0: [address('fe80::fc54:ff:fe00:1')] }],
  ['a system that refuses to say', new Error('EPERM')],
])('does not take %s for a change', (_what, after) => {
  interfaces = after;
  vi.advanceTimersByTime(LONG_ENOUGH_MS);
  expect(woken).toBe(0);
});

test('tells when the clock jumped, as it does over a sleep', () => {
  vi.advanceTimersByTime(LONG_ENOUGH_MS);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(LONG_ENOUGH_MS);
  expect(woken).toBe(1);
});

test('does not take a busy moment or a corrected clock for a sleep', () => {
  for (const shiftMs of [3000, -3_600_000]) {
    vi.setSystemTime(Date.now() + shiftMs);
    vi.advanceTimersByTime(LONG_ENOUGH_MS);
  }
  expect(woken).toBe(0);
});

test('is silent once it is disposed of', () => {
  watch.dispose();
  interfaces = {};
  vi.advanceTimersByTime(LONG_ENOUGH_MS);
  expect(woken).toBe(0);
});
