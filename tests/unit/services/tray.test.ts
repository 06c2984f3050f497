// What the engine tells the icon in the tray: only while it is wanted, only what changed, and what went wrong.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import { answerTray, readTrayNews, type TrayNews, trayNewsTo } from '../../../electron/ipc/tray-over-port.ts';
import { Unsupported } from '../../../electron/libvirt/errors.ts';
import { TrayWatch } from '../../../electron/services/tray.ts';
import { host, LAPTOP, machine } from '../../support/sample-world.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const WEB = machine(1, 'web', { state: 'running', id: 1 });

function watched() {
  const hub = new ModelHub();
  hub.apply({ op: 'put', noun: 'host', value: host() });
  hub.apply({ op: 'put', noun: 'domain', value: WEB });
  const news: TrayNews[] = [];
  const done: string[] = [];
  const say = () => {};
  const tray = new TrayWatch(
    {
      hub,
      log: { path: '', info: say, warn: say, error: say },
      act: async (_domain, action) => {
        if (action === 'pause') throw new Unsupported('pause');
        done.push(action);
      },
      connect: async (id, on) => void done.push(`${id} ${on}`),
    },
    trayNewsTo((told) => news.push(told)),
  );
  return { hub, tray, news, done };
}

test('nothing is told before somebody watches, and nothing after', () => {
  const { hub, tray, news } = watched();
  vi.advanceTimersByTime(5000);
  expect(news).toEqual([]);
  answerTray(tray, { type: 'tray-watch', on: true });
  expect(news).toHaveLength(1);
  answerTray(tray, { type: 'tray-watch', on: false });
  hub.apply({ op: 'put', noun: 'host', value: host({ name: 'other' }) });
  vi.advanceTimersByTime(5000);
  expect(news).toHaveLength(1);
});

test('a storm of changes is one board a second, and a change that the icon does not show is none', () => {
  const { hub, tray, news } = watched();
  tray.watch(true);
  for (let at = 0; at < 200; at += 1) {
    hub.apply({ op: 'put', noun: 'domain', value: { ...WEB, name: `web-${at}` } });
    vi.advanceTimersByTime(20);
  }
  expect(news.length).toBeLessThanOrEqual(6);
  vi.advanceTimersByTime(2000);
  expect(news.at(-1)).toMatchObject({ hosts: [{ running: 1, machines: [{ name: 'web-199' }] }] });
  const before = news.length;
  hub.apply({ op: 'put', noun: 'domain', value: { ...WEB, name: 'web-199', revision: 9 } });
  vi.advanceTimersByTime(2000);
  expect(news).toHaveLength(before);
});

test('what is chosen is done; what fails is told with the name of the machine', async () => {
  const { tray, news, done } = watched();
  answerTray(tray, { type: 'tray-act', domain: WEB.key, action: 'shutdown' });
  answerTray(tray, { type: 'tray-connect', host: LAPTOP, on: false });
  answerTray(tray, { type: 'tray-act', domain: WEB.key, action: 'pause' });
  await vi.advanceTimersByTimeAsync(10);
  expect(done).toEqual(['shutdown', 'c1 false']);
  expect(news).toMatchObject([{ type: 'tray-failed', machine: 'web', action: 'pause' }]);
});

test('what loses something cannot be asked from the tray', async () => {
  const { tray, done } = watched();
  answerTray(tray, { type: 'tray-act', domain: WEB.key, action: 'force-off' });
  answerTray(tray, 'stop');
  await vi.advanceTimersByTimeAsync(10);
  expect(done).toEqual([]);
});

test('main understands what it is told, and nothing else', () => {
  const { tray, news } = watched();
  tray.watch(true);
  expect(readTrayNews(structuredClone(news[0]))).toEqual(news[0]);
  expect(readTrayNews({ type: 'tray-board', hosts: [{ name: 7 }] })).toBeUndefined();
  expect(readTrayNews({ type: 'vault', id: 1 })).toBeUndefined();
});
