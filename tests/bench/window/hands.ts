// 10,000 machines of 20 hosts in the window, and hands on it: typing in the search, scrolling, tagging all, a burst of changes.
import type { ElectronApplication, Page } from '@playwright/test';
import { lengthsOf, type Span, StolenTime } from '../stolen-time.ts';
import { ms, type Row } from '../table.ts';
import { type DemoServer, withDemoServer, withDesktop } from './desktop.ts';
import {
  framesDuring,
  type KeyTimes,
  keyMedians,
  keyToRows,
  measured,
  percentile,
  scrollFrames,
} from './frames.ts';
import { EMPTY_PAGE, plainList } from './plain-page.ts';

const MACHINES = 10_000;
const HOSTS = 20;
const BURST = 1_000;
const LOADED_MS = 120_000;
/** Into the plain page that ours is held beside. */
const PLAIN_KEYS = 24;
/** Each is typed key by key, and taken back by as many Backspaces. */
const SEARCHES = [
  'web 12',
  'state:paused',
  'db-0',
  'tag:web',
  'mem>4G',
  'host:07 web',
  'cache',
  '10.60.1',
  'os:debian',
  '-tag:test api',
  'vcpus>2 ci',
];

/** Each search is typed, and each page scrolled, `rounds` times. */
export async function hands(bundle: string, rounds: number): Promise<readonly Row[]> {
  return await withDesktop((desktop) =>
    withDemoServer(desktop, bundle, `domains=${MACHINES}&hosts=${HOSTS}&off=0`, async (server) => {
      const app = await desktop.launch(server.uris, { statisticsIntervalMs: 3000 });
      const page = await app.firstWindow();
      await page.getByText('10,000 running of 10,000').waitFor({ timeout: LOADED_MS });
      await page.locator('[role=grid] [role=row][data-key]').first().waitFor();
      const stolen = new StolenTime();
      try {
        return [
          await typing(app, page, { rounds, stolen }),
          ...(await scrolling(app, page, { rounds, stolen })),
          ...(await tagging(page, stolen)),
          ...(await bursting(page, server, stolen)),
        ];
      } finally {
        stolen.dispose();
      }
    }),
  );
}

interface Repeated {
  readonly rounds: number;
  readonly stolen: StolenTime;
}

/** The same of those during which the machine below took no time. */
function inPeace(
  spans: readonly Span[],
  stolen: StolenTime,
  of: (lengths: readonly number[]) => number,
): string {
  const calm = stolen.inPeace(spans);
  return `${ms(of(lengthsOf(calm)))} in the ${calm.length} of ${spans.length} left alone`;
}

const most95 = (lengths: readonly number[]): number => percentile(lengths, 0.95);
const longest = (lengths: readonly number[]): number => Math.max(...lengths);

async function typing(app: ElectronApplication, page: Page, { rounds, stolen }: Repeated): Promise<Row> {
  const least = await typingPlain(app, page, rounds);
  await page.locator('[role=tabpanel]:not([hidden]) [data-find]').focus();
  const ours = await inRounds(rounds, () => typeSearches(page));
  await page.keyboard.press('Escape');
  const spans = measured(ours.flat());
  const times = lengthsOf(spans);
  const plain = lengthsOf(measured(least.flat()));
  return {
    what: '10,000 machines of 20 hosts: a key in the search to painted rows, 95 % of them',
    guesthouse: ms(percentile(times, 0.95)),
    remark: [
      `at most 50 ms; median ${ms(percentile(times, 0.5))}, worst ${ms(Math.max(...times))}, ${times.length} keys`,
      inPeace(spans, stolen, most95),
      `as many plain cells: ${ms(percentile(plain, 0.95))}, median ${ms(percentile(plain, 0.5))}`,
      `each key's median of ${rounds}: 95 % ${ms(percentile(keyMedians(ours), 0.95))}, plain ${ms(percentile(keyMedians(least), 0.95))}`,
    ].join('; '),
  };
}

async function inRounds(rounds: number, type: () => Promise<KeyTimes>): Promise<readonly KeyTimes[]> {
  const times: KeyTimes[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await type());
  return times;
}

