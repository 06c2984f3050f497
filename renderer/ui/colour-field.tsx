// A row of colours of which one is chosen; the first stands for none.
import { useId } from 'react';
import classes from './colour-field.module.css';

export interface ColourChoice<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** As CSS writes it; absent for none. */
  readonly css: string | undefined;
}

export interface ColourFieldProps<Id extends string> {
  readonly legend: string;
  readonly colours: readonly ColourChoice<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

export function ColourField<Id extends string>({ legend, colours, value, onChange }: ColourFieldProps<Id>) {
  const group = useId();
  return (
    <fieldset className={classes.colours}>
      <legend>{legend}</legend>
      {colours.map(({ id, label, css }) => (
        <label key={id} className={classes.colour} title={label} style={{ backgroundColor: css }}>
          <input
            type="radio"
            name={group}
            aria-label={label}
            checked={value === id}
            onChange={() => onChange(id)}
          />
        </label>
      ))}
    </fieldset>
  );
}
