// The buttons of the dialog: test, cancel, and what it is for.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './connect.module.css';
import type { HostTest } from './use-host-test.ts';

interface DialogFooterProps {
  readonly submitLabel: string;
  /** All that is needed is there. */
  readonly ready: boolean;
  readonly pending: boolean;
  readonly onClose: () => void;
  /** Absent where there is nothing to test. */
  readonly test?: HostTest;
}

export function DialogFooter({ submitLabel, ready, pending, onClose, test }: DialogFooterProps) {
  const { t } = useTranslation('connect');
  return (
    <footer className={classes.foot}>
      {test !== undefined && (
        <Button
          variant="default"
          disabled={!ready && !test.running}
          onClick={test.running ? test.stop : test.start}
        >
          {t(test.running ? 'test.stop' : 'test.start')}
        </Button>
      )}
      <span className={classes.gap} />
      <Button variant="default" onClick={onClose}>
        {t('cancel')}
      </Button>
      <Button type="submit" disabled={!ready} loading={pending}>
        {submitLabel}
      </Button>
    </footer>
  );
}
