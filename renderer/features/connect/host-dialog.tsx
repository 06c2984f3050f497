// "Add host" and "Edit host": the way to it, what it is called, and a test before it is kept.
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { OfferedHost } from '../../live/outside.ts';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './connect.module.css';
import { HostDialogForm } from './host-dialog-form.tsx';

export interface HostDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Came from outside (a second start, a link): filled in and shown in full, never connected to by itself. */
  readonly offered?: OfferedHost;
  /** Changes this one; absent to add a new one. */
  readonly host?: HostSummary;
}

export function HostDialog({ opened, onClose, offered, host }: HostDialogProps) {
  const { t } = useTranslation('connect');

  // A question of the login may stand above: Escape is for the dialog that has the focus, not for all of them.
  function closeOnEscape(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    onClose();
  }

  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      closeOnEscape={false}
      closeOnClickOutside={false}
      onKeyDown={closeOnEscape}
      title={<span className={classes.title}>{t(host === undefined ? 'title' : 'titleEdit')}</span>}
      size={780}
      padding={0}
      classNames={{ content: classes.modal, header: classes.head, body: classes.body }}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <HostDialogForm
        key={`${offered?.uri ?? ''} ${host?.id ?? ''}`}
        onClose={onClose}
        offered={offered}
        host={host}
      />
    </Dialog>
  );
}
