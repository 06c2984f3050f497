// IP addresses and networks as bytes, so that `fd00:0:0::1` is `fd00::1`, and `10.0.0.0/8` holds its machines.

export interface AddressRange {
  /** 4 or 16 bytes. */
  readonly bytes: readonly number[];
  readonly prefix: number;
}

function ipv4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** The groups on one side of `::`; a last IPv4 address counts as two. */
function groups(side: string): readonly number[] | undefined {
  if (side === '') return [];
  const parts = side.split(':');
  const bytes = parts.map((part, index) => {
    if (part.includes('.')) return index === parts.length - 1 ? ipv4(part) : undefined;
    if (!/^[0-9a-f]{1,4}$/i.test(part)) return undefined;
    const value = Number.parseInt(part, 16);
    return [value >> 8, value & 255];
  });
  return bytes.every((one) => one !== undefined) ? bytes.flat() : undefined;
}

function ipv6(text: string): readonly number[] | undefined {
  const sides = text.split('::');
  if (sides.length > 2 || !text.includes(':')) return undefined;
  const [head, tail] = [groups(sides[0] ?? ''), groups(sides[1] ?? '')];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (sides.length === 1) return missing === 0 ? head : undefined;
  return missing < 2 ? undefined : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** The bytes of a whole address; undefined for a part of one. A zone (`%eth0`) is no part of it. */
export function addressBytes(text: string): readonly number[] | undefined {
  const [address = ''] = text.split('%');
  return ipv4(address) ?? ipv6(address);
}

/** `192.168.0.0/24`, `fd00::/8`. */
export function readRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const bytes = addressBytes(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (slash < 0 || bytes === undefined || !/^\d{1,3}$/.test(length)) return undefined;
  const prefix = Number(length);
  return prefix <= bytes.length * 8 ? { bytes, prefix } : undefined;
}

export function isInRange(address: readonly number[], { bytes, prefix }: AddressRange): boolean {
  if (address.length !== bytes.length) return false;
  return bytes.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, prefix - index * 8));
    const mask = (0xff << (8 - bits)) & 0xff;
    return ((address[index] ?? 0) & mask) === (byte & mask);
  });
}
