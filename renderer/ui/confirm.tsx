// One question. The buttons are verbs; the dangerous one is never what Enter presses.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './confirm.module.css';
import { Dialog } from './dialog.tsx';

export interface ConfirmProps {
  readonly opened: boolean;
  /** The question, naming the thing: "Force off web-01?" */
  readonly title: string;
  /** What is lost. */
  readonly children: ReactNode;
  /** "Force off" */
  readonly confirmLabel: string;
  /** "Keep running" */
  readonly cancelLabel: string;
  readonly danger?: boolean;
  /** There is nothing left to do. */
  readonly confirmDisabled?: boolean;
  /** Room for a list. */
  readonly wide?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function Confirm(props: ConfirmProps) {
  const { t } = useTranslation('ui');
  const { danger = false, confirmDisabled = false, wide = false } = props;
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      size={wide ? 'lg' : 'md'}
      title={<span className={classes.title}>{props.title}</span>}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.text}>{props.children}</div>
      <div className={classes.buttons}>
        <Button variant="default" onClick={props.onClose} {...(danger ? { 'data-autofocus': true } : {})}>
          {props.cancelLabel}
        </Button>
        <Button
          color={danger ? 'red.9' : 'blue'}
          onClick={props.onConfirm}
          disabled={confirmDisabled}
          {...(danger ? {} : { 'data-autofocus': true })}
        >
          {props.confirmLabel}
        </Button>
      </div>
    </Dialog>
  );
}
