// The words that CodeMirror itself shows, in the interface's language.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phrases } from './xml-setup.ts';

/** Stays the same object until the language changes, since an editor is built anew for a new one. */
export function usePhrases(): Phrases {
  const { t } = useTranslation('viewer');
  return useMemo(
    () => ({
      Find: t('phrases.find'),
      next: t('phrases.next'),
      previous: t('phrases.previous'),
      all: t('phrases.all'),
      'match case': t('phrases.matchCase'),
      regexp: t('phrases.regexp'),
      'by word': t('phrases.byWord'),
      close: t('phrases.close'),
      'Fold line': t('phrases.foldLine'),
      'Unfold line': t('phrases.unfoldLine'),
      'folded code': t('phrases.foldedCode'),
      unfold: t('phrases.unfold'),
      to: t('phrases.to'),
      'current match': t('phrases.currentMatch'),
      'on line': t('phrases.onLine'),
      '$ unchanged lines': t('phrases.unchangedLines'),
    }),
    [t],
  );
}
