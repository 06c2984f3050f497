// "Type the clipboard": what will be typed is shown first, for it goes to the guest key by key, line ends included.
import { ActionIcon, Button, Popover, Textarea, Tooltip } from '@mantine/core';
import type { default as Rfb } from '@novnc/novnc';
import { IconKeyboard } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clipboardText } from '../../ui/terminal/paste.ts';
import classes from './screen.module.css';
import { typeText } from './typist.ts';

const MOST_CHARACTERS = 10_000;

export function TypeText({ rfb, disabled }: { readonly rfb: Rfb | undefined; readonly disabled: boolean }) {
  const { t } = useTranslation('screen');
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState('');
  const [typing, setTyping] = useState(false);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  async function open(): Promise<void> {
    // What the page may not read can be pasted into the field.
    setText(((await clipboardText()) ?? '').slice(0, MOST_CHARACTERS));
    setOpened(true);
  }

  async function type(): Promise<void> {
    if (rfb === undefined) return;
    const abort = new AbortController();
    stop.current = abort;
    setTyping(true);
    await typeText(rfb, text, abort.signal);
    setTyping(false);
    setOpened(false);
    setText('');
    rfb.focus({ preventScroll: true });
  }

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={380}
      withinPortal={false}
      trapFocus
    >
      <Popover.Target>
        <Tooltip label={t('type.label')}>
          <ActionIcon aria-label={t('type.label')} disabled={disabled} onClick={() => void open()}>
            <IconKeyboard size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.typing}>
        <Textarea
          data-autofocus
          label={t('type.text')}
          description={t('type.hint')}
          minRows={3}
          maxRows={10}
          autosize
          value={text}
          maxLength={MOST_CHARACTERS}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {typing ? (
          <Button variant="default" onClick={() => stop.current?.abort()}>
            {t('type.stop')}
          </Button>
        ) : (
          <Button disabled={text === ''} onClick={() => void type()}>
            {t('type.type')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
