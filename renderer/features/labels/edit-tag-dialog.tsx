// Another name or colour for a tag wherever it is, or no such tag any more.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostColour } from '../../../shared/model/connect.ts';
import { labelName } from '../../../shared/model/labels.ts';
import { useDomains } from '../../live/hooks.ts';
import { useChangeLabels } from '../../live/label-changes.ts';
import { knownTags } from '../../live/labels.ts';
import { ColourField } from '../../ui/colour-field.tsx';
import { LabelDialog } from './label-dialog.tsx';
import classes from './labels.module.css';
import { tagProblem } from './name-problem.ts';
import { useColours } from './use-colours.ts';

interface EditTagProps {
  readonly tag: string;
  readonly onClose: () => void;
}

export function EditTagDialog({ tag, onClose }: EditTagProps) {
  const { t } = useTranslation('labels');
  const change = useChangeLabels();
  const colours = useColours();
  const all = knownTags(useDomains());
  const known = all.find(({ name }) => name === tag);
  const before = known?.colour ?? 'none';
  const [text, setText] = useState(tag);
  const [colour, setColour] = useState<HostColour>(before);
  const name = labelName(text);
  const problem = tagProblem(text);
  const joins = name !== tag && all.some((one) => one.name === name);

  function remove(): void {
    void change('tagRemoved', tag, (api) => api.labels.removeTag({ tag }));
    onClose();
  }

  function save(): void {
    if (name === undefined) return;
    const wanted = { ...(name !== tag && { name }), ...(colour !== before && { colour }) };
    void change('tagChanged', name, (api) => api.labels.changeTag({ tag, ...wanted }));
    onClose();
  }

  return (
    <LabelDialog
      title={t('tag.edit', { name: tag })}
      doLabel={t('save')}
      blocked={known === undefined || name === undefined || (name === tag && colour === before)}
      onDo={save}
      onClose={onClose}
      aside={
        <Button variant="default" color="red" disabled={known === undefined} onClick={remove}>
          {t('tag.remove')}
        </Button>
      }
    >
      <TextInput
        data-autofocus
        label={t('tag.name')}
        value={text}
        error={problem === undefined ? undefined : t(`problem.${problem}`)}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ColourField legend={t('colour')} colours={colours} value={colour} onChange={setColour} />
      <p className={classes.note}>
        {known === undefined ? t('gone.tag') : t('tag.everywhere', { count: known.count })}
      </p>
      {joins && <p className={classes.note}>{t('tag.joins', { name })}</p>}
    </LabelDialog>
  );
}
