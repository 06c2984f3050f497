// Settings to another computer and back: a file that is saved, and one whose changes are shown before they are made.
import { Button, FileButton, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/failure.ts';
import { type ImportPreview, LONGEST_IMPORT } from '../../../shared/model/transfer.ts';
import { useApi } from '../../live/hooks.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { ImportPanel } from './import-panel.tsx';
import { Choice, Part } from './part.tsx';
import classes from './settings.module.css';

interface ReadFile {
  readonly name: string;
  readonly text: string;
  readonly preview: ImportPreview;
}

function useFiles() {
  const api = useApi();
  const [read, setRead] = useState<ReadFile>();
  const [failed, setFailed] = useState<{ readonly key: string; readonly failure: Failure }>();

  async function save() {
    const result = await api.settings.exported({});
    setFailed(result.ok ? undefined : { key: 'file.exportFailed', failure: result.failure });
    if (result.ok)
      saveFile('guesthouse-settings', 'json', new Blob([result.value], { type: 'application/json' }));
  }

  async function open(file: File) {
    // A character is one byte or more.
    const isHuge = file.size > LONGEST_IMPORT * 4;
    const text = isHuge ? '' : await file.text();
    if (text.length > LONGEST_IMPORT || isHuge) {
      setRead({ name: file.name, text: '', preview: { state: 'refused', fault: 'too-large' } });
      return;
    }
    const result = await api.settings.preview({ text });
    setFailed(result.ok ? undefined : { key: 'file.readFailed', failure: result.failure });
    setRead(result.ok ? { name: file.name, text, preview: result.value } : undefined);
  }

  return { read, failed, save, open, close: () => setRead(undefined) };
}

export function FilePart() {
  const { t } = useTranslation('settings');
  const files = useFiles();
  const [done, setDone] = useState(false);

  return (
    <Part name="file" title={t('part.file')}>
      <Choice label={t('file.label')} text={t('file.text')}>
        <Group gap="sm">
          <Button variant="default" onClick={() => void files.save()}>
            {t('file.export')}
          </Button>
          <FileButton
            accept="application/json,.json"
            // The same file again is read again.
            key={files.read?.name ?? ''}
            onChange={(file) => {
              setDone(false);
              if (file !== null) void files.open(file);
            }}
          >
            {(props) => (
              <Button {...props} variant="default">
                {t('file.import')}
              </Button>
            )}
          </FileButton>
        </Group>
        <p className={classes.text} role="status">
          {done ? t('file.done') : ''}
        </p>
        {files.failed !== undefined && (
          <FailureNote failure={files.failed.failure} action={t(files.failed.key)} />
        )}
        {files.read !== undefined && (
          <ImportPanel
            {...files.read}
            onClose={files.close}
            onDone={() => {
              files.close();
              setDone(true);
            }}
          />
        )}
      </Choice>
    </Part>
  );
}
