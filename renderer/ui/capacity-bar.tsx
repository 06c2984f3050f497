// How full something is: a bar, and the numbers that say the same.
import classes from './capacity-bar.module.css';

export interface CapacityBarProps {
  readonly used: number;
  readonly total: number;
  /** The numbers in words: "320 GiB of 500 GiB". */
  readonly label: string;
}

// From here on it is time to act.
const NEARLY_FULL = 0.9;

export function CapacityBar({ used, total, label }: CapacityBarProps) {
  const share = total > 0 ? Math.min(1, Math.max(0, used / total)) : 0;
  return (
    <span className={classes.whole}>
      <span className={classes.track} aria-hidden>
        <span
          className={classes.fill}
          data-nearly-full={share >= NEARLY_FULL || undefined}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className={classes.label}>{label}</span>
    </span>
  );
}
