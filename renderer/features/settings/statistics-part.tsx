// What is measured, and how often.
import { Checkbox, Group, NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MEASURED } from '../../../shared/model/settings.ts';
import { Choice, Part } from './part.tsx';
import { usePreferences } from './preferences.ts';
import classes from './settings.module.css';

/** Offered; the engine takes any from 1 to 60 seconds. */
const INTERVALS_S: readonly number[] = [1, 2, 3, 5, 10, 30, 60];

/** What is set now is among the choices, even when it was set by hand in the file. */
function intervals(now: number): readonly number[] {
  return INTERVALS_S.includes(now) ? INTERVALS_S : [...INTERVALS_S, now].sort((a, b) => a - b);
}

export function StatisticsPart() {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  return (
    <Part
      name="statistics"
      title={t('part.statistics')}
      fields={['statisticsIntervalMs', 'measured', 'backgroundStatistics']}
    >
      <Interval />
      <MeasuredChoice />
      <Choice label={t('label.backgroundStatistics')} text={t('backgroundText')}>
        <Switch
          size="xs"
          label={t('background')}
          checked={settings.backgroundStatistics}
          onChange={(event) => set({ backgroundStatistics: event.currentTarget.checked })}
        />
      </Choice>
    </Part>
  );
}

function Interval() {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  const seconds = settings.statisticsIntervalMs / 1000;
  return (
    <Choice label={t('label.statisticsIntervalMs')} text={t('interval.text')}>
      <NativeSelect
        aria-label={t('label.statisticsIntervalMs')}
        className={classes.narrow}
        value={String(seconds)}
        onChange={(event) => set({ statisticsIntervalMs: Number(event.currentTarget.value) * 1000 })}
        data={intervals(seconds).map((count) => ({
          value: String(count),
          label: t('interval.every', { count }),
        }))}
      />
    </Choice>
  );
}

function MeasuredChoice() {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  return (
    <Choice label={t('label.measured')} text={t('measuredText')}>
      <Group gap="lg" role="group" aria-label={t('label.measured')}>
        {MEASURED.map((one) => (
          <Checkbox
            key={one}
            label={t(`measured.${one}`)}
            checked={settings.measured.includes(one)}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              set({
                measured: MEASURED.filter((other) =>
                  other === one ? checked : settings.measured.includes(other),
                ),
              });
            }}
          />
        ))}
      </Group>
    </Choice>
  );
}
