// The looks that the app has, and what is asked of each: both themes, both languages, nothing that keeps people out.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Chooses in the preferences, whatever language they are in. */
export async function choose(page: Page, word: string): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('radiogroup').getByText(word, { exact: true }).click();
}

/** What axe finds that keeps people out, in one line each. */
export async function barriers(page: Page): Promise<readonly string[]> {
  // The screen and the terminal are pictures of the guest's own; xterm's rows are hidden from readers by it.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .exclude('canvas')
    .exclude('.xterm')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    );
}

export const LOOKS = [
  { theme: 'light', language: 'en', words: ['English', 'Light'] },
  { theme: 'dark', language: 'en', words: ['English', 'Dark'] },
  { theme: 'light', language: 'zh-CN', words: ['Light', '简体中文'] },
  { theme: 'dark', language: 'zh-CN', words: ['Dark', '简体中文'] },
] as const;
