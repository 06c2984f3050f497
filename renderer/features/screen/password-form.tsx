import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './screen.module.css';

interface PasswordFormProps {
  /** One was tried and refused. */
  readonly wrong: boolean;
  readonly expired: boolean;
  readonly onPassword: (password: string) => void;
}

/** Asks for the display's password; it goes to the engine and stays nowhere here. */
export function PasswordForm({ wrong, expired, onPassword }: PasswordFormProps) {
  const { t } = useTranslation('screen');
  const [password, setPassword] = useState('');
  return (
    <form
      className={classes.password}
      onSubmit={(event) => {
        event.preventDefault();
        onPassword(password);
        setPassword('');
      }}
    >
      <h2 className={classes.question}>{t('password.title')}</h2>
      {expired && <p role="alert">{t('password.expired')}</p>}
      <PasswordInput
        autoFocus
        label={t('password.label')}
        description={t('password.eight')}
        error={wrong && t('password.wrong')}
        value={password}
        autoComplete="off"
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit">{t('password.connect')}</Button>
    </form>
  );
}
