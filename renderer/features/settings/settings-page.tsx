// Preferences: parts one below the other, a list of them to jump by, and a box that finds a setting by its words.
import { Alert, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettingsTroubles } from '../../live/hooks.ts';
import { useTroubleWords } from '../../live/trouble-words.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Page } from '../../ui/page.tsx';
import { AppearancePart } from './appearance-part.tsx';
import { ConfirmationsPart } from './confirmations-part.tsx';
import { ConsolesPart } from './consoles-part.tsx';
import { FilePart } from './file-part.tsx';
import { MachinesPart } from './machines-part.tsx';
import { PreferencesContext, usePreferencesState } from './preferences.ts';
import classes from './settings.module.css';
import { StatisticsPart } from './statistics-part.tsx';
import { TasksPart } from './tasks-part.tsx';
import { TrayPart } from './tray-part.tsx';

const PARTS = [
  'appearance',
  'machines',
  'statistics',
  'consoles',
  'tasks',
  'confirmations',
  'tray',
  'file',
] as const;
type PartName = (typeof PARTS)[number];

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const [query, setQuery] = useState('');
  const preferences = usePreferencesState(query);
  return (
    <Page
      title={t('title')}
      toolbar={
        <TextInput
          data-find
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      }
    >
      <div className={classes.columns}>
        <PartList />
        <div className={classes.parts}>
          <Troubles />
          {preferences.failure && <FailureNote failure={preferences.failure} action={t('failed')} />}
          <PreferencesContext value={preferences}>
            <div className={classes.all}>
              <AppearancePart />
              <MachinesPart />
              <StatisticsPart />
              <ConsolesPart />
              <TasksPart />
              <ConfirmationsPart />
              <TrayPart />
              <FilePart />
            </div>
            <p className={classes.nothing} role="status">
              {query === '' ? '' : t('nothing', { query })}
            </p>
          </PreferencesContext>
        </div>
      </div>
    </Page>
  );
}

/** Goes to a part and gives it the focus, so that the next Tab is inside it. */
function goTo(name: PartName): void {
  const heading = document.getElementById(`settings-${name}`);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

function PartList() {
  const { t } = useTranslation('settings');
  return (
    <nav aria-label={t('parts')} className={classes.list}>
      {PARTS.map((name) => (
        <button key={name} type="button" className={classes.jump} onClick={() => goTo(name)}>
          {t(`part.${name}`)}
        </button>
      ))}
    </nav>
  );
}

/** What was put away above the pages, and still holds. */
function Troubles() {
  const words = useTroubleWords();
  return useSettingsTroubles().read.map((trouble) => (
    <Alert key={trouble.id} color="yellow">
      {words(trouble)}
    </Alert>
  ));
}
