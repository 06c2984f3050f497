// The two answers at the foot of a question. In a form the yes submits it.
import { Button } from '@mantine/core';
import classes from './prompts.module.css';

interface QuestionButtonsProps {
  readonly yes: string;
  readonly no: string;
  readonly onNo: () => void;
  /** Absent in a form. */
  readonly onYes?: () => void;
  /** What Enter presses is the no. */
  readonly careful?: boolean;
}

export function QuestionButtons({ yes, no, onNo, onYes, careful = false }: QuestionButtonsProps) {
  return (
    <div className={classes.buttons}>
      <Button variant={careful ? 'filled' : 'default'} onClick={onNo} data-autofocus={careful || undefined}>
        {no}
      </Button>
      <Button
        variant={careful ? 'default' : 'filled'}
        {...(onYes === undefined ? { type: 'submit' } : { onClick: onYes })}
      >
        {yes}
      </Button>
    </div>
  );
}
