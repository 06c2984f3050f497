// The time that machines show: all of them were switched on at the same moment, so that pictures repeat.

const STARTED_MS = Date.UTC(2026, 4, 11, 8, 57, 12);
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface WallTime {
  /** E.g. `Mon 11 May`. */
  readonly day: string;
  readonly year: number;
  /** E.g. `08:57:12`. */
  readonly clock: string;
}

export function wallTime(uptimeMs: number): WallTime {
  const now = new Date(STARTED_MS + uptimeMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    day: `${DAYS[now.getUTCDay()]} ${now.getUTCDate()} ${MONTHS[now.getUTCMonth()]}`,
    year: now.getUTCFullYear(),
    clock: `${two(now.getUTCHours())}:${two(now.getUTCMinutes())}:${two(now.getUTCSeconds())}`,
  };
}

/** E.g. `2 days 03:14` or `00:05:09`. */
export function uptimeText(uptimeMs: number): string {
  const seconds = Math.floor(uptimeMs / 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const hoursAndMinutes = `${two((seconds % 86_400) / 3600)}:${two((seconds % 3600) / 60)}`;
  if (days === 0) return `${hoursAndMinutes}:${two(seconds % 60)}`;
  return `${days} ${days === 1 ? 'day' : 'days'} ${hoursAndMinutes}`;
}
