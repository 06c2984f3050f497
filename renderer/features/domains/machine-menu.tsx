// The items of a machine's context menu, of the toolbar's "more" and of the menu bar's Machine menu.
import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { openInNewWindow } from '../../live/desktop.ts';
import { useDomainOperations } from '../../live/domain-operations.ts';
import { useHost, useNavigate, useSshWish } from '../../live/hooks.ts';
import { hashOf, type MachineTab } from '../../live/place.ts';
import { ariaShortcut, shortcutText } from '../../ui/shortcut.ts';
import classes from './machines.module.css';
import type { Offer } from './offers.ts';
import { useHostOf, useOffers } from './use-offers.ts';

function ActionItem({
  offer,
  domains,
}: {
  readonly offer: Offer;
  readonly domains: readonly DomainSummary[];
}) {
  const { t } = useTranslation('domains');
  const { request } = useDomainOperations();
  const hostOf = useHostOf();
  const { action, able, obstacle } = offer;
  const [first] = able;
  const host = first === undefined ? undefined : hostOf(first.connection);
  const line =
    first !== undefined && host !== undefined && able.length === 1 ? action.virsh(first, host) : undefined;
  const { shortcut } = action;
  const blocked = obstacle !== undefined;
  return (
    <Menu.Item
      leftSection={<action.icon size={15} aria-hidden />}
      rightSection={
        shortcut !== undefined && <kbd className={classes.shortcut}>{shortcutText(shortcut)}</kbd>
      }
      {...(action.danger && !blocked ? { color: 'var(--gh-crashed)' } : {})}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': ariaShortcut(shortcut) })}
      {...(blocked
        ? { 'data-disabled': true, 'aria-disabled': true, 'aria-description': t(`obstacle.${obstacle}`) }
        : {})}
      title={blocked ? t(`obstacle.${obstacle}`) : line}
      closeMenuOnClick={!blocked}
      onClick={() => !blocked && request(action.id, able)}
    >
      {t(action.labelKey(domains.length === 1 ? domains[0] : undefined))}
      {action.danger && '…'}
    </Menu.Item>
  );
}

const TABS: readonly MachineTab[] = ['overview', 'screen', 'serial', 'xml'];

function OpenItems({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('domains');
  const navigate = useNavigate();
  const [, wish] = useSshWish();
  const host = useHost(domain.connection);
  // An address of the host's own networks is reached through the host alone.
  const hasWay = domain.addresses.length > 0 && host?.hasShell === true;
  return (
    <>
      {TABS.map((tab) => (
        <Menu.Item key={tab} onClick={() => navigate({ page: 'machine', domain: domain.key, tab })}>
          {t(`open.${tab}`)}
        </Menu.Item>
      ))}
      <Menu.Item onClick={() => openInNewWindow(hashOf({ page: 'machine', domain: domain.key }))}>
        {t('open.window')}
      </Menu.Item>
      {hasWay && <Menu.Item onClick={() => wish(domain.key)}>{t('ssh.item')}</Menu.Item>}
      <Menu.Divider />
    </>
  );
}

export interface MachineMenuProps {
  readonly domains: readonly DomainSummary[];
  /** Leaves out what opens the machine: where it is open. */
  readonly actionsOnly?: boolean;
}

export function MachineMenu({ domains, actionsOnly = false }: MachineMenuProps) {
  const offers = useOffers(domains);
  const [only] = domains;
  return (
    <>
      {domains.length === 1 && only !== undefined && !actionsOnly && <OpenItems domain={only} />}
      {offers.map((offer, index) => (
        <Fragment key={offer.action.id}>
          {index > 0 && offers[index - 1]?.action.group !== offer.action.group && <Menu.Divider />}
          <ActionItem offer={offer} domains={domains} />
        </Fragment>
      ))}
    </>
  );
}
