// Says over all pages that what is shown is a demo, as long as nothing else is.
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHosts } from '../../live/hooks.ts';
import classes from './shell.module.css';

export function DemoNote({ onAdd }: { readonly onAdd: () => void }) {
  const { t } = useTranslation('app');
  const { t: tUi } = useTranslation('ui');
  const [closed, setClosed] = useState(false);
  const hosts = useHosts();
  if (closed || hosts.length === 0 || hosts.some((host) => host.transport !== 'demo')) return null;
  return (
    <aside aria-label={t('demo.name')} className={classes.demo}>
      <span>{t('demo.text')}</span>
      <Button size="compact-xs" variant="default" onClick={onAdd}>
        {t('demo.add')}
      </Button>
      <CloseButton size="sm" aria-label={tUi('dismiss')} onClick={() => setClosed(true)} />
    </aside>
  );
}
