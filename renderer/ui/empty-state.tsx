import type { ReactNode } from 'react';
import classes from './page.module.css';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** The one thing to do here. */
  readonly action?: ReactNode;
}

/** An invitation: what this place is and what to do. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {icon !== undefined && (
        <span className={classes.emptyIcon} aria-hidden>
          {icon}
        </span>
      )}
      <h2 className={classes.emptyTitle}>{title}</h2>
      {children !== undefined && <div className={classes.emptyText}>{children}</div>}
      {action}
    </div>
  );
}
