// What concerns the whole window: the engine is gone, this page was refused, settings were not saved.
import { CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLink, useSettingsTrouble } from '../../live/hooks.ts';
import classes from './shell.module.css';

export function Banners() {
  const { t } = useTranslation('app');
  const { t: tUi } = useTranslation('ui');
  const link = useLink();
  const trouble = useSettingsTrouble();
  const [read, setRead] = useState<typeof trouble>();
  return (
    <>
      {link !== 'up' && (
        <div role="alert" className={classes.banner} data-grave>
          {t(link === 'lost' ? 'banner.lost' : 'banner.refused')}
        </div>
      )}
      {trouble !== undefined && trouble !== read && (
        <div role="alert" className={classes.banner}>
          <span>
            {t(`banner.settings.${trouble.what}`, { kept: trouble.keptAs ?? '', message: trouble.message })}
          </span>
          <CloseButton size="sm" aria-label={tUi('dismiss')} onClick={() => setRead(trouble)} />
        </div>
      )}
    </>
  );
}
