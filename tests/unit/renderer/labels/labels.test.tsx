// @vitest-environment happy-dom
// Groups and tags in the page: what the tree holds, and what dialogs ask of the engine.
import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { groupRows } from '../../../../renderer/features/labels/group-rows.ts';
import { LabelNews } from '../../../../renderer/features/labels/label-news.tsx';
import { LabelWishes } from '../../../../renderer/features/labels/label-wishes.tsx';
import { groupProblem, tagProblem } from '../../../../renderer/features/labels/name-problem.ts';
import { refusalOf } from '../../../../renderer/features/labels/use-group-drop.ts';
import { flatGroups, groupTree, knownTags } from '../../../../renderer/live/labels.ts';
import type { Wish } from '../../../../renderer/live/wish.ts';
import { type Answers, fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, machine } from '../../../support/sample-world.ts';

const one = machine(1, 'one', {
  group: { path: 'Lab/Web', colour: 'teal' },
  tags: [{ name: 'a', colour: 'red' }],
});
const two = machine(2, 'two', { group: { path: 'Lab' }, tags: [{ name: 'a' }, { name: '<i>b</i>' }] });
const three = machine(3, 'three');

test('groups nest, count what is inside, and are there without machines', () => {
  const nodes = groupTree([one, two, three], [{ path: 'Lab', colour: 'blue' }, { path: 'Empty/Inner' }]);
  expect(flatGroups(nodes).map(({ path, colour, count }) => [path, colour, count])).toEqual([
    ['Empty', undefined, 0],
    ['Empty/Inner', undefined, 0],
    ['Lab', 'blue', 2],
    ['Lab/Web', 'teal', 1],
  ]);
  const rows = groupRows(nodes, () => true);
  expect(rows.map((row) => [row.level, row.name])).toEqual([
    [1, 'Empty'],
    [2, 'Inner'],
    [1, 'Lab'],
    [2, 'Web'],
    [3, 'one'],
    [2, 'two'],
  ]);
});

test('tags are known by all who have them', () => {
  expect(knownTags([one, two, three])).toEqual([
    { name: '<i>b</i>', count: 1 },
    { name: 'a', colour: 'red', count: 2 },
  ]);
});

test('names that cannot be are refused with words, and so are circles', () => {
  expect(tagProblem('x'.repeat(65))).toBe('tooLong');
  expect(tagProblem('gpj.\u202eexe')).toBe('characters');
  expect(groupProblem('1/2/3/4/5/6/7/8/9')).toBe('tooDeep');
  expect([tagProblem(' ok '), groupProblem('Lab / Web')]).toEqual([undefined, undefined]);
  expect(tagProblem('\u{1F469}\u{1F3FD}\u200D\u{1F4BB} \u2764\uFE0F\u200D\u{1F525}')).toBeUndefined();
  expect(tagProblem('we\u200Db')).toBe('characters');
  expect(refusalOf('Lab', 'Lab/Web/Lab')).toBe('cycle');
  expect(refusalOf('Lab', 'Labs')).toBeUndefined();
});

const world = { hosts: [host()], domains: [one, two, three] };

async function dialog(wish: Wish, answers: Answers = {}) {
  const engine = fakeEngine(world, answers);
  const { user, live } = await draw(
    <>
      <LabelWishes />
      <LabelNews />
    </>,
    engine,
  );
  act(() => live.state.setState({ wish }));
  return { user, engine, live };
}

test('the tags dialog tells whether there is no tag at all, or none like what is typed', async () => {
  const { user } = await dialog({ kind: 'tags', domains: [one.key] });
  await user.type(await screen.findByLabelText('Find or add a tag'), 'zzz');
  expect(screen.getByText('No other tag has this in its name.')).toBeDefined();
  expect(screen.queryByText(/^No tag yet/)).toBeNull();
});

test('the tags dialog asks only for what was changed, and tells who failed', async () => {
  const failure = { kind: 'unsupported', what: 'changes' } as const;
  const outcome = {
    changed: 1,
    failed: 1,
    failures: [{ domain: two.key, name: 'two', failure }],
    undo: 'u1',
  };
  const { user, engine } = await dialog(
    { kind: 'tags', domains: [one.key, two.key] },
    { labels: { change: gives(outcome), undo: gives({ changed: 1, failed: 0, failures: [] }) } },
  );
  expect(await screen.findByRole('dialog', { name: 'Tags of 2 virtual machines' })).toBeDefined();
  const mixed = screen.getByRole<HTMLInputElement>('checkbox', { name: '<i>b</i>' });
  expect(mixed.indeterminate).toBe(true);
  await user.click(screen.getByRole('checkbox', { name: 'a' }));
  await user.type(screen.getByLabelText('Find or add a tag'), ' new {Enter}');
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  expect(engine.callsOf('labels.change')).toEqual([
    { domains: [one.key, two.key], addTags: [{ name: 'new' }], removeTags: ['a'] },
  ]);
  expect((await screen.findByRole('listitem')).textContent).toContain('two');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(engine.callsOf('labels.undo')).toEqual([{ change: 'u1' }]);
});

