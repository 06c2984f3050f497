// How screens, serial consoles and shells begin.
import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RELEASE_KEYS, SCREEN_FITS } from '../../../shared/model/settings.ts';
import { OneOf } from './one-of.tsx';
import { Choice, Part } from './part.tsx';
import { usePreferences } from './preferences.ts';
import classes from './settings.module.css';

/** Offered; any from 8 to 32 can be set in the file. */
const FONTS_PX: readonly number[] = [10, 11, 12, 13, 14, 15, 16, 18, 20, 24];

function fonts(now: number): readonly number[] {
  return FONTS_PX.includes(now) ? FONTS_PX : [...FONTS_PX, now].sort((a, b) => a - b);
}

export function ConsolesPart() {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  return (
    <Part
      name="consoles"
      title={t('part.consoles')}
      fields={['consolesConnect', 'screenFit', 'releaseKeys', 'terminalFontPx']}
    >
      <Choice label={t('label.consolesConnect')} text={t('consolesConnect.text')}>
        <Switch
          size="xs"
          label={t('consolesConnect.switch')}
          checked={settings.consolesConnect}
          onChange={(event) => set({ consolesConnect: event.currentTarget.checked })}
        />
      </Choice>
      <OneOf
        label={t('label.screenFit')}
        text={t('screenFitText')}
        values={SCREEN_FITS}
        value={settings.screenFit}
        wordOf={(value) => t(`screenFit.${value}`)}
        onChange={(screenFit) => set({ screenFit })}
      />
      <OneOf
        label={t('label.releaseKeys')}
        text={t('releaseKeysText')}
        values={RELEASE_KEYS}
        value={settings.releaseKeys}
        wordOf={(value) => t(`releaseKeys.${value}`)}
        onChange={(releaseKeys) => set({ releaseKeys })}
      />
      <Choice label={t('label.terminalFontPx')}>
        <NativeSelect
          aria-label={t('label.terminalFontPx')}
          className={classes.narrow}
          value={String(settings.terminalFontPx)}
          onChange={(event) => set({ terminalFontPx: Number(event.currentTarget.value) })}
          data={fonts(settings.terminalFontPx).map((px) => ({
            value: String(px),
            label: t('pixels', { count: px }),
          }))}
        />
      </Choice>
    </Part>
  );
}
