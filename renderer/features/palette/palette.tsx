// The command palette: any machine, any action, any page, any list by a few letters. A combobox with a list, as WAI-ARIA has it.
import { Modal } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openInNewWindow } from '../../live/desktop.ts';
import { useEndWish } from '../../live/hooks.ts';
import { hashOf } from '../../live/place.ts';
import type { Action } from '../../ui/action.ts';
import { DialogKeyboard } from '../../ui/dialog-keyboard.tsx';
import { matchesShortcut } from '../../ui/shortcut.ts';
import type { Entry } from './entry.ts';
import { Option } from './option.tsx';
import classes from './palette.module.css';
import { remember } from './recent.ts';
import { usePalette } from './use-palette.ts';

/** Page Up and Page Down go so far. */
const PAGE = 10;

export function Palette({ windowActions }: { readonly windowActions: readonly Action[] }) {
  const { t } = useTranslation('app');
  const close = useEndWish();
  return (
    <Modal.Root opened onClose={close} size={620} returnFocus={false} yOffset="10vh" centered={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.label')} classNames={{ content: classes.content }}>
        <DialogKeyboard />
        <Search windowActions={windowActions} onClose={close} />
      </Modal.Content>
    </Modal.Root>
  );
}

interface SearchProps {
  readonly windowActions: readonly Action[];
  readonly onClose: () => void;
}

function Search({ windowActions, onClose }: SearchProps) {
  const { t } = useTranslation('app');
  const list = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const { shown, total, left } = usePalette(query, windowActions);
  // What is found may become less while it is looked at.
  const active = Math.min(at, shown.length - 1);
  const current = shown[active];
  const activeId = current === undefined ? undefined : `${list}-${active}`;

  function type(text: string) {
    setQuery(text);
    setAt(0);
  }

  function choose(entry: Entry | undefined, apart = false) {
    if (entry === undefined || entry.obstacle !== undefined) return;
    remember(entry.id);
    onClose();
    if (apart && entry.place !== undefined) openInNewWindow(hashOf(entry.place));
    else entry.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing) return;
    const count = Math.max(1, shown.length);
    if (event.key === 'ArrowDown') setAt((active + 1) % count);
    else if (event.key === 'ArrowUp') setAt((active - 1 + count) % count);
    else if (event.key === 'PageDown') setAt(Math.min(count - 1, active + PAGE));
    else if (event.key === 'PageUp') setAt(Math.max(0, active - PAGE));
    else if (event.key === 'Enter') choose(current, event.ctrlKey || event.metaKey);
    else if (event.key === 'Tab' && current?.completion !== undefined) type(current.completion);
    else if (matchesShortcut(event, 'Ctrl+K')) onClose();
    else return;
    event.preventDefault();
  }

  return (
    <>
      <input
        data-autofocus
        role="combobox"
        className={classes.input}
        aria-label={t('palette.label')}
        aria-expanded
        aria-autocomplete="list"
        aria-controls={list}
        aria-activedescendant={activeId}
        placeholder={t('palette.placeholder')}
        value={query}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <List
        id={list}
        label={t('palette.found')}
        entries={shown}
        active={active}
        onPoint={setAt}
        onChoose={choose}
      />
      <p className={classes.foot} role="status">
        {total === 0 && t('palette.nothing', { query: query.trim() })}
        {left > 0 && t('palette.more', { count: left })}
        {total > 0 && left === 0 && t('palette.count', { count: total })}
      </p>
      <p className={classes.keys} aria-hidden>
        {t('palette.keys')}
      </p>
    </>
  );
}

interface ListProps {
  readonly id: string;
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly active: number;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (entry: Entry, apart: boolean) => void;
}

function List({ id, label, entries, active, onPoint, onChoose }: ListProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={ref} id={id} role="listbox" aria-label={label} className={classes.list}>
      {entries.map((entry, index) => (
        <Option
          key={entry.id}
          id={`${id}-${index}`}
          entry={entry}
          active={index === active}
          onPoint={() => onPoint(index)}
          onChoose={(apart) => onChoose(entry, apart)}
        />
      ))}
    </div>
  );
}
