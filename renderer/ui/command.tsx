// Commands to copy and to learn: the small `>_` beside an action, and the line itself.
import { ActionIcon, CopyButton, Popover, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconTerminal } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './command.module.css';
import { insideWindow } from './theme.ts';

/** One line (or several) in a box with a copy button. */
export function CommandLine({ command }: { readonly command: string }) {
  const { t } = useTranslation('ui');
  return (
    <div className={classes.line}>
      <code className={classes.code}>{command}</code>
      <CopyButton value={command}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('copied') : t('copy')}>
            <ActionIcon aria-label={copied ? t('copied') : t('copy')} onClick={copy}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}

/** `>_` where nothing can be done now. */
export function NoCommand() {
  const { t } = useTranslation('ui');
  return (
    <ActionIcon aria-label={t('command.show')} disabled>
      <IconTerminal size={15} />
    </ActionIcon>
  );
}

export interface LabelledCommand {
  readonly label: string;
  readonly command: string;
}

export interface CommandHintProps {
  /** The lines that would do the same, in order; with a label where there is a choice. */
  readonly commands: readonly (string | LabelledCommand)[];
  /** What they do, for the button's name: "Start web-01". */
  readonly of?: string;
}

/** `>_`: opens the commands that do the same as the control beside it. */
export function CommandHint({ commands, of }: CommandHintProps) {
  const { t } = useTranslation('ui');
  const name = of === undefined ? t('command.show') : t('command.showOf', { of });
  return (
    <Popover position="bottom-end" middlewares={insideWindow} withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon aria-label={name} title={name}>
          <IconTerminal size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <p className={classes.intro}>{t('command.same')}</p>
        {commands.map((one) =>
          typeof one === 'string' ? (
            <CommandLine key={one} command={one} />
          ) : (
            <div key={`${one.label} ${one.command}`} className={classes.labelled}>
              <span className={classes.label}>{one.label}</span>
              <CommandLine command={one.command} />
            </div>
          ),
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
