// Addresses that pages want opened outside of the desktop app, and the words of its menu.
import { describe, expect, test, vi } from 'vitest';
import { MENU_WORDS, menuLanguage } from '../../../electron/app/menu-words.ts';

vi.mock('electron', () => ({ shell: {} }));
const { mayOpen } = await import('../../../electron/app/external.ts');

test.each([
  ['https://libvirt.org/docs.html', true],
  ['https://libvirt.org:8443/', false],
  ['http://libvirt.org/', false],
  ['https://joe:secret@libvirt.org/', false],
  ['https://libvirt.org.evil.example/', false],
  ['https://evil.example/?libvirt.org', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['smb://libvirt.org/x', false],
  ['libvirt.org', false],
  ['', false],
])('%s may be opened outside: %s', (url, allowed) => expect(mayOpen(url)).toBe(allowed));

describe('the menu', () => {
  test('has each word in both languages', () => {
    expect(Object.keys(MENU_WORDS['zh-CN']).sort()).toEqual(Object.keys(MENU_WORDS.en).sort());
    expect(Object.values(MENU_WORDS['zh-CN']).every((word) => word !== '')).toBe(true);
  });

  test('speaks the language of the system until a page tells another', () => {
    expect(menuLanguage('system', 'zh-CN')).toBe('zh-CN');
    expect(menuLanguage('system', 'zh_TW')).toBe('zh-CN');
    expect(menuLanguage('system', 'de')).toBe('en');
    expect(menuLanguage('en', 'zh-CN')).toBe('en');
  });
});
