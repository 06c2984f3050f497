// What can be done with a serial console beside typing.
import { ActionIcon, CopyButton, NativeSelect, Switch, Tooltip } from '@mantine/core';
import {
  IconCheck,
  IconClipboard,
  IconCopy,
  IconDownload,
  IconEraser,
  IconFileText,
  IconPlugX,
  IconSearch,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SerialInfo } from '../../../shared/model/console.ts';
import { useHost, useRequest } from '../../live/hooks.ts';
import { virshLine, virshName } from '../../live/shell-words.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { CommandHint } from '../../ui/command.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import type { TerminalView } from '../../ui/terminal/terminal-view.ts';
import { deviceWords } from './device-words.ts';
import classes from './serial.module.css';
import type { SerialConsoleProps } from './serial-props.ts';
import type { Serial } from './use-serial.ts';

interface ToolbarProps extends SerialConsoleProps {
  readonly console: Serial;
  readonly view: TerminalView | undefined;
  readonly onFind: () => void;
}

export function SerialToolbar(props: ToolbarProps) {
  const { machine, serial, view, console } = props;
  const { t } = useTranslation('serial');
  const host = useHost(machine.connection);
  const target = { domain: machine.key, device: serial.device };
  const save = useRequest((api) => api.consoles.text(target));
  const release = useRequest((api) => api.consoles.release(target));

  async function saveAs(): Promise<void> {
    const text = await save.run(undefined);
    if (!text.ok) return;
    const content = new Blob([text.value], { type: 'text/plain' });
    saveFile(`${machine.name.slice(0, 50)}-${serial.device}`, 'txt', content);
  }

  return (
    <>
      <div role="toolbar" aria-label={t('toolbar')} className={classes.toolbar}>
        <DevicePicker {...props} />
        <span className={classes.space} />
        <Recording {...props} />
        {serial.recordingPath !== undefined && <RecordingPath path={serial.recordingPath} />}
        <ActionButton
          compact
          label={t('copy')}
          shortcut="Ctrl+Shift+C"
          icon={<IconCopy size={16} />}
          onClick={() => void view?.copySelection()}
        />
        <ActionButton
          compact
          label={t('pasteClipboard')}
          shortcut="Ctrl+Shift+V"
          icon={<IconClipboard size={16} />}
          onClick={() => void view?.pasteClipboard()}
        />
        <ActionButton
          compact
          label={t('find.label')}
          shortcut="Ctrl+Shift+F"
          icon={<IconSearch size={16} />}
          onClick={props.onFind}
        />
        <ActionButton
          compact
          label={t('clear')}
          icon={<IconEraser size={16} />}
          onClick={() => console.say({ type: 'clear' })}
        />
        <ActionButton
          compact
          label={t('save')}
          icon={<IconDownload size={16} />}
          pending={save.pending}
          onClick={() => void saveAs()}
        />
        <ActionButton
          compact
          label={t('release')}
          icon={<IconPlugX size={16} />}
          pending={release.pending}
          onClick={() => void release.run(undefined)}
          {...(console.state === 'open' ? {} : { disabledReason: t('notHeld') })}
        />
        {host !== undefined && (
          <CommandHint
            of={t('console')}
            commands={[virshLine(host, 'console', virshName(machine), '--devname', serial.device)]}
          />
        )}
      </div>
      {save.failure && <FailureNote failure={save.failure} action={t('saveFailed')} onClose={save.clear} />}
      {release.failure && (
        <FailureNote failure={release.failure} action={t('releaseFailed')} onClose={release.clear} />
      )}
    </>
  );
}

function DevicePicker({ serial, serials, onDevice }: ToolbarProps) {
  const { t } = useTranslation('serial');
  if (serials.length < 2) return <span className={classes.quiet}>{deviceWords(serial, t)}</span>;
  const option = (one: SerialInfo) => ({
    value: one.device,
    label: deviceWords(one, t),
    disabled: !one.openable,
  });
  return (
    <NativeSelect
      aria-label={t('device.pick')}
      data={serials.map(option)}
      value={serial.device}
      onChange={(event) => onDevice(event.currentTarget.value)}
    />
  );
}

function Recording({ machine, serial, onChanged }: ToolbarProps) {
  const { t } = useTranslation('serial');
  const record = useRequest((api, on: boolean) =>
    api.consoles.setRecording({ domain: machine.key, device: serial.device, on }),
  );

  async function change(on: boolean): Promise<void> {
    await record.run(on);
    onChanged();
  }

  return (
    <Tooltip label={t('recordingHint')}>
      <span>
        <Switch
          size="xs"
          label={t('recording')}
          checked={serial.recording}
          disabled={record.pending}
          onChange={(event) => void change(event.currentTarget.checked)}
        />
        {record.failure && (
          <FailureNote failure={record.failure} action={t('recordingFailed')} onClose={record.clear} />
        )}
      </span>
    </Tooltip>
  );
}

function RecordingPath({ path }: { readonly path: string }) {
  const { t } = useTranslation('serial');
  return (
    <CopyButton value={path}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('recordingCopied') : t('recordingPath', { path })} multiline maw={420}>
          <ActionIcon aria-label={t('recordingPath', { path })} onClick={copy}>
            {copied ? <IconCheck size={16} /> : <IconFileText size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
