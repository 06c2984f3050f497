// Name, colour and words of a saved search.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HOST_COLOURS } from '../../../shared/model/connect.ts';
import { hostColour } from '../../live/host-colours.ts';
import { ColourField } from '../../ui/colour-field.tsx';
import classes from './search.module.css';
import type { SearchWords } from './use-saved-searches.ts';

interface SearchFormProps {
  readonly initial: SearchWords;
  /** Whether what is searched for can be changed too. */
  readonly withQuery: boolean;
  readonly onSave: (words: SearchWords) => void;
  readonly onClose: () => void;
}

export function SearchForm({ initial, withQuery, onSave, onClose }: SearchFormProps) {
  const { t } = useTranslation('search');
  const { t: tHosts } = useTranslation('hosts');
  const [words, setWords] = useState(initial);
  const name = words.name.trim();
  const query = words.query.trim();
  const colours = HOST_COLOURS.map((id) => ({ id, label: tHosts(`colour.${id}`), css: hostColour(id) }));
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '' || query === '') return;
        onSave({ ...words, name, query });
        onClose();
      }}
    >
      <TextInput
        data-autofocus
        label={t('saved.name')}
        value={words.name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
      />
      {withQuery && (
        <TextInput
          label={t('saved.query')}
          value={words.query}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setWords({ ...words, query: event.currentTarget.value })}
        />
      )}
      <ColourField
        legend={t('saved.colour')}
        colours={colours}
        value={words.colour}
        onChange={(colour) => setWords({ ...words, colour })}
      />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('saved.cancel')}
        </Button>
        <Button type="submit" disabled={name === '' || query === ''}>
          {t('saved.save')}
        </Button>
      </div>
    </form>
  );
}
