// Sizes as libvirt writes them: a number with the unit in an attribute.

const POWERS = ['k', 'm', 'g', 't', 'p', 'e'];

/** Bytes of `value` in `unit` (`KiB`, `k`, `MB`, `bytes`, …); `undefined` when it is no size. */
export function bytesOf(value: string, unit: string): number | undefined {
  const digits = value.trim();
  if (!/^\d{1,20}$/.test(digits)) return undefined;
  const factor = factorOf(unit.toLowerCase());
  return factor === undefined ? undefined : Number(digits) * factor;
}

/** KiB of `value` in `unit`, which is KiB when libvirt writes none. */
export function kibibytesOf(value: string, unit: string | undefined): number | undefined {
  const bytes = bytesOf(value, unit ?? 'KiB');
  return bytes === undefined ? undefined : Math.floor(bytes / 1024);
}

/** `KB` is 1000, `k` and `KiB` are 1024. */
function factorOf(unit: string): number | undefined {
  if (unit === 'b' || unit === 'byte' || unit === 'bytes') return 1;
  const power = POWERS.indexOf(unit.charAt(0)) + 1;
  if (power === 0) return undefined;
  const suffix = unit.slice(1);
  if (suffix === 'b') return 1000 ** power;
  return suffix === '' || suffix === 'ib' ? 1024 ** power : undefined;
}

/** A whole number that is not negative; `undefined` when it is anything else. */
export function countOf(value: string | undefined): number | undefined {
  const digits = value?.trim() ?? '';
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}
