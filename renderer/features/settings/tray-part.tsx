// The icon in the desktop's tray; a browser has none, and not every desktop.
import { Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desktop } from '../../live/desktop.ts';
import { Choice, Part } from './part.tsx';
import { usePreferences } from './preferences.ts';
import classes from './settings.module.css';

/** Undefined until it is known. */
function useTrayHere(): boolean | undefined {
  const [here, setHere] = useState<boolean>();
  useEffect(() => {
    let asked = true;
    void (desktop()?.hasTray() ?? Promise.resolve(false)).then((has) => {
      if (asked) setHere(has);
    });
    return () => {
      asked = false;
    };
  }, []);
  return here;
}

export function TrayPart() {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  const here = useTrayHere();
  const isBrowser = desktop() === undefined;
  return (
    <Part name="tray" title={t('part.tray')} fields={['tray']}>
      <Choice label={t('label.tray')} text={t('tray.text')}>
        <Switch
          size="xs"
          label={t('tray.show')}
          checked={settings.tray}
          onChange={(event) => set({ tray: event.currentTarget.checked })}
        />
        {here === false && <p className={classes.note}>{t(isBrowser ? 'tray.browser' : 'tray.none')}</p>}
      </Choice>
    </Part>
  );
}
