// Which computers are taken for such without a graphics card. Electron and the folder of devices are played.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const { app, devices } = vi.hoisted(() => ({
  app: { disableHardwareAcceleration: vi.fn() },
  devices: new Set<string>(),
}));
vi.mock('electron', () => ({ app }));
vi.mock('node:fs', () => ({ existsSync: (path: string) => devices.has(path) }));
const { drawWithoutCard } = await import('../../../electron/app/graphics.ts');

const { platform, arch } = process;

function computer(ofPlatform: NodeJS.Platform, ofArch: string): void {
  Object.defineProperty(process, 'platform', { value: ofPlatform });
  Object.defineProperty(process, 'arch', { value: ofArch });
}

beforeEach(() => computer('linux', 'x64'));

afterEach(() => {
  computer(platform, arch);
  devices.clear();
  vi.clearAllMocks();
});

test('a PC with Linux and no card looks for none', () => {
  drawWithoutCard();
  expect(app.disableHardwareAcceleration).toHaveBeenCalledOnce();
});

test.each(['/dev/dri', '/dev/nvidiactl', '/dev/dxg'])('%s is a card', (path) => {
  devices.add(path);
  drawWithoutCard();
  expect(app.disableHardwareAcceleration).not.toHaveBeenCalled();
});

test.each([
  ['darwin', 'arm64'],
  ['win32', 'x64'],
  ['linux', 'arm64'],
] as const)('on %s, %s, Chromium looks for itself', (ofPlatform, ofArch) => {
  computer(ofPlatform, ofArch);
  drawWithoutCard();
  expect(app.disableHardwareAcceleration).not.toHaveBeenCalled();
});
