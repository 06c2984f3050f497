// The actions on the machine: the usual ones as buttons, the rest behind one, and their commands.
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DomainAction, DomainSummary } from '../../../../shared/model/domain.ts';
import { type Action, shownActions } from '../../../live/domain-actions.ts';
import { type DomainOperations, useDomainOperations } from '../../../live/domain-operations.ts';
import { useHost } from '../../../live/hooks.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { CommandHint } from '../../../ui/command.tsx';

const IN_SIGHT: readonly DomainAction[] = ['start', 'pause', 'resume', 'shutdown', 'reboot', 'force-off'];

export function MachineToolbar({ domain }: { readonly domain: DomainSummary }) {
  const host = useHost(domain.connection);
  const operations = useDomainOperations();
  const actions = shownActions([domain]);
  const shown = actions.filter((action) => IN_SIGHT.includes(action.id) && !hidden(action, domain));
  const rest = actions.filter((action) => !IN_SIGHT.includes(action.id));
  const usable = actions.filter((action) => action.isEnabled(domain, host) === true);

  return (
    <>
      {shown.map((action) => (
        <ToolButton key={action.id} action={action} domain={domain} operations={operations} />
      ))}
      <MoreMenu actions={rest} domain={domain} operations={operations} />
      {host !== undefined && usable.length > 0 && (
        <CommandHint commands={usable.map((action) => action.virsh(domain, host))} of={domain.name} />
      )}
    </>
  );
}

/** Of pause and resume the one that is not for this state leaves its place to the other. */
function hidden(action: Action, domain: DomainSummary): boolean {
  const paused = domain.state === 'paused';
  return action.id === 'pause' ? paused : action.id === 'resume' && !paused;
}

interface ToolProps {
  readonly domain: DomainSummary;
  readonly operations: DomainOperations;
}

function ToolButton({ action, domain, operations }: ToolProps & { readonly action: Action }) {
  const { t } = useTranslation('domains');
  const host = useHost(domain.connection);
  const enabled = action.isEnabled(domain, host);
  const Icon = action.icon;
  return (
    <ActionButton
      compact
      label={t(action.labelKey(domain))}
      icon={<Icon size={16} />}
      danger={action.danger}
      pending={operations.pending.get(domain.key) === action.id}
      onClick={() => operations.request(action.id, [domain])}
      {...(action.shortcut === undefined ? {} : { shortcut: action.shortcut })}
      {...(enabled === true ? {} : { disabledReason: t(`obstacle.${enabled}`) })}
    />
  );
}

function MoreMenu({ actions, domain, operations }: ToolProps & { readonly actions: readonly Action[] }) {
  const { t } = useTranslation(['machine', 'domains']);
  const host = useHost(domain.connection);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={t('more')}>
          <ActionIcon aria-label={t('more')}>
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => {
          const enabled = action.isEnabled(domain, host);
          const Icon = action.icon;
          return (
            <Menu.Item
              key={action.id}
              leftSection={<Icon size={15} />}
              disabled={enabled !== true}
              title={enabled === true ? undefined : t(`obstacle.${enabled}`, { ns: 'domains' })}
              {...(action.danger ? { color: 'red' } : {})}
              onClick={() => operations.request(action.id, [domain])}
            >
              {t(action.labelKey(domain), { ns: 'domains' })}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
