// Whether an answer goes to the system's keychain; nothing where there is none.
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '../../../shared/model/prompt.ts';

interface RememberBoxProps {
  readonly prompt: Prompt;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function RememberBox({ prompt, checked, onChange }: RememberBoxProps) {
  const { t } = useTranslation('prompts');
  if (!prompt.canRemember) return null;
  return (
    <Checkbox
      label={t('remember')}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
