import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';

/** Says that something is on its way. */
export function Loading({ label }: { readonly label?: string }) {
  const { t } = useTranslation('ui');
  return (
    <div className={classes.loading} role="status" data-loading>
      <Loader size={16} aria-hidden />
      <span>{label ?? t('loading')}</span>
    </div>
  );
}
