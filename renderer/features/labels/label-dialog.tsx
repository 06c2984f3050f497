// The frame of the small dialogs about labels: fields, and buttons that are verbs.
import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './labels.module.css';

interface LabelDialogProps {
  readonly title: string;
  readonly doLabel: string;
  /** Why it cannot be done as it stands. */
  readonly blocked?: boolean;
  /** At the left of the buttons. */
  readonly aside?: ReactNode;
  readonly onDo: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function LabelDialog({
  title,
  doLabel,
  blocked = false,
  aside,
  onDo,
  onClose,
  children,
}: LabelDialogProps) {
  const { t } = useTranslation('labels');
  const { t: tUi } = useTranslation('ui');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!blocked) onDo();
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      size={420}
      title={<span className={classes.title}>{title}</span>}
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      <form className={classes.form} onSubmit={submit}>
        {children}
        <div className={classes.buttons}>
          <span className={classes.aside}>{aside}</span>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={blocked}>
            {doLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
