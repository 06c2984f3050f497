// What a preset asks for, what should be known about it, and the URI that it makes.
import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CommandLine } from '../../ui/command.tsx';
import classes from './connect.module.css';
import { Field, inputClasses } from './field.tsx';
import { USUAL_PORTS } from './uri-builder.ts';
import type { HostForm } from './use-host-form.ts';

interface FormProps {
  readonly form: HostForm;
}

function SshFields({ form }: FormProps) {
  const { t } = useTranslation('connect');
  return (
    <>
      <div className={classes.row}>
        <Field form={form} name="user" placeholder={t('userPlaceholder')} />
        <Field form={form} name="host" placeholder={t('hostPlaceholder')} />
        <Field form={form} name="port" placeholder={USUAL_PORTS.ssh} />
      </div>
      <div className={classes.row} data-two>
        <NativeSelect
          classNames={{ label: classes.text }}
          label={t('daemon')}
          value={form.fields.daemon}
          data={[
            { value: 'system', label: t('daemonSystem') },
            { value: 'session', label: t('daemonSession') },
          ]}
          onChange={(event) =>
            form.change({ daemon: event.currentTarget.value === 'session' ? 'session' : 'system' })
          }
        />
        <Field form={form} name="keyFile" placeholder={t('keyFilePlaceholder')} />
      </div>
    </>
  );
}

function TlsFields({ form }: FormProps) {
  const { t } = useTranslation('connect');
  return (
    <>
      <div className={classes.row} data-host>
        <Field form={form} name="host" placeholder={t('hostPlaceholder')} />
        <Field form={form} name="port" placeholder={USUAL_PORTS.tls} />
      </div>
      <Field form={form} name="certificates" placeholder={t('certificatesPlaceholder')} />
    </>
  );
}

function TcpFields({ form }: FormProps) {
  const { t } = useTranslation('connect');
  return (
    <div className={classes.row} data-host>
      <Field form={form} name="host" placeholder={t('hostPlaceholder')} />
      <Field form={form} name="port" placeholder={USUAL_PORTS.tcp} />
    </div>
  );
}

function AnyUri({ form }: FormProps) {
  const { t } = useTranslation('connect');
  const { verdict, uri } = form;
  // An empty field is a beginning, not a mistake.
  const wrong = !verdict.ok && verdict.problem !== 'empty';
  return (
    <TextInput
      classNames={inputClasses}
      label={t('uri')}
      placeholder="qemu+ssh://root@host/system"
      description={t('uriExamples')}
      value={form.fields.uri}
      maxLength={5000}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => form.change({ uri: event.currentTarget.value })}
      error={wrong ? t(`problem.${verdict.problem}`, { transport: verdict.transport ?? '', uri }) : undefined}
    />
  );
}

function PresetFields({ form }: FormProps) {
  switch (form.fields.preset) {
    case 'system':
    case 'session':
    case 'demo':
      return null;
    case 'ssh':
      return <SshFields form={form} />;
    case 'tls':
      return <TlsFields form={form} />;
    case 'tcp':
      return <TcpFields form={form} />;
    case 'other':
      return <AnyUri form={form} />;
  }
}

/** What a person should know before connecting; a warning where others can listen, or where a program is run. */
function Notes({ form }: FormProps) {
  const { t } = useTranslation('connect');
  const notes = form.verdict.ok ? form.verdict.notes : [];
  // TCP is what it is before a host is typed.
  const shown = form.fields.preset === 'tcp' ? (['not-encrypted'] as const) : notes;
  return shown.map((note) => (
    <p key={note} role="note" className={classes.note} data-mild={note === 'taken-as-ssh' || undefined}>
      {t(`note.${note}`)}
    </p>
  ));
}

export function PresetSection({ form }: FormProps) {
  const { t } = useTranslation('connect');
  const { preset } = form.fields;
  return (
    <>
      <p className={classes.intro}>{t(`intro.${preset}`)}</p>
      <PresetFields form={form} />
      <Notes form={form} />
      {preset !== 'other' && (
        <section className={classes.preview} aria-label={t('preview')}>
          <span className={classes.text}>{t('uri')}</span>
          <CommandLine command={form.uri} />
        </section>
      )}
    </>
  );
}
