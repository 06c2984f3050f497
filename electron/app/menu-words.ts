// The words of the application menu's own items: those of pages come from the page, with its actions.
import type { Language } from '../../shared/model/settings.ts';

export type MenuLanguage = Exclude<Language, 'system'>;

type Word =
  | 'file'
  | 'edit'
  | 'view'
  | 'help'
  | 'close-window'
  | 'quit'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'select-all'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-reset'
  | 'full-screen'
  | 'developer-tools'
  | 'libvirt-site';

export type MenuWords = Readonly<Record<Word, string>>;

const en: MenuWords = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  help: 'Help',
  'close-window': 'Close window',
  quit: 'Quit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  'select-all': 'Select all',
  'zoom-in': 'Zoom in',
  'zoom-out': 'Zoom out',
  'zoom-reset': 'Actual size',
  'full-screen': 'Full screen',
  'developer-tools': 'Developer tools',
  'libvirt-site': 'libvirt documentation',
};

const zh: MenuWords = {
  file: '文件',
  edit: '编辑',
  view: '查看',
  help: '帮助',
  'close-window': '关闭窗口',
  quit: '退出',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  'select-all': '全选',
  'zoom-in': '放大',
  'zoom-out': '缩小',
  'zoom-reset': '实际大小',
  'full-screen': '全屏',
  'developer-tools': '开发者工具',
  'libvirt-site': 'libvirt 文档',
};

export const MENU_WORDS: Readonly<Record<MenuLanguage, MenuWords>> = { en, 'zh-CN': zh };

/** The language of the menu for a setting, on a system that speaks `locale`. */
export function menuLanguage(setting: Language, locale: string): MenuLanguage {
  if (setting !== 'system') return setting;
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
