// What concerns the whole window: the engine is gone, this page was refused, settings were not saved.
import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEngineFailing, useLink, useSettingsTroubles } from '../../live/hooks.ts';
import { useTroubleWords } from '../../live/trouble-words.ts';
import classes from './shell.module.css';

export function Banners() {
  const { t } = useTranslation('app');
  const { t: tUi } = useTranslation('ui');
  const link = useLink();
  const failing = useEngineFailing();
  const { unread, putAway } = useSettingsTroubles();
  const words = useTroubleWords();
  return (
    <>
      {link !== 'up' && (
        <div role="alert" className={classes.banner} data-grave>
          <span>
            {link === 'lost' && failing !== undefined
              ? t('banner.failing', { folder: failing })
              : t(`banner.${link}`)}
          </span>
        </div>
      )}
      {unread.map((trouble) => (
        <div key={trouble.id} role="alert" className={classes.banner}>
          <span>{words(trouble)}</span>
          <CloseButton size="sm" aria-label={tUi('dismiss')} onClick={() => putAway(trouble.id)} />
        </div>
      ))}
    </>
  );
}
