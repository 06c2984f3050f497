// Names and values, aligned: what is known of a thing.
import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  /** Draws the value in a fixed-width font (identifiers, addresses, paths). */
  readonly code?: boolean;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes.fact}>
          <dt>{fact.label}</dt>
          <dd className={fact.code === true ? classes.code : undefined}>{fact.value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  );
}
