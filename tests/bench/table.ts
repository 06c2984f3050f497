// The one table of the bench, in Markdown.

export interface Row {
  readonly what: string;
  readonly guesthouse: string;
  readonly virsh?: string;
  readonly libvirtPython?: string;
  /** Guesthouse's time as a share of libvirt-python's, or what else there is to say. */
  readonly remark?: string;
}

const HEAD = ['', 'Guesthouse', 'virsh', 'libvirt-python', 'Guesthouse / libvirt-python, or remark'];

export function markdown(rows: readonly Row[]): string {
  const lines = rows.map(({ what, guesthouse, virsh = '', libvirtPython = '', remark = '' }) => [
    what,
    guesthouse,
    virsh,
    libvirtPython,
    remark,
  ]);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const drawn = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = drawn(widths.map((width) => '-'.repeat(width)));
  return [drawn(HEAD), rule, ...lines.map(drawn)].join('\n');
}

/** e.g. `312 ms`, `51.2 s` */
export function ms(value: number | undefined): string {
  if (value === undefined) return '';
  return value < 10_000
    ? `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
    : `${(value / 1000).toFixed(1)} s`;
}