async function typeSearches(page: Page): Promise<KeyTimes> {
  const times: KeyTimes[number][] = [];
  for (const search of SEARCHES) {
    const letters = [...search];
    times.push(...(await keyToRows(page, letters)));
    times.push(
      ...(await keyToRows(
        page,
        letters.map(() => 'Backspace'),
      )),
    );
  }
  return times;
}

/** Keys in a page of as many rows and cells that is nothing but them. */
async function typingPlain(
  app: ElectronApplication,
  page: Page,
  rounds: number,
): Promise<readonly KeyTimes[]> {
  const rows = page.locator('[role=tabpanel]:not([hidden]) [role=grid] [role=row][data-key]');
  const cells = await rows.first().locator('[role=gridcell], [role=rowheader]').count();
  const plain = await openPage(app, plainList(await rows.count(), cells));
  await plain.locator('input').focus();
  const keys = Array.from({ length: PLAIN_KEYS }, () => 'a');
  const times = await inRounds(rounds, () => keyToRows(plain, keys));
  await plain.close();
  await page.bringToFront();
  return times;
}

/** Each page in turns, so that what holds up the machine for a while holds up both. */
async function scrolling(
  app: ElectronApplication,
  page: Page,
  { rounds, stolen }: Repeated,
): Promise<readonly Row[]> {
  const emptyFrames: Span[] = [];
  const ours: Span[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const empty = await openPage(app, EMPTY_PAGE);
    emptyFrames.push(...(await scrollFrames(empty, 'html')));
    await empty.close();
    await page.bringToFront();
    ours.push(...(await scrollFrames(page, '[role=tabpanel]:not([hidden]) [role=grid]')));
  }
  const [own, least] = [most95(lengthsOf(ours)), most95(lengthsOf(emptyFrames))];
  return [
    {
      what: '10,000 machines: a frame while scrolling, 95 % of them',
      guesthouse: ms(own),
      remark: `an empty page: ${ms(least)}; ratio ${(own / least).toFixed(2)}, at most 1.2; ${ours.length} frames of each; ${inPeace(ours, stolen, most95)}, ${inPeace(emptyFrames, stolen, most95)} of the empty page`,
    },
  ];
}

/** Another page in a window of the same size. */
async function openPage(app: ElectronApplication, url: string): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(async ({ BrowserWindow }, address) => {
    const { width, height } = BrowserWindow.getAllWindows()[0]?.getBounds() ?? { width: 1280, height: 800 };
    const window = new BrowserWindow({ width, height });
    await window.loadURL(address);
  }, url);
  return await opened;
}

async function tagging(page: Page, stolen: StolenTime): Promise<readonly Row[]> {
  const grid = page.locator('[role=tabpanel]:not([hidden]) [role=grid]');
  await grid.locator('[role=row][data-key]').first().click();
  const begin = performance.now();
  const frames = await framesDuring(page, async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+Shift+G');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Find or add a tag').fill('bench');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await tagged(page);
    await page.waitForTimeout(1000);
  });
  const wholeMs = performance.now() - begin - 1000;
  return [
    {
      what: '10,000 machines: longest frame while all are selected and tagged',
      guesthouse: ms(longest(lengthsOf(frames))),
      remark: `at most 100 ms; ${inPeace(frames, stolen, longest)}; ${ms(wholeMs)} until each has its tag on its host`,
    },
  ];
}

/** Asked seldom and cheaply: to look for a text in all of the page in each frame would be a part of what is measured. */
async function tagged(page: Page): Promise<void> {
  const isSaid = () =>
    [...document.querySelectorAll('[role=status]')].some((one) =>
      /Tags of .* changed\./.test(one.textContent ?? ''),
    );
  await page.waitForFunction(isSaid, undefined, { polling: 500, timeout: LOADED_MS });
}

async function bursting(page: Page, server: DemoServer, stolen: StolenTime): Promise<readonly Row[]> {
  await page.keyboard.press('Escape');
  const frames = await framesDuring(page, async () => {
    await server.burst(BURST);
    await page.getByText('9,000 running of 10,000').waitFor({ timeout: LOADED_MS });
    await page.waitForTimeout(1000);
  });
  return [
    {
      what: `10,000 machines: longest frame in a burst of ${BURST} changes in a second`,
      guesthouse: ms(longest(lengthsOf(frames))),
      remark: `at most 50 ms; ${inPeace(frames, stolen, longest)}`,
    },
  ];
}
