// The ways to a host, as a list to choose from.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './connect.module.css';
import type { Preset } from './uri-builder.ts';

export type Choice = Preset | 'found';

const PRESETS: readonly Preset[] = ['system', 'session', 'ssh', 'tls', 'tcp', 'demo', 'other'];

interface PresetListProps {
  readonly value: Choice;
  /** How many hosts other programs know. */
  readonly found: number;
  readonly onChange: (choice: Choice) => void;
}

export function PresetList({ value, found, onChange }: PresetListProps) {
  const { t } = useTranslation('connect');
  const group = useId();
  const choices: readonly Choice[] = found === 0 ? PRESETS : [...PRESETS, 'found'];
  return (
    <div role="radiogroup" aria-label={t('where')} className={classes.presets}>
      {choices.map((choice) => (
        <label key={choice} className={classes.preset} data-checked={choice === value || undefined}>
          <input
            type="radio"
            name={group}
            checked={choice === value}
            data-autofocus={choice === value || undefined}
            onChange={() => onChange(choice)}
          />
          <span>{t(`preset.${choice}`, { count: found })}</span>
        </label>
      ))}
    </div>
  );
}
