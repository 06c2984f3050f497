// Numbers as people read them. Sizes are binary; `locale` is the language of the interface.
import { useSyncExternalStore } from 'react';
import { getI18n } from 'react-i18next';

const SIZES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
const RATES = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'] as const;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Makes one formatter for each locale and set of options; they cost more to make than to use. */
const formatters = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const id = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(id) ?? new Intl.NumberFormat(locale, options);
  formatters.set(id, known);
  return known;
}

function scaled(value: number, step: number, units: readonly string[], locale: string): string {
  let rest = value;
  let unit = 0;
  // From 1,000 on the next unit is shorter, also where its step is 1,024.
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= step;
    unit += 1;
  }
  const digits = unit === 0 || rest >= 99.95 ? 0 : 1;
  return `${numberFormat(locale, { maximumFractionDigits: digits }).format(rest)} ${units[unit] ?? ''}`;
}

export function formatNumber(value: number, locale: string): string {
  return numberFormat(locale, {}).format(value);
}

/** e.g. `1.4 GiB` */
export function formatBytes(bytes: number, locale: string): string {
  return scaled(bytes, 1024, SIZES, locale);
}

/** e.g. `2 GiB` of 2,097,152 KiB */
export function formatKiB(kib: number, locale: string): string {
  return formatBytes(kib * 1024, locale);
}

/** e.g. `3 MB/s`; disks and networks are rated in powers of ten. */
export function formatRate(bytesPerS: number, locale: string): string {
  return scaled(bytesPerS, 1000, RATES, locale);
}

/** e.g. `12 %` of 12.3 */
export function formatPercent(percent: number, locale: string): string {
  return `${numberFormat(locale, { maximumFractionDigits: 0 }).format(percent)} %`;
}

/** Chinese text has a space between a digit and a character; Intl leaves it out. */
function unit(value: number, name: string, locale: string): string {
  const text = numberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value);
  return text.replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
}

/** e.g. `42s`, `3m 20s`, `2d 4h`: the two largest units. */
export function formatDuration(ms: number, locale: string): string {
  const left = Math.max(0, ms);
  const days = Math.floor(left / DAY_MS);
  const hours = Math.floor((left % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((left % HOUR_MS) / MINUTE_MS);
  const seconds = Math.floor((left % MINUTE_MS) / SECOND_MS);
  if (days > 0) return `${unit(days, 'day', locale)} ${unit(hours, 'hour', locale)}`;
  if (hours > 0) return `${unit(hours, 'hour', locale)} ${unit(minutes, 'minute', locale)}`;
  if (minutes > 0) return `${unit(minutes, 'minute', locale)} ${unit(seconds, 'second', locale)}`;
  return unit(seconds, 'second', locale);
}

/** e.g. `5 min. ago`, `in 2 hr.` */
export function formatRelative(atMs: number, nowMs: number, locale: string): string {
  const away = atMs - nowMs;
  const size = Math.abs(away);
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' });
  if (size < MINUTE_MS) return relative.format(Math.round(away / SECOND_MS), 'second');
  if (size < HOUR_MS) return relative.format(Math.round(away / MINUTE_MS), 'minute');
  if (size < DAY_MS) return relative.format(Math.round(away / HOUR_MS), 'hour');
  return relative.format(Math.round(away / DAY_MS), 'day');
}

/** Date and time to the second, in the local time zone. */
export function formatDateTime(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(atMs);
}

/** e.g. `14:02` for a moment of today, with its date for any other. */
export function formatClock(atMs: number, nowMs: number, locale: string): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  const day: Intl.DateTimeFormatOptions = isToday ? {} : { dateStyle: 'medium' };
  return new Intl.DateTimeFormat(locale, { ...day, timeStyle: 'short' }).format(atMs);
}

/** Cuts the middle out of a text whose two ends matter (paths, UUIDs). */
export function shortenMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

export interface Formats {
  number(value: number): string;
  bytes(value: number): string;
  kib(value: number): string;
  rate(bytesPerS: number): string;
  percent(value: number): string;
  duration(ms: number): string;
  relative(atMs: number, nowMs: number): string;
  dateTime(atMs: number): string;
  clock(atMs: number, nowMs: number): string;
}

function formatsIn(locale: string): Formats {
  return {
    number: (value) => formatNumber(value, locale),
    bytes: (value) => formatBytes(value, locale),
    kib: (value) => formatKiB(value, locale),
    rate: (value) => formatRate(value, locale),
    percent: (value) => formatPercent(value, locale),
    duration: (ms) => formatDuration(ms, locale),
    relative: (atMs, nowMs) => formatRelative(atMs, nowMs, locale),
    dateTime: (atMs) => formatDateTime(atMs, locale),
    clock: (atMs, nowMs) => formatClock(atMs, nowMs, locale),
  };
}

const formats = new Map<string, Formats>();

function onLanguage(listener: () => void): () => void {
  const i18n = getI18n();
  i18n.on('languageChanged', listener);
  return () => i18n.off('languageChanged', listener);
}

/** All formats in the language that the interface speaks now. A hundred cells use it at once: it makes nothing for each of them. */
export function useFormat(): Formats {
  const locale = useSyncExternalStore(onLanguage, () => getI18n().language);
  const known = formats.get(locale) ?? formatsIn(locale);
  formats.set(locale, known);
  return known;
}
