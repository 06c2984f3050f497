// The inside of the dialog; built anew each time it opens, so that nothing of the last time is left in it.
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSuggestion } from '../../../shared/model/connect.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import { useFetched } from '../../live/hooks.ts';
import type { OfferedHost } from '../../live/outside.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './connect.module.css';
import { DescriptionFields } from './description-fields.tsx';
import { DialogFooter } from './dialog-footer.tsx';
import { FoundHosts } from './found-hosts.tsx';
import { type Choice, PresetList } from './preset-list.tsx';
import { TestSteps } from './test-steps.tsx';
import { fieldsOf } from './uri-builder.ts';
import { PresetSection } from './uri-fields.tsx';
import { type HostForm, useHostForm } from './use-host-form.ts';
import { useHostTest } from './use-host-test.ts';
import { nameFor, useSaveFound, useSaveHost } from './use-save-host.ts';

interface HostDialogFormProps {
  readonly onClose: () => void;
  readonly offered: OfferedHost | undefined;
  readonly host: HostSummary | undefined;
}

const NONE: readonly HostSuggestion[] = [];

export function HostDialogForm({ onClose, offered, host }: HostDialogFormProps) {
  const form = useHostForm(host?.profile, offered?.uri);
  const [choosing, setChoosing] = useState(false);
  // What could not be found is not missed: the presets are there.
  const suggestions = useFetched((api) => api.connections.suggestions({}), []).value ?? NONE;
  const found = host === undefined ? suggestions : NONE;

  function choose(choice: Choice) {
    setChoosing(choice === 'found');
    // A port is one of its transport; user and host are the same whichever way.
    if (choice !== 'found' && choice !== form.fields.preset) form.change({ preset: choice, port: '' });
  }

  function pick(suggestion: HostSuggestion) {
    setChoosing(false);
    form.change(fieldsOf(suggestion.uri));
    form.describe({ name: nameFor(suggestion) });
  }

  const presets = (
    <PresetList value={choosing ? 'found' : form.fields.preset} found={found.length} onChange={choose} />
  );
  return choosing ? (
    <FoundForm found={found} presets={presets} onPick={pick} onClose={onClose} />
  ) : (
    <OneHostForm form={form} host={host} offered={offered} presets={presets} onClose={onClose} />
  );
}

interface OneHostFormProps {
  readonly form: HostForm;
  readonly host: HostSummary | undefined;
  readonly offered: OfferedHost | undefined;
  readonly presets: ReactNode;
  readonly onClose: () => void;
}

function OneHostForm({ form, host, offered, presets, onClose }: OneHostFormProps) {
  const { t } = useTranslation('connect');
  const test = useHostTest(form.uri, form.description.readOnly);
  const { save, pending, failure } = useSaveHost(host, onClose);
  const action = t(host === undefined ? 'failed' : 'failedEdit', { uri: form.uri, name: host?.name ?? '' });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (form.ready) save(form.profile);
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.columns}>
        {presets}
        <div className={classes.main}>
          {offered !== undefined && <p className={classes.note}>{t(`offered.${offered.from}`)}</p>}
          <PresetSection form={form} />
          <DescriptionFields form={form} />
          {test.progress !== undefined && <TestSteps progress={test.progress} />}
          {failure !== undefined && <FailureNote failure={failure} action={action} />}
        </div>
      </div>
      <DialogFooter
        submitLabel={t(host === undefined ? 'add' : 'save')}
        ready={form.ready}
        pending={pending}
        onClose={onClose}
        test={test}
      />
    </form>
  );
}

interface FoundFormProps {
  readonly found: readonly HostSuggestion[];
  readonly presets: ReactNode;
  readonly onPick: (suggestion: HostSuggestion) => void;
  readonly onClose: () => void;
}

function FoundForm({ found, presets, onPick, onClose }: FoundFormProps) {
  const { t } = useTranslation('connect');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { save, pending, failure } = useSaveFound(onClose);

  function submit(event: FormEvent) {
    event.preventDefault();
    save(found.filter(({ uri }) => chosen.has(uri)));
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.columns}>
        {presets}
        <div className={classes.main}>
          <FoundHosts found={found} chosen={chosen} onChoose={setChosen} onPick={onPick} />
          {failure !== undefined && <FailureNote failure={failure} action={t('failedSome')} />}
        </div>
      </div>
      <DialogFooter
        submitLabel={t('found.add', { count: chosen.size })}
        ready={chosen.size > 0}
        pending={pending}
        onClose={onClose}
      />
    </form>
  );
}
