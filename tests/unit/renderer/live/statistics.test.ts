// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StatisticsHub } from '../../../../renderer/live/statistics.ts';
import type { DomainKey } from '../../../../shared/model/keys.ts';
import { GAP, HISTORY_SAMPLES, MOST_IN_VIEW } from '../../../../shared/model/statistics.ts';
import { type Answers, fakeEngine, gives } from '../../../support/fake-api.ts';
import { LAB, LAPTOP, machines, tick } from '../../../support/sample-world.ts';

const [web01, web02] = machines;
const quiet = () => {};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function page(answers: Answers = {}) {
  const engine = fakeEngine({}, answers);
  const hub = new StatisticsHub(engine.api);
  const settle = () => vi.advanceTimersByTimeAsync(150);
  const sampled = (step: number, atMs: number, domains = machines) =>
    engine.emit('statistics', 'sampled', tick(domains, step, atMs));
  return { engine, hub, settle, sampled, told: () => engine.callsOf('statistics.watch') };
}

describe('a page tells what it has in view', () => {
  test('once for all that settled together, and again only when it changes', async () => {
    const { hub, settle, told } = page();
    const stops = [web01, web01, web02].map((one) => hub.watchDomain(one!.key, quiet));
    expect(told()).toEqual([]);
    await settle();
    expect(told()).toEqual([{ connection: LAPTOP, inView: [web01!.key, web02!.key] }]);
    stops[0]!();
    stops[0]!();
    await settle();
    expect(told()).toHaveLength(1);
    stops[2]!();
    await settle();
    expect(told().at(-1)).toEqual({ connection: LAPTOP, inView: [web01!.key] });
  });

  test('and that it has nothing in view any more', async () => {
    const { engine, hub, settle } = page();
    const stop = hub.watchHost(LAPTOP, quiet);
    await settle();
    stop();
    await settle();
    expect(engine.callsOf('statistics.unwatch')).toEqual([{ connection: LAPTOP }]);
  });

  test('but says nothing of rows that fly past while it is scrolled', async () => {
    const { hub, settle, told } = page();
    hub.watchDomain(web01!.key, quiet)();
    await settle();
    expect(told()).toEqual([]);
  });

  test('and hears of what stays only when no more rows come', async () => {
    const { hub, settle, told } = page();
    hub.watchDomain(web01!.key, quiet);
    for (let step = 0; step < 5; step += 1) {
      await vi.advanceTimersByTimeAsync(60);
      hub.watchDomain(web02!.key, quiet)();
    }
    expect(told()).toEqual([]);
    await settle();
    expect(told()).toEqual([{ connection: LAPTOP, inView: [web01!.key] }]);
  });

  test('asks for all machines of the hosts that it is about while something sorts by a rate, and no longer', async () => {
    const { hub, settle, told } = page();
    hub.about(LAPTOP);
    hub.about(LAB);
    hub.watchDomain(web01!.key, quiet);
    const stop = hub.watchAll(quiet);
    await settle();
    expect(told()).toEqual([LAPTOP, LAB].map((connection) => ({ connection, inView: 'all' })));
    stop();
    await settle();
    expect(told().at(-1)).toEqual({ connection: LAPTOP, inView: [web01!.key] });
  });

  test('asks for all where it shows more than a message may name', async () => {
    const { hub, settle, told } = page();
    for (let number = 0; number <= MOST_IN_VIEW; number += 1) {
      const uuid = `0f1e2d3c-4b5a-4978-8796-${String(number).padStart(12, '0')}`;
      hub.watchDomain(`${LAPTOP}/${uuid}` as DomainKey, quiet);
    }
    await settle();
    expect(told()).toEqual([{ connection: LAPTOP, inView: 'all' }]);
  });

  test('again after the engine came back', async () => {
    const { hub, settle, told } = page();
    hub.watchHost(LAPTOP, quiet);
    await settle();
    hub.rewatch();
    expect(told()).toHaveLength(2);
  });

  test('nothing while nobody sees the window, and all of it when it is seen again', async () => {
    const hidden = vi.spyOn(document, 'hidden', 'get');
    const turn = (away: boolean) => {
      hidden.mockReturnValue(away);
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const { engine, hub, settle, told } = page();
    hub.watchDomain(web01!.key, quiet, true);
    await settle();
    turn(true);
    expect(engine.callsOf('statistics.unwatch')).toHaveLength(1);
    hub.rewatch();
    expect(told()).toHaveLength(1);
    turn(false);
    expect(told()).toHaveLength(2);
    expect(engine.callsOf('statistics.domain')).toHaveLength(2);
    hub.dispose();
  });
});

describe('what a page knows', () => {
  test('is two minutes of what is in view and no more', () => {
    const { hub, sampled } = page();
    hub.watchDomain(web01!.key, quiet);
    for (let step = 0; step < HISTORY_SAMPLES + 20; step += 1) sampled(step, step * 2000);
    const history = hub.domainHistory(web01!.key);
    expect(history.times).toHaveLength(HISTORY_SAMPLES);
    expect(history.times[0]).toBe(20 * 2000);
    expect(history.series.cpuPercent).toHaveLength(HISTORY_SAMPLES);
  });

  test('has gaps, not zeros, where a machine was off', () => {
    const { hub, sampled } = page();
    hub.watchDomain(web01!.key, quiet);
    sampled(0, 0, []);
    sampled(1, 2000);
    sampled(2, 4000, []);
    expect(hub.domainHistory(web01!.key).series.cpuPercent).toEqual([expect.any(Number), GAP]);
    expect(hub.domainSample(web01!.key)).toBeUndefined();
  });

  test('takes machines that came into view into the tick that they belong to', () => {
    const { hub, sampled } = page();
    for (const one of [web01, web02]) hub.watchDomain(one!.key, quiet);
    hub.watchHost(LAPTOP, quiet);
    sampled(0, 2000, [web01!]);
    sampled(0, 2000, [web02!]);
    for (const one of [web01, web02]) {
      expect(hub.domainHistory(one!.key).times).toEqual([2000]);
      expect(hub.domainSample(one!.key)).toBeDefined();
    }
    expect(hub.hostHistory(LAPTOP).times).toEqual([2000]);
  });

  test('joins what the engine remembers with what came since, without saying anything twice', async () => {
    const past = {
      times: [1000, 3000, 5000],
      series: {
        cpuPercent: [1, 2, 3],
        memoryKiB: [1, 2, 3],
        diskReadBytesPerS: [0, 0, 0],
        diskWriteBytesPerS: [0, 0, 0],
        netRxBytesPerS: [0, 0, 0],
        netTxBytesPerS: [0, 0, 0],
      },
    };
    const { engine, hub, settle, sampled } = page({ statistics: { domain: gives(past) } });
    hub.watchDomain(web01!.key, quiet, true);
    hub.watchDomain(web01!.key, quiet, true);
    sampled(0, 5000);
    await settle();
    const history = hub.domainHistory(web01!.key);
    expect(history.times).toEqual([1000, 3000, 5000]);
    expect(history.series.cpuPercent.slice(0, 2)).toEqual([1, 2]);
    expect(hub.domainHistory(web01!.key)).toBe(history);
    expect(engine.callsOf('statistics.domain')).toHaveLength(1);
  });

  test('is told to those that draw it only, and to who sorts by it once for all hosts', async () => {
    const { hub, sampled } = page();
    const [one, other, all] = [vi.fn(), vi.fn(), vi.fn()];
    hub.watchDomain(web01!.key, one);
    hub.watchHost(LAB, other);
    hub.watchAll(all);
    sampled(0, 0);
    sampled(1, 100);
    await vi.advanceTimersByTimeAsync(1000);
    expect([one, other, all].map((listener) => listener.mock.calls.length)).toEqual([2, 0, 1]);
  });

  test('is drawn at once, and then once a second for however many hosts', async () => {
    const { hub, sampled } = page();
    const [one, other, gone] = [vi.fn(), vi.fn(), vi.fn()];
    hub.watchDomain(web01!.key, one);
    hub.watchHost(LAPTOP, other);
    const stop = hub.watchDomain(web02!.key, gone);
    const calls = () => [one, other, gone].map((listener) => listener.mock.calls.length);
    sampled(0, 0);
    expect(calls()).toEqual([1, 1, 1]);
    for (const step of [1, 2, 3]) sampled(step, step * 100);
    stop();
    expect(calls()).toEqual([1, 1, 1]);
    expect(hub.domainHistory(web01!.key).times).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls()).toEqual([2, 2, 1]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(calls()).toEqual([2, 2, 1]);
    sampled(4, 6000);
    sampled(4, 6000);
    expect(calls()).toEqual([3, 3, 1]);
    // What was measured for rows that have just come into view.
    await vi.advanceTimersByTimeAsync(200);
    expect(calls()).toEqual([4, 3, 1]);
  });
});
