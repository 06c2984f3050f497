// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { changeLanguage, startI18n, withoutTurns } from '../../../renderer/i18n.ts';
import { firstLanguage, loadCatalogue, spokenLanguage, systemLanguage } from '../../../renderer/languages.ts';

describe('the language', () => {
  beforeEach(() => localStorage.clear());

  test.each([
    [['zh-CN', 'en'], 'zh-CN'],
    [['zh'], 'zh-CN'],
    [['zh-Hans-SG'], 'zh-CN'],
    [['de-DE', 'zh-CN', 'en'], 'zh-CN'],
    [['en-GB', 'zh-CN'], 'en'],
    [['de-DE'], 'en'],
    [[], 'en'],
  ])('of a system that asks for %j is %s', (asked, spoken) => expect(systemLanguage(asked)).toBe(spoken));

  test('that was chosen stands above the system', () => expect(spokenLanguage('zh-CN')).toBe('zh-CN'));

  test('switches at run time, is told to the document, and is the first one next time', async () => {
    const i18n = await startI18n('en', await loadCatalogue('en'));
    expect(document.documentElement.lang).toBe('en');
    await changeLanguage('zh-CN');
    expect(document.documentElement.lang).toBe('zh-CN');
    expect(i18n.t('command.settings')).toBe('设置');
    expect(firstLanguage()).toBe('zh-CN');
    await changeLanguage('en');
    expect(i18n.t('command.settings')).toBe('Settings');
  });

  test('that was remembered wrongly is not trusted', () => {
    localStorage.setItem('guesthouse.language', '<script>');
    expect(firstLanguage()).toBe(systemLanguage());
  });
});

test('a name that turns the text round does not turn the sentence it stands in', () =>
  expect(withoutTurns('photo\u202egpj.exe\u2069')).toBe('photogpj.exe'));
