// A machine whose picture cannot be shown here: why, and what can be done.
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useHost, useNavigate } from '../../live/hooks.ts';
import { shellWord, virshLine, virshName } from '../../live/shell-words.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { CommandLine } from '../../ui/command.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

const VNC_XML = "<graphics type='vnc' autoport='yes' listen='127.0.0.1'/>";

export function NoDisplay({ machine }: { readonly machine: DomainSummary }) {
  const { t } = useTranslation('screen');
  const host = useHost(machine.connection);
  const navigate = useNavigate();
  const spice = machine.displays.includes('spice');
  const others = machine.displays.join(', ');
  const title = spice ? t('none.spice') : others === '' ? t('none.title') : t('none.other', { others });
  return (
    <EmptyState
      title={title}
      action={
        <ActionButton
          label={t('none.serial')}
          primary
          onClick={() => navigate({ page: 'machine', domain: machine.key, tab: 'serial' })}
        />
      }
    >
      {spice && host !== undefined && (
        <>
          <p>{t('none.viewer')}</p>
          <CommandLine command={`virt-viewer -c ${shellWord(host.uri)} ${shellWord(virshName(machine))}`} />
        </>
      )}
      <p>{t('none.add')}</p>
      {host !== undefined && <CommandLine command={virshLine(host, 'edit', virshName(machine))} />}
      <CommandLine command={VNC_XML} />
    </EmptyState>
  );
}
