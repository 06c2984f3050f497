// Preferences: theme, language, how often statistics are measured.
import { Alert, NativeSelect, SegmentedControl, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/failure.ts';
import type { Language, Theme } from '../../../shared/model/settings.ts';
import {
  type SettingsChange,
  useChangeSettings,
  useSettings,
  useSettingsTroubles,
} from '../../live/hooks.ts';
import { useTroubleWords } from '../../live/trouble-words.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Page } from '../../ui/page.tsx';
import classes from './settings.module.css';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const LANGUAGES: readonly Language[] = ['system', 'en', 'zh-CN'];
/** Offered; the engine takes any from 1 to 60 seconds. */
const INTERVALS_S: readonly number[] = [1, 2, 5, 10, 30, 60];

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const settings = useSettings();
  const change = useChangeSettings();
  const [failure, setFailure] = useState<Failure>();

  async function set(wanted: SettingsChange) {
    const result = await change(wanted);
    setFailure(result.ok ? undefined : result.failure);
  }

  return (
    <Page title={t('title')}>
      <Stack gap="lg" className={classes.form}>
        <Troubles />
        {failure && <FailureNote failure={failure} action={t('failed')} />}
        <Choice label={t('theme.label')}>
          <SegmentedControl
            size="sm"
            aria-label={t('theme.label')}
            value={settings.theme}
            onChange={(value) => void set({ theme: THEMES.find((theme) => theme === value) ?? 'system' })}
            data={THEMES.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
          />
        </Choice>
        <Choice label={t('language.label')}>
          <SegmentedControl
            size="sm"
            aria-label={t('language.label')}
            value={settings.language}
            onChange={(value) => void set({ language: LANGUAGES.find((one) => one === value) ?? 'system' })}
            data={LANGUAGES.map((language) => ({ value: language, label: t(`language.${language}`) }))}
          />
        </Choice>
        <Choice label={t('interval.label')} text={t('interval.text')}>
          <NativeSelect
            aria-label={t('interval.label')}
            value={String(settings.statisticsIntervalMs / 1000)}
            onChange={(event) => void set({ statisticsIntervalMs: Number(event.currentTarget.value) * 1000 })}
            data={intervals(settings.statisticsIntervalMs / 1000).map((seconds) => ({
              value: String(seconds),
              label: t('interval.every', { count: seconds }),
            }))}
            className={classes.narrow}
          />
        </Choice>
      </Stack>
    </Page>
  );
}

/** What is set now is among the choices, even when it was set by hand in the file. */
function intervals(now: number): readonly number[] {
  return INTERVALS_S.includes(now) ? INTERVALS_S : [...INTERVALS_S, now].sort((a, b) => a - b);
}

interface ChoiceProps {
  readonly label: string;
  readonly text?: string;
  readonly children: ReactNode;
}

/** The control in it carries the label for assistive technology. */
function Choice({ label, text, children }: ChoiceProps) {
  return (
    <div>
      <div className={classes.label} aria-hidden>
        {label}
      </div>
      {text !== undefined && <p className={classes.text}>{text}</p>}
      {children}
    </div>
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
