// One line of the palette: what, of which thing, where; why not, when it cannot be done now.
import { ariaShortcut, shortcutText } from '../../ui/shortcut.ts';
import type { Entry } from './entry.ts';
import classes from './palette.module.css';

interface OptionProps {
  readonly id: string;
  readonly entry: Entry;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onChoose: (apart: boolean) => void;
}

export function Option({ id, entry, active, onPoint, onChoose }: OptionProps) {
  const { icon: Icon, label, of, hint, shortcut, obstacle } = entry;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard acts on it from the field
    <div
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={obstacle !== undefined}
      aria-keyshortcuts={shortcut === undefined ? undefined : ariaShortcut(shortcut)}
      className={classes.option}
      data-danger={(entry.danger === true && obstacle === undefined) || undefined}
      onMouseMove={onPoint}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey)}
    >
      <span className={classes.icon}>{Icon !== undefined && <Icon size={15} aria-hidden />}</span>
      <span className={classes.label}>{label}</span>
      {of !== undefined && of !== '' && <span className={classes.of}>{of}</span>}
      <span className={classes.hint}>{obstacle ?? hint}</span>
      {shortcut !== undefined && <kbd className={classes.shortcut}>{shortcutText(shortcut)}</kbd>}
    </div>
  );
}
