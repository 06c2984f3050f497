// A choice between a few words.
import { SegmentedControl } from '@mantine/core';
import { Choice } from './part.tsx';
import classes from './settings.module.css';

interface OneOfProps<V extends string> {
  readonly label: string;
  readonly text?: string;
  readonly values: readonly V[];
  readonly value: V;
  readonly wordOf: (value: V) => string;
  readonly onChange: (value: V) => void;
}

export function OneOf<V extends string>({ label, text, values, value, wordOf, onChange }: OneOfProps<V>) {
  return (
    <Choice label={label} {...(text === undefined ? {} : { text })}>
      <SegmentedControl
        size="sm"
        aria-label={label}
        className={classes.segments}
        value={value}
        onChange={(picked) => {
          const chosen = values.find((one) => one === picked);
          if (chosen !== undefined) onChange(chosen);
        }}
        data={values.map((one) => ({ value: one, label: wordOf(one) }))}
      />
    </Choice>
  );
}
