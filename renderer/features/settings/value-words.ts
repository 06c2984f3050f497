// Settings and their values in words, for whoever is to say yes to a change of them.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingChange } from '../../../shared/model/transfer.ts';

/** Their values have words of their own. */
const WORDED: ReadonlySet<string> = new Set([
  'theme',
  'language',
  'density',
  'machineStart',
  'screenFit',
  'releaseKeys',
]);
const LONGEST = 120;
const BULK = 'bulk-';

/** A question that is no longer asked, by its name; one of a newer version has only its name. */
export function useQuestionWords(): (name: string) => string {
  const { t } = useTranslation('settings');
  const { t: tDomains } = useTranslation('domains');
  return useCallback(
    (name) => {
      if (!name.startsWith(BULK)) return name;
      return t('confirmations.bulk', { action: tDomains(`action.${name.slice(BULK.length)}`) });
    },
    [t, tDomains],
  );
}

/** How long guests may take: whole minutes are said as such. */
export function useTimeWords(): (ms: number) => string {
  const { t } = useTranslation('settings');
  return useCallback(
    (ms) => (ms % 60_000 === 0 ? t('minutes', { count: ms / 60_000 }) : t('seconds', { count: ms / 1000 })),
    [t],
  );
}

export interface ValueWords {
  fieldOf(field: SettingChange['field']): string;
  /** Undefined for what is too large to be said, like a view with its columns. */
  wordsOf(field: SettingChange['field'], value: unknown): string | undefined;
}

export function useValueWords(): ValueWords {
  const { t } = useTranslation('settings');
  const question = useQuestionWords();
  const time = useTimeWords();
  const wordsOf = (field: string, value: unknown): string | undefined => {
    if (typeof value === 'boolean') return t(value ? 'value.on' : 'value.off');
    if (WORDED.has(field) && typeof value === 'string')
      return t(`${field}.${value}`, { defaultValue: value });
    if (field === 'statisticsIntervalMs') return t('interval.every', { count: Number(value) / 1000 });
    if (field === 'guestTimeoutMs') return time(Number(value));
    if (field === 'terminalFontPx') return t('pixels', { count: Number(value) });
    if (Array.isArray(value)) return listOf(field, value);
    return typeof value === 'string' ? value.slice(0, LONGEST) : undefined;
  };
  const listOf = (field: string, values: readonly unknown[]): string => {
    if (values.length === 0) return t('value.none');
    if (field === 'measured')
      return values.map((one) => t(`measured.${String(one)}`)).join(t('value.between'));
    if (field === 'skippedQuestions')
      return values.map((one) => question(String(one))).join(t('value.between'));
    return t('value.entries', { count: values.length });
  };
  return {
    fieldOf: (field) => t(`label.${field}`, { defaultValue: field }),
    wordsOf,
  };
}
