// Actions as items of a menu, with a line between groups. One that cannot be done stays reachable and says why.
import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type Action, groupsOf, perform } from './action.ts';
import classes from './action-items.module.css';
import { ariaShortcut, shortcutText } from './shortcut.ts';

interface ActionItemProps {
  readonly action: Action;
  /** Another one of the menu has a sign: names stand beneath names. */
  readonly indented: boolean;
}

function ActionItem({ action, indented }: ActionItemProps) {
  const { t } = useTranslation();
  const { shortcut, icon: Icon, danger = false } = action;
  const why = action.obstacle === undefined ? undefined : t(action.obstacle);
  const lines = why === undefined ? action.lines?.() : undefined;
  return (
    <Menu.Item
      leftSection={
        Icon === undefined ? indented && <span className={classes.noIcon} /> : <Icon size={15} aria-hidden />
      }
      rightSection={
        shortcut !== undefined && <kbd className={classes.shortcut}>{shortcutText(shortcut)}</kbd>
      }
      {...(danger && why === undefined ? { color: 'var(--gh-crashed)' } : {})}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': ariaShortcut(shortcut) })}
      {...(why === undefined
        ? {}
        : { 'data-disabled': true, 'aria-disabled': true, 'aria-description': why })}
      title={why ?? (lines?.length === 1 ? lines[0] : undefined)}
      closeMenuOnClick={why === undefined}
      onClick={() => perform(action)}
    >
      {t(action.label)}
      {danger && '…'}
    </Menu.Item>
  );
}

/** A choice: one of them holds. */
function Choice({ group }: { readonly group: readonly Action[] }) {
  const { t } = useTranslation();
  return (
    <Menu.RadioGroup
      value={group.find(({ checked }) => checked)?.id ?? ''}
      onChange={(id) => group.find((action) => action.id === id)?.run()}
    >
      {group.map(({ id, label }) => (
        <Menu.RadioItem key={id} value={id} closeMenuOnClick>
          {t(label)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

export function ActionItems({ actions }: { readonly actions: readonly Action[] }) {
  const indented = actions.some(({ icon }) => icon !== undefined);
  return groupsOf(actions).map((group, index) => (
    <Fragment key={group[0]?.id}>
      {index > 0 && <Menu.Divider />}
      {group[0]?.checked === undefined ? (
        group.map((action) => <ActionItem key={action.id} action={action} indented={indented} />)
      ) : (
        <Choice group={group} />
      )}
    </Fragment>
  ));
}
