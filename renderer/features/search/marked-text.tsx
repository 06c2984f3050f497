// The text of the box once more, behind it and unseen: only the lines under what was not understood show.
import type { ReactNode, Ref } from 'react';
import type { Problem } from '../../live/search/query.ts';
import classes from './search.module.css';

function pieces(text: string, problems: readonly Problem[]): readonly ReactNode[] {
  const drawn: ReactNode[] = [];
  let at = 0;
  for (const { at: range } of problems) {
    const [from, to] = range;
    if (from < at) continue;
    drawn.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return [...drawn, text.slice(at)];
}

interface MarkedTextProps {
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly ref: Ref<HTMLDivElement>;
}

export function MarkedText({ text, problems, ref }: MarkedTextProps) {
  return (
    <div ref={ref} aria-hidden className={classes.marked}>
      {problems.length > 0 && pieces(text, problems)}
    </div>
  );
}
