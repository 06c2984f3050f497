// A terminal in which polkit asks for the password that libvirt wants, where no desktop agent can.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/failure.ts';
import type { ByteChannel } from '../../../shared/ipc.ts';
import type { TerminalCommand, TerminalNotice } from '../../../shared/model/console.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { useApi, useHost, useNavigate, useRequest, useSettings } from '../../live/hooks.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { isTypingElsewhere } from '../../ui/keyboard-place.ts';
import { Page } from '../../ui/page.tsx';
import terminalClasses from '../../ui/terminal/terminal.module.css';
import { TerminalQuestionsView, useTerminalQuestions } from '../../ui/terminal/terminal-questions.tsx';
import type { TerminalView } from '../../ui/terminal/terminal-view.ts';
import { useTerminal } from '../../ui/terminal/use-terminal.ts';
import classes from './terminal.module.css';

/** The agent tells nobody here when it is ready to ask; it needs about a tenth of this. */
const AGENT_READY_MS = 1_000;

type TerminalChannel = ByteChannel<TerminalCommand, TerminalNotice>;
type Ending = { readonly failure?: Failure; readonly code?: number };

function useAgent(connection: ConnectionId, view: TerminalView | undefined) {
  const api = useApi();
  const channel = useRef<TerminalChannel>(undefined);
  const [ending, setEnding] = useState<Ending>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new terminal
  useEffect(() => {
    if (view === undefined) return;
    setEnding(undefined);
    const { columns, rows } = view;
    const opened = api.consoles.polkitAgent({ connection, columns, rows });
    channel.current = opened;
    opened.onBytes((bytes) => view.write(bytes));
    opened.onNotice(({ code }) => setEnding({ code }));
    opened.onClose((failure) => setEnding((before) => before ?? (failure === undefined ? {} : { failure })));
    const ask = setTimeout(() => void api.connections.connect({ connection }), AGENT_READY_MS);
    return () => {
      clearTimeout(ask);
      channel.current = undefined;
      opened.close();
    };
  }, [api, connection, view, attempt]);

  return { channel, ending, again: () => setAttempt((count) => count + 1) };
}

export function PolkitTerminal({ connection }: { readonly connection: ConnectionId }) {
  const { t } = useTranslation('terminal');
  const host = useHost(connection);
  const navigate = useNavigate();
  const questions = useTerminalQuestions();
  const connect = useRequest((api) => api.connections.connect({ connection }));
  const input = useRef<ReturnType<typeof useAgent>['channel']>(undefined);
  const { ref, view } = useTerminal(
    {
      onInput: (bytes) => input.current?.current?.write(bytes),
      onResize: (columns, rows) => input.current?.current?.notify({ type: 'resize', columns, rows }),
      onLines: questions.askLines,
      onLink: questions.askLink,
    },
    t('polkit.terminal'),
    useSettings().terminalFontPx,
  );
  const agent = useAgent(connection, view);
  input.current = agent.channel;
  useEffect(() => {
    if (!isTypingElsewhere()) view?.focus();
  }, [view]);

  const connected = host?.state === 'connected';
  return (
    <Page title={t('polkit.title', { host: host?.name ?? '' })} fill>
      <div className={classes.tab}>
        <div className={classes.head} role="status">
          <span>{t(connected ? 'polkit.done' : 'polkit.text')}</span>
          {connected ? (
            <Button onClick={() => navigate({ page: 'machines', connection })}>{t('polkit.machines')}</Button>
          ) : (
            <Button variant="default" loading={connect.pending} onClick={() => void connect.run(undefined)}>
              {t('polkit.again')}
            </Button>
          )}
        </div>
        {agent.ending?.failure && (
          <FailureNote failure={agent.ending.failure} action={t('polkit.failed')} onRetry={agent.again} />
        )}
        {agent.ending?.code !== undefined && !connected && (
          <div className={classes.head} role="alert">
            <span>{t('polkit.ended', { code: agent.ending.code })}</span>
            <Button variant="default" onClick={agent.again}>
              {t('polkit.restart')}
            </Button>
          </div>
        )}
        <div className={terminalClasses.frame}>
          <div ref={ref} className={terminalClasses.fill} />
        </div>
      </div>
      <TerminalQuestionsView questions={questions} view={view} />
    </Page>
  );
}
