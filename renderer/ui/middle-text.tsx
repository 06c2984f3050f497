// A long text on one line whose two ends matter: the middle gives way. All of it is in the page, so a copy is whole.
import classes from './middle-text.module.css';

// Enough for a file's name.
const TAIL = 14;
// A longer tooltip helps nobody, and a hostile name may be megabytes.
const TOOLTIP = 2000;

export function MiddleText({ text }: { readonly text: string }) {
  // A short one has no middle to spare: it is cut at its end.
  const cut = text.length > 2 * TAIL ? text.length - TAIL : text.length;
  return (
    <span className={classes.whole} title={text.slice(0, TOOLTIP)}>
      <span className={classes.head}>{text.slice(0, cut)}</span>
      {cut < text.length && <span className={classes.tail}>{text.slice(cut)}</span>}
    </span>
  );
}
