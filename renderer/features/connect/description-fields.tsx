// What a person says about a host: name, colour, notes, and how it is opened.
import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HOST_COLOURS } from '../../../shared/model/connect.ts';
import { hostColour } from '../../live/host-colours.ts';
import { ColourField } from '../../ui/colour-field.tsx';
import classes from './connect.module.css';
import type { HostForm } from './use-host-form.ts';

export function DescriptionFields({ form }: { readonly form: HostForm }) {
  const { t } = useTranslation('connect');
  const { t: tHosts } = useTranslation('hosts');
  const { description, describe } = form;
  const colours = HOST_COLOURS.map((id) => ({ id, label: tHosts(`colour.${id}`), css: hostColour(id) }));
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
        <ColourField
          legend={t('colour')}
          colours={colours}
          value={description.colour}
          onChange={(colour) => describe({ colour })}
        />
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
