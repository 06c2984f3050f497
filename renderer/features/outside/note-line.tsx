// One note: what it says, what can be done, and how it is put away.
import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './outside.module.css';

interface NoteLineProps {
  /** An alert is read out at once; a status when nothing else is. */
  readonly role: 'alert' | 'status';
  readonly title: string;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

export function NoteLine({ role, title, children, onClose }: NoteLineProps) {
  const { t } = useTranslation('ui');
  return (
    <div className={classes.line}>
      <div role={role} className={classes.words}>
        <div className={classes.title}>{title}</div>
        {children}
      </div>
      <CloseButton size="sm" aria-label={t('dismiss')} onClick={onClose} />
    </div>
  );
}
