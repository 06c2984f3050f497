// What a person says about a host: name, colour, notes, and how it is opened.
import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { HOST_COLOURS, type HostColour } from '../../../shared/model/connect.ts';
import { hostColour } from '../../live/host-colours.ts';
import classes from './connect.module.css';
import type { HostForm } from './use-host-form.ts';

interface ColourFieldProps {
  readonly value: HostColour;
  readonly onChange: (colour: HostColour) => void;
}

function ColourField({ value, onChange }: ColourFieldProps) {
  const { t } = useTranslation('connect');
  const { t: tHosts } = useTranslation('hosts');
  const group = useId();
  return (
    <fieldset className={classes.colours}>
      <legend className={classes.text}>{t('colour')}</legend>
      {HOST_COLOURS.map((colour) => (
        <label
          key={colour}
          className={classes.colour}
          title={tHosts(`colour.${colour}`)}
          style={{ backgroundColor: hostColour(colour) }}
        >
          <input
            type="radio"
            name={group}
            aria-label={tHosts(`colour.${colour}`)}
            checked={value === colour}
            onChange={() => onChange(colour)}
          />
        </label>
      ))}
    </fieldset>
  );
}

export function DescriptionFields({ form }: { readonly form: HostForm }) {
  const { t } = useTranslation('connect');
  const { description, describe } = form;
  return (
    <div className={classes.description}>
      <div className={classes.row} data-two>
        <TextInput
          classNames={{ label: classes.text }}
          label={t('name')}
          placeholder={t('namePlaceholder')}
          value={description.name}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => describe({ name: event.currentTarget.value })}
        />
        <ColourField value={description.colour} onChange={(colour) => describe({ colour })} />
      </div>
      <Textarea
        size="xs"
        classNames={{ label: classes.text }}
        label={t('notes')}
        rows={2}
        resize="vertical"
        value={description.notes}
        maxLength={20_000}
        onChange={(event) => describe({ notes: event.currentTarget.value })}
      />
      <div className={classes.checks}>
        <Checkbox
          classNames={{ label: classes.text }}
          label={t('autoconnect')}
          checked={description.autoconnect}
          onChange={(event) => describe({ autoconnect: event.currentTarget.checked })}
        />
        <Checkbox
          classNames={{ label: classes.text }}
          label={t('readOnly')}
          checked={description.readOnly}
          onChange={(event) => describe({ readOnly: event.currentTarget.checked })}
        />
      </div>
    </div>
  );
}
