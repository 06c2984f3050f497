// What is asked before a terminal gets several lines, or before a guest's link leads anywhere.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandLine } from '../command.tsx';
import { Confirm } from '../confirm.tsx';
import { Dialog } from '../dialog.tsx';
import { countLines } from './paste.ts';
import classes from './terminal.module.css';
import type { TerminalView } from './terminal-view.ts';

export interface TerminalQuestions {
  readonly lines: string | undefined;
  readonly link: string | undefined;
  readonly askLines: (text: string | undefined) => void;
  readonly askLink: (address: string | undefined) => void;
}

export function useTerminalQuestions(): TerminalQuestions {
  const [lines, askLines] = useState<string>();
  const [link, askLink] = useState<string>();
  return { lines, link, askLines, askLink };
}

/** A paste may be long; so much of it is shown. */
const SHOWN_CHARACTERS = 2000;

export function TerminalQuestionsView({
  questions,
  view,
}: {
  readonly questions: TerminalQuestions;
  readonly view: TerminalView | undefined;
}) {
  const { t } = useTranslation('terminal');
  const { lines = '', link = '', askLines, askLink } = questions;

  function paste(): void {
    askLines(undefined);
    view?.paste(lines);
  }

  return (
    <>
      <Confirm
        opened={questions.lines !== undefined}
        title={t('paste.title', { count: countLines(lines) })}
        confirmLabel={t('paste.yes')}
        cancelLabel={t('paste.no')}
        onConfirm={paste}
        onClose={() => askLines(undefined)}
      >
        <p className={classes.text}>{t('paste.text')}</p>
        <pre className={classes.preview}>{lines.slice(0, SHOWN_CHARACTERS)}</pre>
      </Confirm>
      <Dialog
        opened={questions.link !== undefined}
        onClose={() => askLink(undefined)}
        title={t('link.title')}
        closeButtonProps={{ 'aria-label': t('link.close') }}
      >
        <p className={classes.text}>{t('link.text')}</p>
        <CommandLine command={link} />
        {window.desktop === undefined && /^https?:/.test(link) && (
          <Button
            component="a"
            href={link}
            target="_blank"
            rel="noopener noreferrer"
            variant="default"
            onClick={() => askLink(undefined)}
          >
            {t('link.open')}
          </Button>
        )}
      </Dialog>
    </>
  );
}
