// Gives the desktop app's own menu what this window offers, and does what is chosen there.
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { NativeItem, NativeMenu } from '../../../shared/desktop.ts';
import { desktop } from '../../live/desktop.ts';
import { type Action, groupsOf, perform } from '../../ui/action.ts';
import type { MenuSection, TopMenu } from './menus.ts';

/** A host is called as somebody likes. */
const LONGEST_HEADING = 60;

type Translate = (key: string) => string;

function itemOf(action: Action, t: Translate): NativeItem {
  const { id, label, shortcut, obstacle, checked, danger = false } = action;
  return {
    id,
    label: danger ? `${t(label)}…` : t(label),
    enabled: obstacle === undefined,
    ...(shortcut === undefined ? {} : { shortcut }),
    ...(checked === undefined ? {} : { checked }),
  };
}

function sectionsOf({ heading, actions }: MenuSection, t: Translate): NativeMenu['sections'] {
  return groupsOf(actions).map((group) => ({
    ...(heading === undefined ? {} : { heading: heading.slice(0, LONGEST_HEADING) }),
    items: group.map((action) => itemOf(action, t)),
  }));
}

function nativeMenus(menus: readonly TopMenu[], t: Translate): readonly NativeMenu[] {
  return menus.map(({ id, sections }) => ({
    id,
    label: t(`app:menu.${id}`),
    sections: sections.flatMap((section) => sectionsOf(section, t)),
  }));
}

export function useNativeMenu(menus: readonly TopMenu[]): void {
  const { t } = useTranslation();
  const actions = useMemo(
    () => menus.flatMap(({ sections }) => sections.flatMap((section) => section.actions)),
    [menus],
  );
  const told = useRef('');
  useEffect(() => {
    const app = desktop();
    if (app === undefined) return;
    const native = nativeMenus(menus, t);
    // Machines change all the time, and what can be done with them seldom.
    const text = JSON.stringify(native);
    if (text !== told.current) app.setMenus(native);
    told.current = text;
  }, [menus, t]);
  useEffect(
    () =>
      desktop()?.onMenuItem((id) => {
        const chosen = actions.find((action) => action.id === id);
        if (chosen !== undefined) perform(chosen);
      }),
    [actions],
  );
}
