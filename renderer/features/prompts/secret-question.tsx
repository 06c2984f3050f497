// A password, a passphrase, or what a server asks in its own words.
import { PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prompt, PromptAnswer, Question } from '../../../shared/model/prompt.ts';
import classes from './prompts.module.css';
import { QuestionButtons } from './question-buttons.tsx';
import { RememberBox } from './remember-box.tsx';

type SecretKind = Extract<Question, { readonly kind: 'password' | 'passphrase' | 'server' }>;

interface SecretQuestionProps {
  readonly prompt: Prompt;
  readonly question: SecretKind;
  readonly onAnswer: (answer: PromptAnswer) => void;
}

export function SecretQuestion({ prompt, question, onAnswer }: SecretQuestionProps) {
  const { t } = useTranslation('prompts');
  const [secret, setSecret] = useState('');
  const [remember, setRemember] = useState(false);
  const Input = question.kind === 'server' && question.echo ? TextInput : PasswordInput;

  function submit(event: FormEvent) {
    event.preventDefault();
    onAnswer({ kind: 'secret', secret, remember });
    setSecret('');
  }

  return (
    <form onSubmit={submit} className={classes.form}>
      <About question={question} />
      <Input
        data-autofocus
        label={t(`label.${question.kind}`)}
        error={prompt.wrong && t('wrong')}
        value={secret}
        maxLength={4096}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      <RememberBox prompt={prompt} checked={remember} onChange={setRemember} />
      <QuestionButtons yes={t('logIn')} no={t('cancel')} onNo={() => onAnswer({ kind: 'no' })} />
    </form>
  );
}

/** Whose question it is. The words of a server can imitate anything, so they stand in quotation marks of their own. */
function About({ question }: { readonly question: SecretKind }) {
  const { t } = useTranslation('prompts');
  if (question.kind === 'password') return <p>{t('about.password', { target: question.target })}</p>;
  if (question.kind === 'passphrase') return <p>{t('about.passphrase', { path: question.keyPath })}</p>;
  return (
    <figure className={classes.figure}>
      <figcaption>{t('about.server', { target: question.target })}</figcaption>
      <blockquote className={classes.quotation}>{question.text}</blockquote>
    </figure>
  );
}
