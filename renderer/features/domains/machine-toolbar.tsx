// The buttons for one machine or for all that are selected, and the commands that do the same.
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DomainAction, DomainSummary } from '../../../shared/model/domain.ts';
import { useDomainOperations } from '../../live/domain-operations.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { CommandHint, type LabelledCommand } from '../../ui/command.tsx';
import { shortcutText } from '../../ui/shortcut.ts';
import { MachineMenu } from './machine-menu.tsx';
import classes from './machines.module.css';
import type { Offer } from './offers.ts';
import { useHostOf, useOffers } from './use-offers.ts';

const SHOWN: readonly DomainAction[] = ['start', 'pause', 'resume', 'shutdown', 'reboot', 'force-off'];
/** More lines than this are no longer read. */
const MOST_LINES = 20;

function OfferButton({
  offer,
  domains,
}: {
  readonly offer: Offer;
  readonly domains: readonly DomainSummary[];
}) {
  const { t } = useTranslation('domains');
  const { request, pending } = useDomainOperations();
  const { action, able, obstacle } = offer;
  const busy = domains.some((domain) => pending.get(domain.key)?.action === action.id);
  return (
    <ActionButton
      compact
      label={t(action.labelKey(domains.length === 1 ? domains[0] : undefined))}
      icon={<action.icon size={16} />}
      pending={busy}
      danger={action.danger && obstacle === undefined}
      onClick={() => request(action.id, able)}
      {...(action.shortcut === undefined ? {} : { shortcut: shortcutText(action.shortcut) })}
      {...(obstacle === undefined ? {} : { disabledReason: t(`obstacle.${obstacle}`) })}
    />
  );
}

function Commands({ offers }: { readonly offers: readonly Offer[] }) {
  const { t } = useTranslation('domains');
  const hostOf = useHostOf();
  const lines = offers.flatMap(({ action, able }) =>
    able.flatMap((domain): readonly LabelledCommand[] => {
      const host = hostOf(domain.connection);
      if (host === undefined) return [];
      return [{ label: t(action.labelKey(domain)), command: action.virsh(domain, host) }];
    }),
  );
  if (lines.length === 0) return null;
  return <CommandHint commands={lines.slice(0, MOST_LINES)} />;
}

export function MachineToolbar({ domains }: { readonly domains: readonly DomainSummary[] }) {
  const { t } = useTranslation('domains');
  const offers = useOffers(domains);
  return (
    <div role="toolbar" aria-label={t('toolbar')} className={classes.toolbar}>
      {offers
        .filter((offer) => SHOWN.includes(offer.action.id))
        .map((offer) => (
          <OfferButton key={offer.action.id} offer={offer} domains={domains} />
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
      <Commands offers={offers} />
    </div>
  );
}
