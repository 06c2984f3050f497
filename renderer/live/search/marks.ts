// What `is:` can say of a machine.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { isActive, isRunning, lookOf } from '../domain-rules.ts';
import { fold } from './fold.ts';

export const MARKS = [
  'running',
  'on',
  'off',
  'paused',
  'crashed',
  'busy',
  'saved',
  'autostart',
  'persistent',
  'transient',
  'tagged',
  'grouped',
  'stale',
] as const;
export type Mark = (typeof MARKS)[number];

const CHINESE: Readonly<Record<Mark, string>> = {
  running: '正在运行',
  on: '开启',
  off: '关闭',
  paused: '已暂停',
  crashed: '已崩溃',
  busy: '变化中',
  saved: '已保存',
  autostart: '自动启动',
  persistent: '持久',
  transient: '临时',
  tagged: '有标签',
  grouped: '有分组',
  stale: '失联',
};

/** The marks whose name begins with `text`; the one that it is, if it is one. */
export function marksNamed(text: string): readonly Mark[] {
  const typed = fold(text);
  const exact = MARKS.filter((mark) => mark === typed || CHINESE[mark] === typed);
  if (exact.length > 0) return exact;
  return MARKS.filter((mark) => mark.startsWith(typed) || CHINESE[mark].startsWith(typed));
}

/** How a mark is called where people speak Chinese. */
export function chineseMark(mark: Mark): string {
  return CHINESE[mark];
}

export type MarkTest = (domain: DomainSummary, away: boolean) => boolean;

/** `away`: its host is not connected, so that what is shown is from before. */
export const MARK_TESTS: Readonly<Record<Mark, MarkTest>> = {
  running: isRunning,
  on: isActive,
  off: (domain) => !isActive(domain),
  paused: (domain) => lookOf(domain) === 'paused',
  crashed: (domain) => lookOf(domain) === 'crashed',
  busy: (domain) => lookOf(domain) === 'busy',
  saved: (domain) => domain.managedSave,
  autostart: (domain) => domain.autostart,
  persistent: (domain) => domain.persistent,
  transient: (domain) => !domain.persistent,
  tagged: (domain) => domain.tags.length > 0,
  grouped: (domain) => domain.group !== undefined,
  stale: (_, away) => away,
};
