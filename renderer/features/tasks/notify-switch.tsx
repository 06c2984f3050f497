// Whether the desktop tells of tasks that end while no window is in front. In a browser it has to allow that first.
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChangeSettings, useSettings } from '../../live/hooks.ts';
import { allowNotices } from '../../live/notices.ts';
import classes from './tasks.module.css';

export function NotifySwitch() {
  const { t } = useTranslation('tasks');
  const { notifications } = useSettings();
  const change = useChangeSettings();
  async function set(on: boolean) {
    await change({ notifications: on && (await allowNotices()) });
  }
  return (
    <Switch
      size="xs"
      className={classes.notify}
      label={t('notify')}
      checked={notifications}
      onChange={(event) => void set(event.currentTarget.checked)}
    />
  );
}
