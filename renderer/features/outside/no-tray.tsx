// The icon in the tray was asked for where no tray is.
import { useTranslation } from 'react-i18next';
import { NoteLine } from './note-line.tsx';
import classes from './outside.module.css';

export function NoTray({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('outside');
  return (
    <NoteLine role="status" title={t('noTray.title')} onClose={onClose}>
      <p className={classes.text}>{t('noTray.text')}</p>
    </NoteLine>
  );
}
