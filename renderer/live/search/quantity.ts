// Numbers with units: `4G`, `512 MiB`, `50%`, `1.5M/s`. Units are binary, as everywhere in the interface.

import type { Measure } from './fields.ts';
import { fold } from './fold.ts';

const KIB = 1024;
const FACTORS: Readonly<Record<string, number>> = { k: KIB, m: KIB ** 2, g: KIB ** 3, t: KIB ** 4 };

function bytesOf(amount: number, unit: string, bare: number): number | undefined {
  const letters = unit.replace(/\/s$/, '');
  if (letters === '') return amount * bare;
  if (letters === 'b') return amount;
  const factor = /^[kmgt](?:i?b)?$/.test(letters) ? FACTORS[letters.charAt(0)] : undefined;
  return factor === undefined ? undefined : amount * factor;
}

/** In the unit of the model: KiB for memory, bytes a second for rates. Undefined for what is no such number. */
export function readQuantity(text: string, measure: Measure): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,9})?)\s*([a-z%/]{0,6})$/.exec(fold(text)) ?? [];
  if (digits === undefined) return undefined;
  const amount = Number(digits);
  switch (measure) {
    case 'count':
      return unit === '' ? amount : undefined;
    case 'percent':
      return unit === '' || unit === '%' ? amount : undefined;
    case 'memory': {
      const bytes = unit.endsWith('/s') ? undefined : bytesOf(amount, unit, KIB ** 2);
      return bytes === undefined ? undefined : bytes / KIB;
    }
    case 'rate':
      return bytesOf(amount, unit, 1);
  }
}
