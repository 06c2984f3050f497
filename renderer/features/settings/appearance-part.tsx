// How the windows look, and what they speak.
import { useTranslation } from 'react-i18next';
import { type Density, LANGUAGES, THEMES } from '../../../shared/model/settings.ts';
import { OneOf } from './one-of.tsx';
import { Part } from './part.tsx';
import { usePreferences } from './preferences.ts';

const DENSITIES: readonly Density[] = ['compact', 'comfortable'];

export function AppearancePart() {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  return (
    <Part name="appearance" title={t('part.appearance')} fields={['theme', 'language', 'density']}>
      <OneOf
        label={t('label.theme')}
        values={THEMES}
        value={settings.theme}
        wordOf={(value) => t(`theme.${value}`)}
        onChange={(theme) => set({ theme })}
      />
      <OneOf
        label={t('label.language')}
        values={LANGUAGES}
        value={settings.language}
        wordOf={(value) => t(`language.${value}`)}
        onChange={(language) => set({ language })}
      />
      <OneOf
        label={t('label.density')}
        text={t('densityText')}
        values={DENSITIES}
        value={settings.density}
        wordOf={(value) => t(`density.${value}`)}
        onChange={(density) => set({ density })}
      />
    </Part>
  );
}
