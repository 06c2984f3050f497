// Comma-separated values that any program reads, and none runs: names are the host's choice.

/** A number, or a text that may hold anything. */
export type CsvValue = number | string;

/**
 * A spreadsheet takes a cell that begins like this for a formula, after blanks too, and with the wide signs of Chinese
 * keyboards: an apostrophe before it makes it text.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]/u;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

function cell(value: CsvValue): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replace(CONTROL, ' ').replaceAll('"', '""')}"`;
}

/** One table, with the mark that tells spreadsheets that it is UTF-8. */
export function toCsv(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
