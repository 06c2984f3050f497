// What was chosen in the tray did not work: told here, since a menu that has closed can say nothing.
import { useTranslation } from 'react-i18next';
import type { Outside } from '../../../shared/outside.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

type FailedInTrayProps = Extract<Outside, { kind: 'failed' }> & { readonly onClose: () => void };

export function FailedInTray({ machine, action, failure, onClose }: FailedInTrayProps) {
  const { t } = useTranslation('domains');
  return (
    <FailureNote failure={failure} action={t(`failed.${action}`, { name: machine })} onClose={onClose} />
  );
}
