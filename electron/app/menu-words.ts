// The words of the application menu. They stand here and not in the page's catalogues, since main draws it.
import type { DesktopCommand } from '../../shared/desktop.ts';
import type { DomainAction } from '../../shared/model/domain.ts';
import type { Language } from '../../shared/model/settings.ts';

export type MenuLanguage = Exclude<Language, 'system'>;

type Word =
  | DesktopCommand
  | DomainAction
  | 'machine'
  | 'file'
  | 'edit'
  | 'view'
  | 'go'
  | 'help'
  | 'new-window'
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
  go: 'Go',
  help: 'Help',
  connect: 'Add host…',
  'new-window': 'New window',
  'close-tab': 'Close tab',
  'close-window': 'Close window',
  settings: 'Settings',
  quit: 'Quit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  'select-all': 'Select all',
  find: 'Find',
  refresh: 'Refresh',
  'toggle-sidebar': 'Sidebar',
  'zoom-in': 'Zoom in',
  'zoom-out': 'Zoom out',
  'zoom-reset': 'Actual size',
  'full-screen': 'Full screen',
  'developer-tools': 'Developer tools',
  back: 'Back',
  forward: 'Forward',
  'go-machines': 'Virtual machines',
  'next-tab': 'Next tab',
  'previous-tab': 'Previous tab',
  machine: 'Machine',
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  shutdown: 'Shut down',
  reboot: 'Reboot',
  reset: 'Reset',
  'force-off': 'Force off',
  'managed-save': 'Save',
  'drop-managed-save': 'Delete saved state',
  'autostart-on': 'Start with the host',
  'autostart-off': 'Do not start with the host',
  'libvirt-site': 'libvirt documentation',
  about: 'About Guesthouse',
};

const zh: MenuWords = {
  file: '文件',
  edit: '编辑',
  view: '查看',
  go: '转到',
  help: '帮助',
  connect: '添加主机…',
  'new-window': '新建窗口',
  'close-tab': '关闭标签页',
  'close-window': '关闭窗口',
  settings: '设置',
  quit: '退出',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  'select-all': '全选',
  find: '查找',
  refresh: '刷新',
  'toggle-sidebar': '侧边栏',
  'zoom-in': '放大',
  'zoom-out': '缩小',
  'zoom-reset': '实际大小',
  'full-screen': '全屏',
  'developer-tools': '开发者工具',
  back: '后退',
  forward: '前进',
  'go-machines': '虚拟机',
  'next-tab': '下一个标签页',
  'previous-tab': '上一个标签页',
  machine: '虚拟机',
  start: '启动',
  pause: '暂停',
  resume: '继续',
  shutdown: '关机',
  reboot: '重启',
  reset: '重置',
  'force-off': '强制关闭',
  'managed-save': '保存',
  'drop-managed-save': '删除已保存的状态',
  'autostart-on': '随主机启动',
  'autostart-off': '不随主机启动',
  'libvirt-site': 'libvirt 文档',
  about: '关于 Guesthouse',
};

export const MENU_WORDS: Readonly<Record<MenuLanguage, MenuWords>> = { en, 'zh-CN': zh };

/** The language of the menu for a setting, on a system that speaks `locale`. */
export function menuLanguage(setting: Language, locale: string): MenuLanguage {
  if (setting !== 'system') return setting;
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
