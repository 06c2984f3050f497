// The menu of the icon in the tray, as a template: hosts with their machines, and what concerns the app.
import type { MenuItemConstructorOptions as Item } from 'electron';
import type { TrayAction, TrayHost, TrayMachine } from '../services/tray.ts';
import type { MenuLanguage } from './menu-words.ts';

export interface TrayChoices {
  showWindow(): void;
  addHost(): void;
  quit(): void;
  /** A place of the page, as its hash. */
  open(hash: string): void;
  act(machine: TrayMachine, action: TrayAction): void;
  connect(host: TrayHost, on: boolean): void;
}

interface TrayWords {
  readonly show: string;
  readonly addHost: string;
  readonly quit: string;
  readonly noHosts: string;
  readonly open: string;
  readonly screen: string;
  readonly connect: string;
  readonly disconnect: string;
  readonly page: string;
  readonly state: Readonly<Record<TrayHost['state'], string>>;
  readonly action: Readonly<Record<TrayAction, string>>;
  running(count: number, total: number): string;
  more(count: number): string;
}

export const TRAY_WORDS: Readonly<Record<MenuLanguage, TrayWords>> = {
  en: {
    show: 'Show Guesthouse',
    addHost: 'Add host…',
    quit: 'Quit',
    noHosts: 'No hosts',
    open: 'Open',
    screen: 'Screen',
    connect: 'Connect',
    disconnect: 'Disconnect',
    page: 'Page of the host',
    state: {
      connecting: 'connecting',
      connected: 'connected',
      disconnected: 'not connected',
      failed: 'could not connect',
      lost: 'lost',
    },
    action: {
      start: 'Start',
      resume: 'Resume',
      pause: 'Pause',
      shutdown: 'Shut down',
      reboot: 'Reboot',
      'managed-save': 'Save',
    },
    running: (count, total) => `${count} of ${total} running`,
    more: (count) => `${count} more…`,
  },
  'zh-CN': {
    show: '显示 Guesthouse',
    addHost: '添加主机…',
    quit: '退出',
    noHosts: '没有主机',
    open: '打开',
    screen: '屏幕',
    connect: '连接',
    disconnect: '断开连接',
    page: '主机页面',
    state: {
      connecting: '正在连接',
      connected: '已连接',
      disconnected: '未连接',
      failed: '无法连接',
      lost: '连接丢失',
    },
    action: {
      start: '启动',
      resume: '继续',
      pause: '暂停',
      shutdown: '关机',
      reboot: '重启',
      'managed-save': '保存',
    },
    running: (count, total) => `共 ${total} 台，${count} 台运行中`,
    more: (count) => `还有 ${count} 台…`,
  },
};

const SEPARATOR: Item = { type: 'separator' };
const LONGEST = 60;

/** A name of a host's choice as a label: one line, no marks that turn the text, and no letter underlined. */
export function labelOf(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim();
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
  return short.replaceAll('&', '&&');
}

export function trayTemplate(
  hosts: readonly TrayHost[],
  language: MenuLanguage,
  choices: TrayChoices,
): readonly Item[] {
  const words = TRAY_WORDS[language];
  const none: Item = { label: words.noHosts, enabled: false };
  return [
    { label: words.show, click: () => choices.showWindow() },
    SEPARATOR,
    ...(hosts.length === 0 ? [none] : hosts.map((host) => hostItem(host, language, choices))),
    SEPARATOR,
    { label: words.addHost, click: () => choices.addHost() },
    SEPARATOR,
    { label: words.quit, click: () => choices.quit() },
  ];
}

function hostItem(host: TrayHost, language: MenuLanguage, choices: TrayChoices): Item {
  const words = TRAY_WORDS[language];
  const isOpen = host.state === 'connected';
  const status = isOpen ? words.running(host.running, host.total) : words.state[host.state];
  const hidden = host.total - host.machines.length;
  const isOn = isOpen || host.state === 'connecting';
  return {
    label: `${labelOf(host.name)} — ${status}`,
    submenu: [
      ...host.machines.map((machine) => machineItem(machine, language, choices)),
      ...(hidden > 0
        ? [{ label: words.more(hidden), click: () => choices.open(`#/machines/${host.id}`) }]
        : []),
      ...(host.machines.length > 0 ? [SEPARATOR] : []),
      { label: words.page, click: () => choices.open(`#/host/${host.id}`) },
      { label: isOn ? words.disconnect : words.connect, click: () => choices.connect(host, !isOn) },
    ],
  };
}

function machineItem(machine: TrayMachine, language: MenuLanguage, choices: TrayChoices): Item {
  const words = TRAY_WORDS[language];
  const open = (tab: string) => () => choices.open(`#/machine/${machine.key}${tab}`);
  const actions = machine.actions.map((action) => ({
    label: words.action[action],
    click: () => choices.act(machine, action),
  }));
  return {
    label: `${machine.active ? '●' : '○'} ${labelOf(machine.name)}`,
    submenu: [
      { label: words.open, click: open('') },
      { label: words.screen, click: open('/screen') },
      ...(actions.length > 0 ? [SEPARATOR, ...actions] : []),
    ],
  };
}
