// The sidebar's searches: each is a group that fills itself. They can be dragged, or moved with Alt and the arrows.
import { ActionIcon, Menu } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedSearch } from '../../../shared/model/settings.ts';
import { usePlace } from '../../live/hooks.ts';
import { hostColour } from '../../live/host-colours.ts';
import { hashOf } from '../../live/place.ts';
import { useSearchCounts } from '../../live/search/hooks.ts';
import { ContextMenu, type Point } from '../../ui/context-menu.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { SearchForm } from './search-form.tsx';
import classes from './searches.module.css';
import { type SavedSearches, useSavedSearches } from './use-saved-searches.ts';

interface RowProps {
  readonly search: SavedSearch;
  readonly index: number;
  readonly searches: SavedSearches;
  readonly count: number | undefined;
  readonly dragged: string | undefined;
  readonly onDrag: (id: string | undefined) => void;
  readonly onContext: (search: SavedSearch, at: Point) => void;
}

function SearchRow({ search, index, searches, count, dragged, onDrag, onContext }: RowProps) {
  const { t } = useTranslation('search');
  const place = usePlace();
  const format = useFormat();
  const { id, name, query, colour } = search;
  const here = place.page === 'search' && place.query === query;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Delete') searches.remove(id);
    else if (event.altKey && event.key === 'ArrowUp') searches.move(id, index - 1);
    else if (event.altKey && event.key === 'ArrowDown') searches.move(id, index + 2);
    else return;
    event.preventDefault();
  }

  return (
    <li>
      <a
        href={hashOf({ page: 'search', query })}
        className={classes.search}
        aria-current={here ? 'page' : undefined}
        aria-keyshortcuts="Delete Alt+ArrowUp Alt+ArrowDown"
        title={`${name}\n${query}`}
        draggable
        data-dragged={dragged === id || undefined}
        onKeyDown={onKeyDown}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          onDrag(id);
        }}
        onDragEnd={() => onDrag(undefined)}
        onDragOver={(event) => {
          if (dragged !== undefined) event.preventDefault();
        }}
        onDrop={(event) => {
          if (dragged === undefined) return;
          event.preventDefault();
          const from = searches.all.findIndex((one) => one.id === dragged);
          searches.move(dragged, from < index ? index + 1 : index);
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          onContext(search, { x: event.clientX, y: event.clientY });
        }}
      >
        <IconSearch size={13} aria-hidden style={{ color: hostColour(colour) }} />
        <span className={classes.name}>{name}</span>
        {count === undefined ? (
          <span className={classes.count} />
        ) : (
          <span className={classes.count} title={t('saved.count', { count })}>
            {format.number(count)}
          </span>
        )}
      </a>
    </li>
  );
}

interface ItemsProps {
  readonly search: SavedSearch;
  readonly searches: SavedSearches;
  readonly onEdit: () => void;
}

function Items({ search, searches, onEdit }: ItemsProps) {
  const { t } = useTranslation('search');
  const index = searches.all.findIndex(({ id }) => id === search.id);
  return (
    <>
      <Menu.Item onClick={onEdit}>{t('saved.edit')}</Menu.Item>
      <Menu.Item disabled={index <= 0} onClick={() => searches.move(search.id, index - 1)}>
        {t('saved.moveUp')}
      </Menu.Item>
      <Menu.Item
        disabled={index === searches.all.length - 1}
        onClick={() => searches.move(search.id, index + 2)}
      >
        {t('saved.moveDown')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => searches.remove(search.id)}>{t('saved.delete')}</Menu.Item>
    </>
  );
}

function Removed({ searches }: { readonly searches: SavedSearches }) {
  const { t } = useTranslation('search');
  return (
    <div role="status">
      {searches.removed !== undefined && (
        <div className={classes.removed}>
          <span>{t('saved.deleted', { name: searches.removed.search.name })}</span>
          <button type="button" onClick={searches.undo}>
            {t('saved.undo')}
          </button>
          <ActionIcon size={18} aria-label={t('saved.close')} onClick={searches.forget}>
            <IconX size={12} />
          </ActionIcon>
        </div>
      )}
    </div>
  );
}

export function SavedSearchList() {
  const { t } = useTranslation('search');
  const searches = useSavedSearches();
  const counts = useSearchCounts(searches.all);
  const [menu, setMenu] = useState<{ readonly search: SavedSearch; readonly at: Point }>();
  const [editing, setEditing] = useState<SavedSearch>();
  const [dragged, setDragged] = useState<string>();
  if (searches.all.length === 0 && searches.removed === undefined) return null;
  return (
    <section className={classes.section} aria-label={t('saved.title')}>
      <h2 className={classes.heading}>{t('saved.title')}</h2>
      <ul>
        {searches.all.map((search, index) => (
          <SearchRow
            key={search.id}
            search={search}
            index={index}
            searches={searches}
            count={counts.get(search.id)}
            dragged={dragged}
            onDrag={setDragged}
            onContext={(of, at) => setMenu({ search: of, at })}
          />
        ))}
      </ul>
      <Removed searches={searches} />
      <ContextMenu at={menu?.at} label={menu?.search.name ?? ''} onClose={() => setMenu(undefined)}>
        {menu !== undefined && (
          <Items search={menu.search} searches={searches} onEdit={() => setEditing(menu.search)} />
        )}
      </ContextMenu>
      {editing !== undefined && (
        <Dialog
          opened
          title={t('saved.editTitle', { name: editing.name })}
          closeButtonProps={{ 'aria-label': t('saved.close') }}
          onClose={() => setEditing(undefined)}
        >
          <SearchForm
            initial={editing}
            withQuery
            onSave={(words) => searches.edit(editing.id, words)}
            onClose={() => setEditing(undefined)}
          />
        </Dialog>
      )}
    </section>
  );
}
