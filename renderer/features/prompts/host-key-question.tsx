// The key of a host that was never seen before: a person compares it with what the host's administrator says.
import { useTranslation } from 'react-i18next';
import type { PromptAnswer, Question } from '../../../shared/model/prompt.ts';
import { CommandLine } from '../../ui/command.tsx';
import classes from './prompts.module.css';
import { QuestionButtons } from './question-buttons.tsx';

interface HostKeyQuestionProps {
  readonly question: Extract<Question, { readonly kind: 'host-key' }>;
  readonly onAnswer: (answer: PromptAnswer) => void;
}

export function HostKeyQuestion({ question, onAnswer }: HostKeyQuestionProps) {
  const { t } = useTranslation('prompts');
  const { target, address, keyType, fingerprint } = question;
  const name = address === undefined || address === target ? target : `${target} (${address})`;
  return (
    <div className={classes.form}>
      <p>{t('about.host-key', { target: name })}</p>
      <div className={classes.key}>
        <span className={classes.keyType}>{t('fingerprint', { type: keyType })}</span>
        <CommandLine command={fingerprint} />
      </div>
      <p className={classes.hint}>{t('compare')}</p>
      <QuestionButtons
        careful
        yes={t('trust')}
        no={t('doNotConnect')}
        onYes={() => onAnswer({ kind: 'yes' })}
        onNo={() => onAnswer({ kind: 'no' })}
      />
    </div>
  );
}
