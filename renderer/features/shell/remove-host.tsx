// The question before a host is taken off the list, asked from its menu.
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import { useRequest } from '../../live/hooks.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';

export function RemoveHost({ host, onClose }: { readonly host: HostSummary; readonly onClose: () => void }) {
  const { t } = useTranslation('hosts');
  const remove = useRequest((api, connection: HostSummary['id']) => api.connections.remove({ connection }));

  async function removeHost() {
    if ((await remove.run(host.id)).ok) onClose();
  }

  return (
    <Confirm
      opened
      title={t('confirmRemove.title', { name: host.name })}
      confirmLabel={t('confirmRemove.yes')}
      cancelLabel={t('confirmRemove.no')}
      onConfirm={() => void removeHost()}
      onClose={onClose}
    >
      {t('confirmRemove.text')}
      {remove.failure !== undefined && <FailureNote failure={remove.failure} />}
    </Confirm>
  );
}
