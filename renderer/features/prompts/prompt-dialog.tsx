// One question on the way to a host, as a dialog.
import { useTranslation } from 'react-i18next';
import type { Prompt, PromptAnswer } from '../../../shared/model/prompt.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { HostKeyQuestion } from './host-key-question.tsx';
import { LoginQuestion } from './login-question.tsx';
import classes from './prompts.module.css';
import { SecretQuestion } from './secret-question.tsx';
import { ConfirmQuestion, ProgramQuestion, TouchQuestion } from './yes-no-questions.tsx';

export interface PromptDialogProps {
  readonly prompt: Prompt;
  /** With this one. */
  readonly waiting: number;
  readonly onAnswer: (answer: PromptAnswer) => void;
}

export function PromptDialog({ prompt, waiting, onAnswer }: PromptDialogProps) {
  const { t } = useTranslation('prompts');
  const title = t(`title.${prompt.question.kind}`, { host: prompt.hostName });
  return (
    <Dialog
      opened
      // Above the dialog that tests a host, which is why it asks.
      zIndex={400}
      closeOnClickOutside={false}
      onClose={() => onAnswer({ kind: 'no' })}
      title={<span className={classes.title}>{title}</span>}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {waiting > 1 && <p className={classes.waiting}>{t('waiting', { count: waiting })}</p>}
      <QuestionOf prompt={prompt} onAnswer={onAnswer} />
    </Dialog>
  );
}

export interface QuestionProps {
  readonly prompt: Prompt;
  readonly onAnswer: (answer: PromptAnswer) => void;
}

function QuestionOf({ prompt, onAnswer }: QuestionProps) {
  const { question } = prompt;
  switch (question.kind) {
    case 'password':
    case 'passphrase':
    case 'server':
      return <SecretQuestion prompt={prompt} question={question} onAnswer={onAnswer} />;
    case 'sasl':
      return <LoginQuestion prompt={prompt} question={question} onAnswer={onAnswer} />;
    case 'host-key':
      return <HostKeyQuestion question={question} onAnswer={onAnswer} />;
    case 'program':
      return <ProgramQuestion question={question} onAnswer={onAnswer} />;
    case 'confirm':
      return <ConfirmQuestion question={question} onAnswer={onAnswer} />;
    case 'touch':
      return <TouchQuestion question={question} onAnswer={onAnswer} />;
  }
}
