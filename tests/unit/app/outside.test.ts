// What comes from outside into the desktop app: words of the command line and addresses that pages want opened.
import { describe, expect, test, vi } from 'vitest';
import { readCommandLine } from '../../../electron/app/command-line.ts';
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

test('only words that look like a URI are connections', () => {
  const words = [
    '--serve',
    '--remote-debugging-port=0',
    'qemu:///system',
    'x',
    'qemu+ssh://joe@host/system',
    '-a',
  ];
  expect(readCommandLine(words)).toEqual({
    serve: true,
    uris: ['qemu:///system', 'qemu+ssh://joe@host/system'],
  });
});

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
