// A long text on one line whose two ends matter: the middle gives way. All of it is in the page, so a copy is whole.
import classes from './middle-text.module.css';

// Enough for a file's name.
const TAIL = 18;
// A longer tooltip helps nobody, and a hostile name may be megabytes.
const TOOLTIP = 2000;

export function MiddleText({ text }: { readonly text: string }) {
  const cut = Math.max(0, text.length - TAIL);
  return (
    <span className={classes.whole} title={text.slice(0, TOOLTIP)}>
      <span className={classes.head}>{text.slice(0, cut)}</span>
      <span className={classes.tail}>{text.slice(cut)}</span>
    </span>
  );
}
