// All shortcuts, read from the actions themselves, and the keys of lists that belong to no action.
import { useTranslation } from 'react-i18next';
import { useMachineActions } from '../../actions/machine.ts';
import { useEndWish, useSelectedDomains, useSettings } from '../../live/hooks.ts';
import type { Action } from '../../ui/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { shortcutText } from '../../ui/shortcut.ts';
import classes from './palette.module.css';

interface Line {
  readonly keys: string;
  readonly does: string;
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h2>{title}</h2>
      <dl>
        {lines.map(({ keys, does }) => (
          <div key={does} style={{ display: 'contents' }}>
            <dt>{does}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What lists, tabs and consoles do by themselves. */
const OWN_KEYS = {
  lists: ['open', 'mark', 'range', 'all', 'menu'],
  tabs: ['walk', 'close'],
  consoles: ['release', 'copy', 'paste', 'search'],
} as const;

const KEYS: Readonly<Record<string, string>> = {
  open: 'Enter',
  mark: 'Space',
  range: 'Shift+↑ ↓',
  all: 'Ctrl+A',
  menu: 'Shift+F10',
  walk: '← →',
  close: 'Delete',
  copy: 'Ctrl+Shift+C',
  paste: 'Ctrl+Shift+V',
  search: 'Ctrl+Shift+F',
};

export function ShortcutList({ windowActions }: { readonly windowActions: readonly Action[] }) {
  const { t } = useTranslation('app');
  const { t: tUi } = useTranslation('ui');
  const { t: tSettings } = useTranslation('settings');
  const { releaseKeys } = useSettings();
  const keys: Readonly<Record<string, string>> = {
    ...KEYS,
    release: tSettings(`releaseKeys.${releaseKeys}`),
  };
  const end = useEndWish();
  const machine = useMachineActions(useSelectedDomains());
  const ofActions = (actions: readonly Action[]) =>
    actions.flatMap(({ shortcut, label }): readonly Line[] =>
      shortcut === undefined ? [] : [{ keys: shortcutText(shortcut), does: t(label) }],
    );
  return (
    <Dialog
      opened
      size={680}
      onClose={end}
      title={<strong>{t('shortcuts.title')}</strong>}
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      <div className={classes.sections}>
        <Lines title={t('shortcuts.window')} lines={ofActions(windowActions)} />
        <Lines title={t('shortcuts.machine')} lines={ofActions(machine)} />
        {(['lists', 'tabs', 'consoles'] as const).map((place) => (
          <Lines
            key={place}
            title={t(`shortcuts.${place}`)}
            lines={OWN_KEYS[place].map((key) => ({
              keys: keys[key] ?? '',
              does: t(`shortcuts.key.${key}`),
            }))}
          />
        ))}
      </div>
    </Dialog>
  );
}
