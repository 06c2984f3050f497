// Where a machine opens, and which are in the lists.
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MACHINE_STARTS } from '../../../shared/model/settings.ts';
import { OneOf } from './one-of.tsx';
import { Choice, Part } from './part.tsx';
import { usePreferences } from './preferences.ts';

export function MachinesPart() {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  return (
    <Part name="machines" title={t('part.machines')} fields={['machineStart', 'hideStopped']}>
      <OneOf
        label={t('label.machineStart')}
        text={t('machineStartText')}
        values={MACHINE_STARTS}
        value={settings.machineStart}
        wordOf={(value) => t(`machineStart.${value}`)}
        onChange={(machineStart) => set({ machineStart })}
      />
      <Choice label={t('label.hideStopped')}>
        <Switch
          size="xs"
          label={t('hideStoppedText')}
          checked={settings.hideStopped}
          onChange={(event) => set({ hideStopped: event.currentTarget.checked })}
        />
      </Choice>
    </Part>
  );
}
