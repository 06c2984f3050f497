// A name and a password for libvirt itself (SASL).
import { PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prompt, PromptAnswer, Question } from '../../../shared/model/prompt.ts';
import classes from './prompts.module.css';
import { QuestionButtons } from './question-buttons.tsx';
import { RememberBox } from './remember-box.tsx';

interface LoginQuestionProps {
  readonly prompt: Prompt;
  readonly question: Extract<Question, { readonly kind: 'sasl' }>;
  readonly onAnswer: (answer: PromptAnswer) => void;
}

export function LoginQuestion({ prompt, question, onAnswer }: LoginQuestionProps) {
  const { t } = useTranslation('prompts');
  const [user, setUser] = useState(question.user ?? '');
  const [secret, setSecret] = useState('');
  const [remember, setRemember] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    onAnswer({ kind: 'login', user, secret, remember });
    setSecret('');
  }

  return (
    <form onSubmit={submit} className={classes.form}>
      <p>{t('about.sasl', { target: question.target, mechanism: question.mechanism })}</p>
      {question.weak && (
        <p role="note" className={classes.warning}>
          {t('weak', { mechanism: question.mechanism })}
        </p>
      )}
      <TextInput
        data-autofocus={question.user === undefined || undefined}
        label={t('label.user')}
        value={user}
        maxLength={256}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <PasswordInput
        data-autofocus={question.user !== undefined || undefined}
        label={t('label.password')}
        error={prompt.wrong && t('wrong')}
        value={secret}
        maxLength={4096}
        autoComplete="off"
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      <RememberBox prompt={prompt} checked={remember} onChange={setRemember} />
      <QuestionButtons yes={t('logIn')} no={t('cancel')} onNo={() => onAnswer({ kind: 'no' })} />
    </form>
  );
}
