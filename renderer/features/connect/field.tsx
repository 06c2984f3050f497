// One line of text in the dialog, with what is wrong with it beneath.
import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './connect.module.css';
import type { FieldName } from './field-check.ts';
import type { HostForm } from './use-host-form.ts';

export const inputClasses = {
  label: classes.text,
  description: classes.hint,
  error: classes.error,
  input: classes.input,
} as const;

interface FieldProps {
  readonly form: HostForm;
  readonly name: FieldName;
  readonly placeholder?: string;
  readonly description?: ReactNode;
  readonly autoFocus?: boolean;
}

export function Field({ form, name, placeholder, description, autoFocus = false }: FieldProps) {
  const { t } = useTranslation('connect');
  const problem = form.problems[name];
  // An empty field is a beginning, not a mistake.
  const wrong = problem !== undefined && problem !== 'host-missing';
  return (
    <TextInput
      classNames={inputClasses}
      label={t(`field.${name}`)}
      value={form.fields[name]}
      maxLength={1000}
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(description === undefined ? {} : { description })}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
      error={wrong ? t(`problem.${problem}`) : undefined}
      onChange={(event) => form.change({ [name]: event.currentTarget.value })}
    />
  );
}
