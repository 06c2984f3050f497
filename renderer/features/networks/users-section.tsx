// Which machines have a network card in it.
import { useTranslation } from 'react-i18next';
import type { NetworkDetails } from '../../../shared/model/network.ts';
import { MachineLink } from '../../live/links.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';

type User = NetworkDetails['users'][number];

export function UsersSection({ users }: { readonly users: readonly User[] }) {
  const { t } = useTranslation('networks');
  return (
    <Section title={t('users.title')}>
      <PlainTable
        label={t('users.title')}
        rows={users}
        // A machine may have several cards in one network.
        rowKey={(user) => `${user.domain} ${user.mac ?? ''}`}
        empty={t('users.none')}
        columns={[
          {
            id: 'machine',
            header: t('users.machine'),
            cell: (user: User) => <MachineLink domain={user.domain} />,
          },
          { id: 'mac', header: t('users.mac'), cell: (user) => user.mac ?? '—', code: true },
          { id: 'model', header: t('users.model'), cell: (user) => user.model ?? '—' },
        ]}
      />
    </Section>
  );
}
