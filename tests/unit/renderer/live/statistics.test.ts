// @vitest-environment happy-dom
import { describe, expect, test, vi } from 'vitest';
import { StatisticsHub } from '../../../../renderer/live/statistics.ts';
import { GAP, HISTORY_SAMPLES } from '../../../../shared/model/statistics.ts';
import { fakeEngine, gives } from '../../../support/fake-api.ts';
import { LAPTOP, machines, tick } from '../../../support/sample-world.ts';

const [web01, , , , win11] = machines;

describe('the statistics of a page', () => {
  test('a host is watched once, however many components watch it, and no longer than they do', () => {
    const engine = fakeEngine();
    const hub = new StatisticsHub(engine.api);
    const stops = [hub.watch(LAPTOP), hub.watch(LAPTOP)];
    expect(engine.callsOf('statistics.watch')).toEqual([{ connection: LAPTOP }]);
    stops[0]!();
    stops[0]!();
    expect(engine.callsOf('statistics.unwatch')).toEqual([]);
    stops[1]!();
    expect(engine.callsOf('statistics.unwatch')).toEqual([{ connection: LAPTOP }]);
  });

  test('watches again after the engine came back', () => {
    const engine = fakeEngine();
    const hub = new StatisticsHub(engine.api);
    hub.watch(LAPTOP);
    hub.rewatch();
    expect(engine.callsOf('statistics.watch')).toHaveLength(2);
  });

  test('measures nothing for a window that nobody sees, and goes on when it is seen again', () => {
    const hidden = vi.spyOn(document, 'hidden', 'get');
    const turn = (away: boolean) => {
      hidden.mockReturnValue(away);
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const engine = fakeEngine();
    const hub = new StatisticsHub(engine.api);
    hub.watch(LAPTOP);
    turn(true);
    expect(engine.callsOf('statistics.unwatch')).toHaveLength(1);
    hub.rewatch();
    expect(engine.callsOf('statistics.watch')).toHaveLength(1);
    turn(false);
    expect(engine.callsOf('statistics.watch')).toHaveLength(2);
    hub.dispose();
  });

  test('keeps two minutes and no more', () => {
    const engine = fakeEngine();
    const hub = new StatisticsHub(engine.api);
    for (let step = 0; step < HISTORY_SAMPLES + 20; step += 1)
      engine.emit('statistics', 'sampled', tick(machines, step, step * 2000));
    const history = hub.domainHistory(web01!.key);
    expect(history.times).toHaveLength(HISTORY_SAMPLES);
    expect(history.times[0]).toBe(20 * 2000);
    expect(history.series.cpuPercent).toHaveLength(HISTORY_SAMPLES);
  });

  test('a machine that is off has gaps, not zeros', () => {
    const engine = fakeEngine();
    const hub = new StatisticsHub(engine.api);
    engine.emit('statistics', 'sampled', tick(machines, 0, 0));
    expect(hub.domainHistory(win11!.key).series.cpuPercent).toEqual([GAP]);
    expect(hub.domainSample(win11!.key)).toBeUndefined();
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
    const engine = fakeEngine({}, { statistics: { domain: gives(past) } });
    const hub = new StatisticsHub(engine.api);
    engine.emit('statistics', 'sampled', tick(machines, 0, 5000));
    await hub.fetchDomainHistory(web01!.key);
    await hub.fetchDomainHistory(web01!.key);
    const history = hub.domainHistory(web01!.key);
    expect(history.times).toEqual([1000, 3000, 5000]);
    expect(history.series.cpuPercent.slice(0, 2)).toEqual([1, 2]);
    expect(engine.callsOf('statistics.domain')).toHaveLength(1);
  });
});
