// The buttons for one machine or for all that are selected, and the commands that do the same.
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useMachineActions } from '../../actions/machine.ts';
import { useDomainOperations } from '../../live/domain-operations.ts';
import type { Operations } from '../../live/operations-store.ts';
import { ActionAsButton, ActionLines } from '../../ui/action-buttons.tsx';
import { MachineMenu } from './machine-menu.tsx';
import classes from './machines.module.css';

const SHOWN = ['start', 'pause', 'resume', 'shutdown', 'reboot', 'force-off'].map((id) => `machine.${id}`);

/** Actions that one of the machines is waiting for. */
function askedOf(domains: readonly DomainSummary[], pending: Operations['pending']): ReadonlySet<string> {
  if (pending.size === 0) return new Set();
  return new Set(domains.map((domain) => `machine.${pending.get(domain.key)?.action}`));
}

export const MachineToolbar = memo(function MachineToolbar({
  domains,
}: {
  readonly domains: readonly DomainSummary[];
}) {
  const { t } = useTranslation('domains');
  const actions = useMachineActions(domains);
  const { pending } = useDomainOperations();
  const asked = useMemo(() => askedOf(domains, pending), [domains, pending]);
  return (
    <div role="toolbar" aria-label={t('toolbar')} className={classes.toolbar}>
      {actions
        .filter(({ id }) => SHOWN.includes(id))
        .map((action) => (
          <ActionAsButton key={action.id} action={action} compact pending={asked.has(action.id)} />
        ))}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <ActionIcon aria-label={t('more')} disabled={domains.length === 0}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        {domains.length > 0 && (
          <Menu.Dropdown>
            <MachineMenu domains={domains} actionsOnly />
          </Menu.Dropdown>
        )}
      </Menu>
      <ActionLines actions={actions} />
    </div>
  );
});
