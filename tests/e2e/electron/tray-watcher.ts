// A program that shows icons in a tray, as a desktop's panel does, for a test to look at and click on: org.kde.StatusNotifierWatcher
// and the reading side of com.canonical.dbusmenu.
//
//   `look`           prints one line of JSON: the icon and its menu, or null while there is none
//   `click A > B`    chooses in the menu, by how labels begin
//   `press`          presses the icon itself
import { createInterface } from 'node:readline';
import { Bus, type Called, type Target } from '../../support/dbus/bus.ts';
import type { Value } from '../../support/dbus/values.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const NOTHING = { signature: '', values: [] };

export interface MenuEntry {
  readonly id: number;
  readonly label: string;
  readonly children: readonly MenuEntry[];
}

export interface TrayLook {
  readonly toolTip: string;
  /** Points of the icon that can be seen. */
  readonly points: number;
  readonly menu: readonly MenuEntry[];
}

let item: Target | undefined;
const PROPERTIES_OF_OURS: Readonly<Record<string, Value>> = {
  IsStatusNotifierHostRegistered: { signature: 'b', value: true },
  ProtocolVersion: { signature: 'i', value: 0 },
  RegisteredStatusNotifierItems: { signature: 'as', value: [] },
};

function serve({ sender, member, body }: Called) {
  const [first, second] = body.map(String);
  if (member === 'Get') return { signature: 'v', values: [PROPERTIES_OF_OURS[second ?? ''] ?? ''] };
  if (member === 'GetAll') return { signature: 'a{sv}', values: [Object.entries(PROPERTIES_OF_OURS)] };
  if (member === 'RegisterStatusNotifierHost') return NOTHING;
  if (member !== 'RegisterStatusNotifierItem' || first === undefined) return undefined;
  // Some give the path of the icon, others a name that has it at the usual path.
  const place = first.startsWith('/')
    ? { destination: sender, path: first }
    : { destination: first, path: '/StatusNotifierItem' };
  item = { ...place, interface: ITEM };
  return NOTHING;
}

const bus = await Bus.join(serve);
await bus.ask('RequestName', 'su', WATCHER, 0);

async function property(of: Target, name: string): Promise<Value> {
  const [value] = await bus.call({ ...of, interface: PROPERTIES }, 'Get', 'ss', of.interface, name);
  return value ?? '';
}

async function menuTarget(of: Target): Promise<Target> {
  return { ...of, path: String(await property(of, 'Menu')), interface: 'com.canonical.dbusmenu' };
}

/** `(ia{sv}av)`, as it was read. */
function entryOf(value: Value): MenuEntry {
  const [id, properties, children] = list(value);
  const label = list(properties).find((pair) => list(pair)[0] === 'label');
  return {
    id: Number(id),
    // An underscore marks the letter of a shortcut, two are one.
    label: String(list(label)[1] ?? '').replace(/_(.)/g, '$1'),
    children: list(children).map(entryOf),
  };
}

function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

async function menuOf(target: Target): Promise<readonly MenuEntry[]> {
  const [, root] = await bus.call(target, 'GetLayout', 'iias', 0, -1, []);
  return root === undefined ? [] : entryOf(root).children;
}

async function look(): Promise<TrayLook | null> {
  if (item === undefined) return null;
  const [picture] = list(await property(item, 'IconPixmap'));
  const bytes = list(list(picture)[2]);
  return {
    toolTip: String(list(await property(item, 'ToolTip'))[2] ?? ''),
    points: bytes.filter((byte, index) => index % 4 === 0 && byte !== 0).length,
    menu: await menuOf(await menuTarget(item)),
  };
}

async function click(path: string): Promise<void> {
  if (item === undefined) throw new Error('there is no icon');
  const target = await menuTarget(item);
  let entries = await menuOf(target);
  let chosen: MenuEntry | undefined;
  for (const part of path.split(' > ')) {
    chosen = entries.find(({ label }) => label.startsWith(part));
    if (chosen === undefined)
      throw new Error(`no ${part} among ${entries.map(({ label }) => label).join(', ')}`);
    entries = chosen.children;
  }
  const nothing = { signature: 's', value: '' };
  await bus.call(target, 'Event', 'isvu', chosen?.id ?? 0, 'clicked', nothing, 0);
}

async function obey(wish: string): Promise<unknown> {
  if (wish === 'look') return await look();
  if (wish === 'press' && item !== undefined) return await bus.call(item, 'Activate', 'ii', 0, 0);
  if (wish.startsWith('click ')) return await click(wish.slice('click '.length));
  throw new Error(`what is ${wish}?`);
}

console.log('ready');
for await (const wish of createInterface({ input: process.stdin })) {
  const answer = await obey(wish).catch((error: unknown) => ({ error: String(error) }));
  console.log(JSON.stringify(answer ?? null));
}
process.exit(0);
