// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { MachinesPage } from '../../../../renderer/features/domains/machines-page.tsx';
import { PageSearch } from '../../../../renderer/features/search/page-search.tsx';
import { SavedSearchList } from '../../../../renderer/features/search/saved-searches.tsx';
import { WindowSearch } from '../../../../renderer/features/search/window-search.tsx';
import { usePlace } from '../../../../renderer/live/hooks.ts';
import type { SavedSearch } from '../../../../shared/model/settings.ts';
import { fakeEngine } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { sampleWorld } from '../../../support/sample-world.ts';

/** The list as the window shows it. */
function Home() {
  const place = usePlace();
  return (
    <MachinesPage
      onConnect={() => {}}
      search={(search) => <PageSearch {...search} />}
      {...(place.page === 'search' ? { query: place.query } : {})}
    />
  );
}

function saved(id: string, name: string, query: string): SavedSearch {
  return { id, name, query, colour: 'none' };
}

async function page(searches: readonly SavedSearch[] = [], language: 'en' | 'zh-CN' = 'en') {
  const engine = fakeEngine(sampleWorld);
  for (const search of searches) await engine.api.settings.changeSearches({ change: { op: 'add', search } });
  return await draw(
    <>
      <WindowSearch />
      <SavedSearchList />
      <Home />
    </>,
    engine,
    language,
  );
}

function here(): HTMLElement {
  return screen.getByRole('combobox', { name: 'Search this list' });
}

function names(): readonly string[] {
  return screen.queryAllByRole('rowheader').map((cell) => cell.textContent ?? '');
}

/** As they are stored. */
async function lastSearches(engine: Awaited<ReturnType<typeof page>>['engine']) {
  const result = await engine.api.settings.get({});
  return result.ok ? result.value.searches.map(({ name, query }) => `${name}=${query}`) : [];
}

