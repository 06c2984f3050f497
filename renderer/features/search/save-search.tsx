// The button beside the search box that gives a search a name; filled for one that has one.
import { ActionIcon, Popover } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_SEARCHES } from '../../../shared/model/settings.ts';
import classes from './search.module.css';
import { SearchForm } from './search-form.tsx';
import { useSavedSearches } from './use-saved-searches.ts';

export const SaveSearch = memo(function SaveSearch({ query }: { readonly query: string }) {
  const { t } = useTranslation('search');
  const searches = useSavedSearches();
  const [opened, setOpened] = useState(false);
  const saved = searches.all.find((one) => one.query === query.trim());
  const full = saved === undefined && searches.all.length >= MOST_SEARCHES;
  const offer = full ? t('saved.full', { count: MOST_SEARCHES }) : t('saved.add');
  const label = saved === undefined ? offer : t('saved.change', { name: saved.name });
  const Icon = saved === undefined ? IconBookmark : IconBookmarkFilled;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          aria-label={label}
          title={label}
          disabled={full || query.trim() === ''}
          onClick={() => setOpened(!opened)}
        >
          <Icon size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label} className={classes.popover}>
        <SearchForm
          key={saved?.id ?? query}
          initial={saved ?? { name: '', query: query.trim(), colour: 'none' }}
          withQuery={false}
          onSave={(words) => (saved === undefined ? searches.add(words) : searches.edit(saved.id, words))}
          onClose={() => setOpened(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
});