test('a tag that is typed and not yet taken is applied with the rest', async () => {
  const { user, engine } = await dialog({ kind: 'tags', domains: [three.key] });
  await user.type(await screen.findByLabelText('Find or add a tag'), 'a');
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  expect(engine.callsOf('labels.change')).toEqual([
    { domains: [three.key], addTags: [{ name: 'a', colour: 'red' }], removeTags: [] },
  ]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a text by which a tag was found and chosen makes no tag of its own', async () => {
  const { user, engine } = await dialog({ kind: 'tags', domains: [three.key] });
  await user.type(await screen.findByLabelText('Find or add a tag'), 'b<');
  await user.click(screen.getByRole('checkbox', { name: '<i>b</i>' }));
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  expect(engine.callsOf('labels.change')).toEqual([
    { domains: [three.key], addTags: [{ name: '<i>b</i>' }], removeTags: [] },
  ]);
});

test('a dialog whose machines, group or tag went meanwhile says so, and does nothing', async () => {
  const { user, engine, live } = await dialog({ kind: 'tags', domains: [three.key] });
  await user.type(await screen.findByLabelText('Find or add a tag'), 'late');
  act(() =>
    engine.change(...[one, two, three].map(({ key }) => ({ op: 'drop', noun: 'domain', key }) as const)),
  );
  expect(await screen.findByText('None of these virtual machines is there any more.')).toBeDefined();
  expect(screen.getByRole('dialog', { name: 'Tags of three' })).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Apply' }).disabled).toBe(true);
  for (const [wish, words] of [
    [{ kind: 'edit-group', group: 'Lab' }, 'This group is not there any more.'],
    [{ kind: 'edit-tag', tag: 'a', domains: [] }, 'No virtual machine has this tag any more.'],
  ] as const) {
    act(() => live.state.setState({ wish }));
    expect(await screen.findByText(words)).toBeDefined();
    await user.type(screen.getByLabelText('Name'), 'x');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  }
});

test('where all failed, that is said first and alone', async () => {
  const failure = { kind: 'invalid', field: 'tags', message: 'no room' } as const;
  const outcome = { changed: 0, failed: 1, failures: [{ domain: three.key, name: 'three', failure }] };
  const { user } = await dialog(
    { kind: 'tags', domains: [three.key] },
    { labels: { change: gives(outcome) } },
  );
  await user.type(await screen.findByLabelText('Find or add a tag'), 'one more{Enter}');
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  expect((await screen.findByRole('status')).textContent).toBe(
    '1 virtual machine could not be changed:three: a virtual machine can have 1,000 tags, not more.',
  );
});

test('a group that could not be made says why', async () => {
  const { user } = await dialog(
    { kind: 'new-group' },
    { labels: { addGroup: fails({ kind: 'unreachable', stage: 'lost', message: 'gone' }) } },
  );
  await user.type(await screen.findByLabelText('Name'), 'Lab/New{Enter}');
  expect(await screen.findByText(/Tags and groups were not changed: the connection/)).toBeDefined();
});

test('a group is moved by its path, and never into itself', async () => {
  const { user, engine } = await dialog({ kind: 'edit-group', group: 'Lab' });
  const path = await screen.findByLabelText('Name');
  await user.clear(path);
  await user.type(path, 'Lab/Web/Lab{Enter}');
  expect(screen.getByText('A group cannot be put into itself.')).toBeDefined();
  await user.clear(path);
  await user.type(path, 'Shop/Lab{Enter}');
  expect(engine.callsOf('labels.changeGroup')).toEqual([{ group: 'Lab', path: 'Shop/Lab' }]);
});

test('machines go to a group that is there with its colour, or out of theirs', async () => {
  const { user, engine } = await dialog({ kind: 'move-to-group', domains: [three.key] });
  await user.click(await screen.findByRole('radio', { name: 'Lab/Web' }));
  await user.click(screen.getByRole('button', { name: 'Move' }));
  expect(engine.callsOf('labels.change')).toEqual([
    { domains: [three.key], group: { path: 'Lab/Web', colour: 'teal' } },
  ]);
});
