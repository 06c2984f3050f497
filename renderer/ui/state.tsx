// State as colour, shape and word together. What a state means is the caller's business.
import classes from './state.module.css';

export type StateLook = 'running' | 'paused' | 'off' | 'crashed' | 'saved' | 'busy' | 'failed';

function Shape({ look }: { readonly look: StateLook }) {
  switch (look) {
    case 'running':
      return <circle cx="6" cy="6" r="4.5" fill="currentColor" />;
    case 'paused':
      return <path d="M3.2 2h2v8h-2zM6.8 2h2v8h-2z" fill="currentColor" />;
    case 'off':
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />;
    case 'crashed':
    case 'failed':
      return <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" fill="none" stroke="currentColor" strokeWidth="2" />;
    case 'saved':
      return (
        <path
          d="M6 1.5v5.5M3.4 4.6L6 7.2l2.6-2.6M2.5 10h7"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
      );
    case 'busy':
      return (
        <path
          className={classes.ring}
          d="M6 1.75a4.25 4.25 0 1 1-4.25 4.25"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
        />
      );
  }
}

/** The sign alone; `label` says it to those who cannot see it. Without one it is decoration beside a word. */
export function StateIcon({ look, label }: { readonly look: StateLook; readonly label?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: a title would pop up a tooltip; the label names it
    <svg
      className={classes.icon}
      data-look={look}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <Shape look={look} />
    </svg>
  );
}

export interface StateBadgeProps {
  readonly look: StateLook;
  readonly label: string;
  /** Said after the word, dimmed: a reason, a time. */
  readonly detail?: string;
}

/** Sign, word and what there is to add. */
export function StateBadge({ look, label, detail }: StateBadgeProps) {
  return (
    <span className={classes.badge} data-look={look}>
      <StateIcon look={look} />
      <span className={classes.word}>{label}</span>
      {detail !== undefined && <span className={classes.detail}>{detail}</span>}
    </span>
  );
}
