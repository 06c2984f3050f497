// One serial console: its terminal, what state it is in, and what can be done with it.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../live/hooks.ts';
import { isWalkingByKeyboard } from '../../ui/keyboard-place.ts';
import terminalClasses from '../../ui/terminal/terminal.module.css';
import { TerminalQuestionsView, useTerminalQuestions } from '../../ui/terminal/terminal-questions.tsx';
import { useTerminal } from '../../ui/terminal/use-terminal.ts';
import { FindBar } from './find-bar.tsx';
import classes from './serial.module.css';
import { SerialNote } from './serial-note.tsx';
import type { SerialConsoleProps } from './serial-props.ts';
import { SerialToolbar } from './serial-toolbar.tsx';
import { type Serial, useSerial } from './use-serial.ts';

export function SerialConsole(props: SerialConsoleProps) {
  const { machine, serial } = props;
  const { t } = useTranslation('serial');
  const questions = useTerminalQuestions();
  const [finding, setFinding] = useState(false);
  const connection = useRef<Serial>(undefined);

  const { ref, view } = useTerminal(
    {
      onInput: (bytes) => connection.current?.send(bytes),
      onResize: (columns, rows) => connection.current?.say({ type: 'resize', columns, rows }),
      onFocus: () => connection.current?.say({ type: 'focus' }),
      onLines: questions.askLines,
      onLink: questions.askLink,
      onFind: () => setFinding(true),
      mayAnswer: () => connection.current?.mayAnswer() ?? false,
    },
    t('terminal', { machine: machine.name, device: serial.device }),
    useSettings().terminalFontPx,
  );
  const console = useSerial(machine.key, serial.device, view);
  connection.current = console;
  useEffect(() => {
    if (view !== undefined && !isWalkingByKeyboard()) view.focus();
  }, [view]);

  function endFinding(): void {
    setFinding(false);
    view?.find('');
    view?.focus();
  }

  return (
    <div className={classes.tab}>
      <SerialToolbar {...props} console={console} view={view} onFind={() => setFinding(true)} />
      <SerialNote machine={machine} console={console} />
      {finding && <FindBar view={view} onClose={endFinding} />}
      <div className={terminalClasses.frame}>
        <div ref={ref} className={terminalClasses.fill} />
        {console.state === 'open' && console.silent && (
          <p role="status" className={classes.hint}>
            {t('quiet')}
          </p>
        )}
      </div>
      <TerminalQuestionsView questions={questions} view={view} />
    </div>
  );
}
