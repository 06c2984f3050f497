// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import {
  createTabs,
  HOME_ID,
  withoutHosts,
  withoutTab,
  withPlace,
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
