// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { createTabs } from '../../../../renderer/features/shell/tab-memory.ts';
import {
  HOME_ID,
  withFormer,
  withoutHosts,
  withoutOthers,
  withoutRight,
  withoutTab,
  withPlace,
  withTabMoved,
} from '../../../../renderer/features/shell/tab-store.ts';
import type { Place } from '../../../../renderer/live/place.ts';
import { LAB, LAPTOP, machines } from '../../../support/sample-world.ts';

const network: Place = { page: 'networks', connection: LAPTOP };
const storage: Place = { page: 'pools', connection: LAPTOP };
const machinePage: Place = { page: 'machine', domain: machines[0]!.key };

function ids(tabs: ReturnType<typeof withPlace>): readonly string[] {
  return tabs.tabs.map((tab) => tab.id);
}

describe('the tabs of a window', () => {
  beforeEach(() => sessionStorage.clear());

  test('begin with the machines', () => expect(ids(createTabs().getState())).toEqual([HOME_ID]));

  test('open beside the active one, once for each place', () => {
    let tabs = withPlace(createTabs().getState(), network);
    tabs = withPlace(tabs, { page: 'machines' });
    tabs = withPlace(tabs, storage);
    tabs = withPlace(tabs, network);
    expect(ids(tabs)).toEqual([HOME_ID, '#/pools/c1', '#/networks/c1']);
    expect(tabs.active).toBe('#/networks/c1');
  });

  test('keep where inside themselves they are', () => {
    let tabs = withPlace(createTabs().getState(), machinePage);
    tabs = withPlace(tabs, { ...machinePage, tab: 'xml' });
    expect(tabs.tabs).toHaveLength(2);
    expect(tabs.tabs[1]!.place).toMatchObject({ tab: 'xml' });
  });

  test('of a host that is taken off the list are closed, and those of others stay', () => {
    let tabs = withPlace(createTabs().getState(), { page: 'machines', connection: LAPTOP });
    tabs = withPlace(tabs, { page: 'networks', connection: LAB });
    tabs = withPlace(tabs, network);
    tabs = withPlace(tabs, storage);
    const left = withoutHosts(tabs, new Set([LAPTOP]));
    expect(left.tabs.map(({ place }) => place)).toEqual([
      { page: 'machines' },
      { page: 'networks', connection: LAB },
    ]);
    expect(left.tabs.map(({ id }) => id)).toContain(left.active);
    expect(withoutHosts(left, new Set([LAPTOP]))).toBe(left);
  });

  test('show the machines of any host in the first one', () => {
    const tabs = withPlace(createTabs().getState(), { page: 'machines', connection: LAB });
    expect(ids(tabs)).toEqual([HOME_ID]);
    expect(tabs.tabs[0]!.place).toEqual({ page: 'machines', connection: LAB });
  });

  test('close, and the neighbour becomes active; the first stays', () => {
    let tabs = withPlace(withPlace(createTabs().getState(), network), storage);
    tabs = withoutTab(tabs, '#/pools/c1');
    expect(tabs.active).toBe('#/networks/c1');
    tabs = withoutTab(tabs, '#/networks/c1');
    expect(tabs.active).toBe(HOME_ID);
    expect(withoutTab(tabs, HOME_ID)).toBe(tabs);
  });

  const three = () => withPlace(withPlace(withPlace(createTabs().getState(), network), storage), machinePage);
  const [NETWORKS, POOLS, MACHINE] = ['#/networks/c1', '#/pools/c1', `#/machine/${machines[0]!.key}`];

  test('move along the row, and never before the first', () => {
    const tabs = three();
    expect(ids(withTabMoved(tabs, MACHINE!, 1))).toEqual([HOME_ID, MACHINE, NETWORKS, POOLS]);
    expect(ids(withTabMoved(tabs, MACHINE!, 0))).toEqual([HOME_ID, MACHINE, NETWORKS, POOLS]);
    expect(ids(withTabMoved(tabs, NETWORKS!, 99))).toEqual([HOME_ID, POOLS, MACHINE, NETWORKS]);
    expect(withTabMoved(tabs, HOME_ID, 2)).toBe(tabs);
    expect(withTabMoved(tabs, 'nowhere', 2)).toBe(tabs);
  });

  test('close together: all others, or those to the right', () => {
    const others = withoutOthers(three(), NETWORKS!);
    expect(ids(others)).toEqual([HOME_ID, NETWORKS]);
    expect(others.active).toBe(NETWORKS);
    expect(ids(withoutRight(three(), NETWORKS!))).toEqual([HOME_ID, NETWORKS]);
    const last = three();
    expect(withoutRight(last, MACHINE!)).toBe(last);
  });

  test('come back in their order beside what is open already, once each', () => {
    const now = withPlace(createTabs().getState(), storage);
    const back = withFormer(now, ['#/machines/c2', NETWORKS!, POOLS!, NETWORKS!, 'javascript:alert(1)']);
    expect(ids(back)).toEqual([HOME_ID, NETWORKS, POOLS]);
    expect(back.active).toBe(POOLS);
    expect(back.tabs[0]!.place).toEqual({ page: 'machines', connection: LAB });
    expect(back.tabs.map((tab) => tab.seen)).toEqual([false, false, true]);
  });

  test('are there again after a reload, and drawn only when wanted', () => {
    const store = createTabs();
    store.setState(withPlace(store.getState(), network));
    const again = createTabs().getState();
    expect(ids(again)).toEqual([HOME_ID, '#/networks/c1']);
    expect(again.tabs.map((tab) => tab.seen)).toEqual([false, false]);
  });

  test.each(['{', '"text"', '[1, null, "#/nowhere"]'])('survive a broken memory: %s', (stored) => {
    sessionStorage.setItem('guesthouse.tabs', stored);
    expect(ids(createTabs().getState())).toEqual([HOME_ID]);
  });
});
