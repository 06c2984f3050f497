// "Connect to…": system, session, or a URI of one's own; read-only or not.
import { Button, Checkbox, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useRequest } from '../../live/hooks.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './connect.module.css';
import { checkUri, type UriVerdict } from './uri-check.ts';

interface ConnectDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Came from outside (a second start, a link): filled in and shown in full, never connected to by itself. */
  readonly offeredUri?: string;
}

export function ConnectDialog({ opened, onClose, offeredUri }: ConnectDialogProps) {
  const { t } = useTranslation('connect');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<span className={classes.title}>{t('title')}</span>}
      size="md"
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <ConnectForm key={offeredUri} onClose={onClose} offered={offeredUri} />
    </Modal>
  );
}

const option = { size: 'xs', classNames: { label: classes.text, description: classes.description } } as const;

type Where = 'system' | 'session' | 'other';

const KNOWN: Readonly<Record<Exclude<Where, 'other'>, string>> = {
  system: 'qemu:///system',
  session: 'qemu:///session',
};

interface ConnectFormProps {
  readonly onClose: () => void;
  readonly offered: string | undefined;
}

/** Built anew each time the dialog opens, so that nothing of the last time is left in it. */
function ConnectForm({ onClose, offered }: ConnectFormProps) {
  const { t } = useTranslation('connect');
  const [where, setWhere] = useState<Where>(offered === undefined ? 'system' : 'other');
  const [typed, setTyped] = useState(offered ?? '');
  const [readOnly, setReadOnly] = useState(false);
  const navigate = useNavigate();
  const add = useRequest((api, input: { uri: string; readOnly: boolean }) => api.connections.add(input));
  const uri = where === 'other' ? typed.trim() : KNOWN[where];
  const verdict = checkUri(uri);

  async function connect(event: FormEvent) {
    event.preventDefault();
    if (!verdict.ok) return;
    const added = await add.run({ uri, readOnly });
    if (!added.ok) return;
    onClose();
    navigate({ page: 'host', connection: added.value });
  }

  return (
    <form onSubmit={connect}>
      <Stack gap="md">
        {offered !== undefined && <p className={classes.offered}>{t('offered')}</p>}
        <Radio.Group aria-label={t('where')} value={where} onChange={(value) => setWhere(whereOf(value))}>
          <Stack gap="sm">
            <Radio
              {...option}
              value="system"
              label={t('system')}
              description={t('systemText')}
              data-autofocus
            />
            <Radio {...option} value="session" label={t('session')} description={t('sessionText')} />
            <Radio {...option} value="other" label={t('other')} description={t('otherText')} />
          </Stack>
        </Radio.Group>
        <UriInput where={where} uri={where === 'other' ? typed : uri} verdict={verdict} onType={setTyped} />
        <Checkbox
          classNames={{ label: classes.text }}
          label={t('readOnly')}
          checked={readOnly}
          onChange={(event) => setReadOnly(event.currentTarget.checked)}
        />
        {add.failure && <FailureNote failure={add.failure} action={t('failed', { uri })} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!verdict.ok} loading={add.pending}>
            {t('connect')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface UriInputProps {
  readonly where: Where;
  readonly uri: string;
  readonly verdict: UriVerdict;
  readonly onType: (text: string) => void;
}

function UriInput({ where, uri, verdict, onType }: UriInputProps) {
  const { t } = useTranslation('connect');
  // An empty field is a beginning, not a mistake.
  const wrong = !verdict.ok && verdict.problem !== 'empty';
  return (
    <TextInput
      classNames={{
        label: classes.text,
        description: classes.description,
        error: classes.error,
        input: classes.input,
      }}
      label={t('uri')}
      placeholder={t('uriPlaceholder')}
      description={where === 'other' ? t('uriExamples') : undefined}
      readOnly={where !== 'other'}
      value={uri}
      maxLength={5000}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onType(event.currentTarget.value)}
      error={wrong ? t(`problem.${verdict.problem}`, problemWords(verdict.transport, uri)) : undefined}
    />
  );
}

function problemWords(transport: string | undefined, uri: string): Record<string, string> {
  return { transport: transport ?? '', uri: uri.trim() };
}

function whereOf(value: string): Where {
  return value === 'session' || value === 'other' ? value : 'system';
}
