// From the click on the Screen tab to the guest's first pixels, in Chromium over `--serve`: the same engine and page as the desktop app.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { chromium, type Page } from '@playwright/test';
import { BROWSER } from '../lab/browser.ts';
import { LAB_REPO } from '../lab/desk.ts';
import { GUEST_READY } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { ms, type Row } from './table.ts';
import { median } from './work.ts';

const MACHINE = 'web';
const PICTURE_MS = 20_000;

export async function firstPicture(times: number): Promise<readonly Row[]> {
  const host = await startHost();
  try {
    await startPainter(host);
    const { first, again } = await clicksToPicture(host, 'qemu:///system', times);
    return [
      {
        what: 'screen: click to first picture',
        guesthouse: ms(median(first)),
        remark: 'at most 300 ms, noVNC loaded for it',
      },
      { what: 'screen: the second time', guesthouse: ms(median(again)), remark: 'at most 150 ms' },
    ];
  } finally {
    await host.dispose();
  }
}

/** Defines and starts the machine that has something to show. */
export async function startPainter(host: Host): Promise<void> {
  await host.defineGuest({ name: MACHINE, network: false });
  await host.virsh('start', MACHINE);
  await host.waitForSerial(MACHINE, GUEST_READY);
}

/** ms of each run, in a fresh page; `again` after a look at another tab. The app runs on `desktop` and opens `uri`. */
export async function clicksToPicture(
  desktop: Host,
  uri: string,
  times: number,
): Promise<{ readonly first: readonly number[]; readonly again: readonly number[] }> {
  const serve = ['/run/lab/bin/node', join(LAB_REPO, 'dist/electron/serve.js'), uri];
  const [file, ...args] = desktop.commandLine(serve);
  const server = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  try {
    const url = await addressOf(server.stdout);
    const first: number[] = [];
    const again: number[] = [];
    for (let run = 0; run < times; run += 1) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole('tree').getByRole('treeitem', { name: MACHINE, exact: true }).click();
      first.push(await clickToPicture(page));
      await page.getByRole('tab', { name: 'Overview', exact: true }).click();
      again.push(await clickToPicture(page));
      await context.close();
    }
    return { first, again };
  } finally {
    await browser.close();
    server.kill('SIGTERM');
  }
}

function addressOf(output: Readable): Promise<string> {
  return new Promise((resolve) => {
    output.on('data', (text: Buffer) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(text.toString())?.[0];
      if (found !== undefined) resolve(found);
    });
  });
}

/** Timed in the page: from the click's own event to the first frame with more than one colour in the machine's canvas. */
async function clickToPicture(page: Page): Promise<number> {
  const seen = page.evaluate((limitMs) => {
    let clickedAt = Number.NaN;
    document.addEventListener('click', (event) => (clickedAt = event.timeStamp), {
      capture: true,
      once: true,
    });
    const drawn = (): boolean =>
      [...document.querySelectorAll('canvas')].some((canvas) => {
        const { width, height } = canvas;
        // A chart is no screen; the guest's prompt and bars stand in the upper part.
        if (width < 600 || height < 300) return false;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, 64).data ?? [];
        return pixels.some((value, at) => at % 4 !== 3 && value !== pixels[at % 4]);
      });
    return new Promise<number>((resolve, reject) => {
      const look = (now: number): void => {
        if (!Number.isNaN(clickedAt) && drawn()) resolve(now - clickedAt);
        else if (now - clickedAt > limitMs) reject(new Error('no picture'));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  }, PICTURE_MS);
  await page.getByRole('tab', { name: 'Screen', exact: true }).click();
  return seen;
}
