// A program in a terminal as a tab of its own: it begins with the tab, says how it ended, and can begin again.
import { Button } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppApi } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { ByteChannel } from '../../../shared/ipc.ts';
import type { TerminalCommand, TerminalNotice } from '../../../shared/model/console.ts';
import { useApi, useSettings } from '../../live/hooks.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { isTypingElsewhere } from '../../ui/keyboard-place.ts';
import { Page } from '../../ui/page.tsx';
import terminalClasses from '../../ui/terminal/terminal.module.css';
import { TerminalQuestionsView, useTerminalQuestions } from '../../ui/terminal/terminal-questions.tsx';
import type { TerminalView } from '../../ui/terminal/terminal-view.ts';
import { useTerminal } from '../../ui/terminal/use-terminal.ts';
import classes from './terminal.module.css';

export type TerminalChannel = ByteChannel<TerminalCommand, TerminalNotice>;
export type OpenTerminal = (
  api: AppApi,
  size: { readonly columns: number; readonly rows: number },
) => TerminalChannel;
type Ending = { readonly failure?: Failure; readonly code?: number };

interface ProgramOptions {
  readonly open: OpenTerminal;
  /** Another one is another program. */
  readonly subject: string;
  readonly view: TerminalView | undefined;
  /** Holds what takes the keys, while there is something. */
  readonly input: RefObject<TerminalChannel | undefined>;
}

/** Begins with the terminal, and anew when `again` is called. */
function useProgram({ open, subject, view, input }: ProgramOptions) {
  const api = useApi();
  const latest = useRef(open);
  latest.current = open;
  const [ending, setEnding] = useState<Ending>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject or attempt is another program
  useEffect(() => {
    if (view === undefined) return;
    setEnding(undefined);
    const { columns, rows } = view;
    const channel = latest.current(api, { columns, rows });
    input.current = channel;
    channel.onBytes((bytes) => view.write(bytes));
    channel.onNotice(({ code }) => setEnding({ code }));
    channel.onClose((failure) => setEnding((before) => before ?? (failure === undefined ? {} : { failure })));
    if (!isTypingElsewhere()) view.focus();
    return () => {
      input.current = undefined;
      channel.close();
    };
  }, [api, subject, view, attempt]);

  return { ending, again: () => setAttempt((count) => count + 1) };
}

interface ShellPageProps {
  readonly title: string;
  /** For screen readers. */
  readonly label: string;
  readonly subject: string;
  readonly open: OpenTerminal;
}

export function ShellPage({ title, label, subject, open }: ShellPageProps) {
  const questions = useTerminalQuestions();
  const input = useRef<TerminalChannel>(undefined);
  const { ref, view } = useTerminal(
    {
      onInput: (bytes) => input.current?.write(bytes),
      onResize: (columns, rows) => input.current?.notify({ type: 'resize', columns, rows }),
      onLines: questions.askLines,
      onLink: questions.askLink,
    },
    label,
    useSettings().terminalFontPx,
  );
  const { ending, again } = useProgram({ open, subject, view, input });
  return (
    <Page title={title} fill>
      <div className={classes.tab}>
        {ending !== undefined && <Ended ending={ending} again={again} />}
        <div className={terminalClasses.frame}>
          <div ref={ref} className={terminalClasses.fill} />
        </div>
      </div>
      <TerminalQuestionsView questions={questions} view={view} />
    </Page>
  );
}

function Ended({ ending, again }: { readonly ending: Ending; readonly again: () => void }) {
  const { t } = useTranslation('terminal');
  if (ending.failure !== undefined) {
    return <FailureNote failure={ending.failure} action={t('shell.failed')} onRetry={again} />;
  }
  return (
    <div className={classes.head} role="alert">
      <span>{ending.code === undefined ? t('shell.closed') : t('shell.ended', { code: ending.code })}</span>
      <Button variant="default" onClick={again}>
        {t('shell.again')}
      </Button>
    </div>
  );
}
