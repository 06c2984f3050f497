// Hosts that other programs on this computer know: one fills the form, several are added at once.
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HostSuggestion } from '../../../shared/model/connect.ts';
import classes from './connect.module.css';

interface FoundHostsProps {
  readonly found: readonly HostSuggestion[];
  /** The URIs of those that are ticked. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  readonly onPick: (suggestion: HostSuggestion) => void;
}

function toggled(set: ReadonlySet<string>, uri: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(uri)) next.add(uri);
  return next;
}

export function FoundHosts({ found, chosen, onChoose, onPick }: FoundHostsProps) {
  const { t } = useTranslation('connect');
  const all = chosen.size === found.length;
  return (
    <>
      <p className={classes.intro}>{t('found.intro')}</p>
      <Checkbox
        classNames={{ label: classes.text, root: classes.all }}
        label={t('found.all')}
        checked={all}
        indeterminate={chosen.size > 0 && !all}
        onChange={() => onChoose(new Set(all ? [] : found.map(({ uri }) => uri)))}
      />
      <ul className={classes.found} aria-label={t('found.title')}>
        {found.map((suggestion) => (
          <li key={suggestion.uri}>
            <Checkbox
              aria-label={t('found.choose', { name: suggestion.name })}
              checked={chosen.has(suggestion.uri)}
              onChange={() => onChoose(toggled(chosen, suggestion.uri))}
            />
            <button type="button" className={classes.pick} onClick={() => onPick(suggestion)}>
              <span className={classes.pickName}>{suggestion.name}</span>
              <span className={classes.pickFrom}>{t(`found.from.${suggestion.from}`)}</span>
              <span className={classes.pickUri}>{suggestion.uri}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