describe('the search box', () => {
  test('finds as one types, and says how many', async () => {
    const { user } = await page();
    await user.type(here(), 'state:running web -web-02');
    await waitFor(() => expect(names()).toEqual(['web-01']));
    expect(screen.getByText('1 of 14')).toBeTruthy();
  });

  test('offers fields, then values, and takes them by keyboard', async () => {
    const { user } = await page();
    await user.type(here(), 'sta');
    await user.keyboard('{ArrowDown}');
    const [field] = await screen.findAllByRole('option');
    expect(field!.textContent).toBe('state:state');
    expect(here().getAttribute('aria-activedescendant')).toBe(field!.id);
    await user.keyboard('{Enter}');
    await waitFor(() => expect((here() as HTMLInputElement).value).toBe('state:'));
    const list = await screen.findByRole('listbox', { name: 'What it may be' });
    await waitFor(() => expect(within(list).getByText('state:Crashed')).toBeTruthy());
    await user.keyboard('cra{ArrowDown}{Enter}');
    await waitFor(() => expect(names()).toEqual(['old-xp']));
    expect((here() as HTMLInputElement).value).toBe('state:Crashed ');
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  test('says what it did not understand, and searches for the rest', async () => {
    const { user } = await page();
    await user.type(here(), 'web-01 mem>x ((');
    await waitFor(() => expect(names()).toEqual(['web-01']));
    expect(here().getAttribute('aria-invalid')).toBe('true');
    expect(await screen.findByText('“x” is not a number that fits here. Like: mem>=4G')).toBeTruthy();
    const marked = here().closest('[data-find-box]')!.querySelectorAll('mark');
    expect([...marked].map((one) => one.textContent)).toEqual(['mem>x', '(', '(']);
  });

  test('does not complain of what is just being typed', async () => {
    const { user } = await page();
    await user.type(here(), 'state:');
    expect(here().getAttribute('aria-invalid')).toBeNull();
    await user.tab();
    await waitFor(() => expect(here().getAttribute('aria-invalid')).toBe('true'));
  });

  test('Escape closes what is offered, then empties the box', async () => {
    const { user } = await page();
    await user.type(here(), 'sta');
    await screen.findByRole('listbox');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
    await user.keyboard('{Escape}');
    expect((here() as HTMLInputElement).value).toBe('');
  });

  test('takes hostile text for text', async () => {
    const { user } = await page();
    await user.click(here());
    await user.paste('('.repeat(10_000));
    await waitFor(() => expect(names()).toHaveLength(14));
    await user.clear(here());
    await user.paste('<script>alert("name")</script> [a-z]+* \ud800');
    await waitFor(() => expect(names()).toEqual([]));
    expect(document.querySelector('script')).toBeNull();
  });

  test('shows the language by example, and tries one', async () => {
    const { user } = await page();
    await user.click(screen.getByRole('button', { name: 'How to search' }));
    await user.click(await screen.findByRole('button', { name: 'is:autostart' }));
    await waitFor(() => expect(names()).toEqual(['web-01']));
  });
});

describe('the search of the window', () => {
  test('leads to the place of the search as one types', async () => {
    const { user } = await page();
    await user.type(screen.getByRole('combobox', { name: 'Search all machines' }), 'win11');
    await waitFor(() => expect(window.location.hash).toBe('#/search/win11'));
    await waitFor(() => expect(names()).toEqual(['win11']));
    expect((here() as HTMLInputElement).value).toBe('win11');
    await user.clear(here());
    await user.type(here(), 'db');
    await waitFor(() => expect(window.location.hash).toBe('#/search/db'));
    await user.clear(here());
    await waitFor(() => expect(window.location.hash).toBe('#/machines'));
  });

  test('what is typed there right after the list was searched counts', async () => {
    const { user } = await page();
    const everywhere: HTMLInputElement = screen.getByRole('combobox', { name: 'Search all machines' });
    await user.type(here(), 'db');
    await user.clear(everywhere);
    await user.type(everywhere, 'win11');
    await waitFor(() => expect(window.location.hash).toBe('#/search/win11'));
    expect(everywhere.value).toBe('win11');
    expect((here() as HTMLInputElement).value).toBe('win11');
    await waitFor(() => expect(names()).toEqual(['win11']));
  });
});

describe('saved searches', () => {
  test('a search gets a name and a colour', async () => {
    const { user, engine } = await page();
    await user.type(here(), 'tag:web state:running');
    await user.click(screen.getByRole('button', { name: 'Save this search…' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), ' Web ');
    await user.click(screen.getByRole('radio', { name: 'Blue' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const search = { name: 'Web', query: 'tag:web state:running', colour: 'blue' };
    expect(engine.callsOf('settings.changeSearches')).toMatchObject([{ change: { op: 'add', search } }]);
  });

  test('each says how many it finds, and opens', async () => {
    const { user, engine } = await page([saved('a', 'Web', 'web'), saved('b', 'Busy', 'cpu>50')]);
    const link = await screen.findByRole('link', { name: 'Web 3' });
    expect(screen.getByRole('link', { name: 'Busy' })).toBeTruthy();
    await user.click(link);
    await waitFor(() => expect(names()).toEqual(['web-01', 'web-02', 'web-10']));
    expect(link.getAttribute('aria-current')).toBe('page');
    engine.change({ op: 'drop', noun: 'domain', key: sampleWorld.domains[0]!.key });
    expect(await screen.findByRole('link', { name: 'Web 2' })).toBeTruthy();
  });

  test('they are reordered, edited and deleted by keyboard, and deleting is undone', async () => {
    const { user, engine } = await page([
      saved('a', 'A', 'web'),
      saved('b', 'B', 'db'),
      saved('c', 'C', 'xp'),
    ]);
    const link = await screen.findByRole('link', { name: /^A/ });
    link.focus();
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(await lastSearches(engine)).toEqual(['B=db', 'A=web', 'C=xp']);
    screen.getByRole('link', { name: /^B/ }).focus();
    await user.keyboard('{Delete}');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await lastSearches(engine)).toEqual(['B=db', 'A=web', 'C=xp']);
    await user.pointer({ keys: '[MouseRight]', target: screen.getByRole('link', { name: /^C/ }) });
    await user.click(await screen.findByRole('menuitem', { name: 'Edit…' }));
    const query = await screen.findByRole('textbox', { name: 'Search' });
    await user.clear(query);
    await user.type(query, 'mem>4G');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await lastSearches(engine)).toContain('C=mem>4G');
    expect(engine.callsOf('settings.changeSearches').at(-1)).toEqual({
      change: { op: 'edit', id: 'c', words: { query: 'mem>4G' } },
    });
  });

  test('what another window does meanwhile stays', async () => {
    const { user, engine } = await page([saved('a', 'A', 'web'), saved('b', 'B', 'db')]);
    const link = await screen.findByRole('link', { name: /^A/ });
    // The other window's step is on its way while this one's is made.
    void engine.api.settings.changeSearches({ change: { op: 'add', search: saved('c', 'C', 'xp') } });
    link.focus();
    await user.keyboard('{Delete}');
    expect(await lastSearches(engine)).toEqual(['B=db', 'C=xp']);
    expect(await screen.findByRole('link', { name: /^C/ })).toBeTruthy();
  });
});

test('everything is said in Chinese, and asked in it', async () => {
  const { user } = await page([], 'zh-CN');
  const box = screen.getByRole('combobox', { name: '在此列表中搜索' });
  await user.type(box, '状态：已崩溃');
  await waitFor(() => expect(names()).toEqual(['old-xp']));
  await user.clear(box);
  await user.type(box, '内存＞很多');
  expect((await screen.findAllByText('“很多” 不是这里可用的数值。例如：mem>=4G')).length).toBeGreaterThan(0);
});
