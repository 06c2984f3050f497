// How long guests may take, and whether the desktop is told of what ends.
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { allowNotices } from '../../live/notices.ts';
import { OneOf } from './one-of.tsx';
import { Choice, Part } from './part.tsx';
import { usePreferences } from './preferences.ts';
import { useTimeWords } from './value-words.ts';

const TIMEOUTS_MS: readonly string[] = ['30000', '60000', '120000', '300000', '600000'];

export function TasksPart() {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  const time = useTimeWords();
  const own = String(settings.guestTimeoutMs);
  const values = TIMEOUTS_MS.includes(own) ? TIMEOUTS_MS : [own, ...TIMEOUTS_MS];
  async function tell(on: boolean) {
    set({ notifications: on && (await allowNotices()) });
  }
  return (
    <Part name="tasks" title={t('part.tasks')} fields={['guestTimeoutMs', 'notifications']}>
      <OneOf
        label={t('label.guestTimeoutMs')}
        text={t('tasks.guestTimeout')}
        values={values}
        value={own}
        wordOf={(value) => time(Number(value))}
        onChange={(value) => set({ guestTimeoutMs: Number(value) })}
      />
      <Choice label={t('label.notifications')}>
        <Switch
          size="xs"
          label={t('tasks.notifications')}
          checked={settings.notifications}
          onChange={(event) => void tell(event.currentTarget.checked)}
        />
      </Choice>
    </Part>
  );
}
