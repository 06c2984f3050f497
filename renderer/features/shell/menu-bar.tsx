// The menu bar where the platform has none: in a browser. The desktop app's native menu has the same commands.
import { Menu, Menubar } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Theme } from '../../../shared/model/settings.ts';
import {
  useChangeSettings,
  useDomain,
  useHosts,
  useNavigate,
  useSelection,
  useSettings,
} from '../../live/hooks.ts';
import type { Place } from '../../live/place.ts';
import { ariaShortcut, shortcutText } from '../../ui/shortcut.ts';
import type { CommandId, Commands } from './commands.ts';
import classes from './shell.module.css';

interface MenuBarProps {
  readonly commands: Commands;
  /** Items for the machines that are selected. */
  readonly machineMenu: ReactNode;
}

function CommandItem({ commands, id }: { readonly commands: Commands; readonly id: CommandId }) {
  const { t } = useTranslation('app');
  const { shortcut, run } = commands[id];
  if (shortcut === undefined) return <Menu.Item onClick={run}>{t(`command.${id}`)}</Menu.Item>;
  return (
    <Menu.Item
      onClick={run}
      aria-keyshortcuts={ariaShortcut(shortcut)}
      rightSection={<kbd className={classes.shortcut}>{shortcutText(shortcut)}</kbd>}
    >
      {t(`command.${id}`)}
    </Menu.Item>
  );
}

function TopMenu({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Menubar.Menu>
      <Menubar.Target>{name}</Menubar.Target>
      <Menubar.Dropdown>{children}</Menubar.Dropdown>
    </Menubar.Menu>
  );
}

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function ThemeItems() {
  const { t } = useTranslation('app');
  const { theme } = useSettings();
  const change = useChangeSettings();
  return (
    <Menu.RadioGroup
      value={theme}
      onChange={(value) => void change({ theme: THEMES.find((one) => one === value) })}
    >
      {THEMES.map((one) => (
        <Menu.RadioItem key={one} value={one} closeMenuOnClick>
          {t(`theme.${one}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** The pages of each host; a long list of hosts is the sidebar's business. */
function GoItems() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const hosts = useHosts().slice(0, 8);
  const pages = ['host', 'networks', 'pools', 'bridges'] as const;
  return hosts.map((host) => (
    <Fragment key={host.id}>
      <Menu.Divider />
      <Menu.Label>{host.name}</Menu.Label>
      {pages.map((page) => {
        const place: Place = { page, connection: host.id };
        return (
          <Menu.Item key={page} onClick={() => navigate(place)}>
            {t(`page.${page}`)}
          </Menu.Item>
        );
      })}
    </Fragment>
  ));
}

function NothingSelected() {
  const { t } = useTranslation('app');
  return <Menu.Item disabled>{t('menu.nothingSelected')}</Menu.Item>;
}

export function MenuBar({ commands, machineMenu }: MenuBarProps) {
  const { t } = useTranslation('app');
  const selection = useSelection();
  const first = useDomain(selection[0]);
  return (
    <Menubar className={classes.menuBar} aria-label={t('menu.label')}>
      <TopMenu name={t('menu.file')}>
        <CommandItem commands={commands} id="connect" />
        <CommandItem commands={commands} id="new-window" />
        <CommandItem commands={commands} id="close-tab" />
        <Menu.Divider />
        <CommandItem commands={commands} id="settings" />
      </TopMenu>
      <TopMenu name={t('menu.machine')}>{first === undefined ? <NothingSelected /> : machineMenu}</TopMenu>
      <TopMenu name={t('menu.view')}>
        <CommandItem commands={commands} id="toggle-sidebar" />
        <CommandItem commands={commands} id="find" />
        <CommandItem commands={commands} id="refresh" />
        <Menu.Divider />
        <ThemeItems />
      </TopMenu>
      <TopMenu name={t('menu.go')}>
        <CommandItem commands={commands} id="back" />
        <CommandItem commands={commands} id="forward" />
        <CommandItem commands={commands} id="next-tab" />
        <CommandItem commands={commands} id="previous-tab" />
        <Menu.Divider />
        <CommandItem commands={commands} id="go-machines" />
        <GoItems />
      </TopMenu>
      <TopMenu name={t('menu.help')}>
        <CommandItem commands={commands} id="about" />
      </TopMenu>
    </Menubar>
  );
}
