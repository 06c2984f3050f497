import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TerminalView } from '../../ui/terminal/terminal-view.ts';
import classes from './serial.module.css';

/** Finds text in the screen and the scrollback. */
export function FindBar({
  view,
  onClose,
}: {
  readonly view: TerminalView | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('serial');
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);

  function find(direction: 'next' | 'previous', wanted = text): void {
    setMissing(view?.find(wanted, direction) === false);
  }

  function key(event: KeyboardEvent): void {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') find(event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
  }

  return (
    <search className={classes.find} aria-label={t('find.label')}>
      <TextInput
        data-autofocus
        autoFocus
        aria-label={t('find.text')}
        placeholder={t('find.text')}
        value={text}
        error={missing}
        onChange={(event) => {
          setText(event.currentTarget.value);
          find('previous', event.currentTarget.value);
        }}
        onKeyDown={key}
      />
      <span role="status" className={classes.quiet}>
        {missing ? t('find.missing') : ''}
      </span>
      <ActionIcon aria-label={t('find.previous')} onClick={() => find('previous')}>
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('find.next')} onClick={() => find('next')}>
        <IconChevronDown size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('find.close')} onClick={onClose}>
        <IconX size={16} />
      </ActionIcon>
    </search>
  );
}
