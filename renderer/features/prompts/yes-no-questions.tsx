// Questions that need no words: may a program run, yes or no, and a key that wants to be touched.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PromptAnswer, Question } from '../../../shared/model/prompt.ts';
import classes from './prompts.module.css';
import { QuestionButtons } from './question-buttons.tsx';

interface YesNoProps<Kind extends Question['kind']> {
  readonly question: Extract<Question, { readonly kind: Kind }>;
  readonly onAnswer: (answer: PromptAnswer) => void;
}

export function ProgramQuestion({ question, onAnswer }: YesNoProps<'program'>) {
  const { t } = useTranslation('prompts');
  return (
    <div className={classes.form}>
      <p>{t('about.program')}</p>
      <pre className={classes.quotation}>{[question.path, ...question.words].join('\n')}</pre>
      <QuestionButtons
        careful
        yes={t('run')}
        no={t('doNotRun')}
        onYes={() => onAnswer({ kind: 'yes' })}
        onNo={() => onAnswer({ kind: 'no' })}
      />
    </div>
  );
}

export function ConfirmQuestion({ question, onAnswer }: YesNoProps<'confirm'>) {
  const { t } = useTranslation('prompts');
  return (
    <div className={classes.form}>
      <p>{t('about.confirm')}</p>
      <blockquote className={classes.quotation}>{question.text}</blockquote>
      <QuestionButtons
        careful
        yes={t('yes')}
        no={t('no')}
        onYes={() => onAnswer({ kind: 'yes' })}
        onNo={() => onAnswer({ kind: 'no' })}
      />
    </div>
  );
}

/** Goes away by itself once the key was touched. */
export function TouchQuestion({ question, onAnswer }: YesNoProps<'touch'>) {
  const { t } = useTranslation('prompts');
  return (
    <div className={classes.form}>
      <p>{t('about.touch')}</p>
      <blockquote className={classes.quotation}>{question.text}</blockquote>
      <div className={classes.buttons}>
        <Button variant="default" data-autofocus onClick={() => onAnswer({ kind: 'no' })}>
          {t('hide')}
        </Button>
      </div>
    </div>
  );
}
