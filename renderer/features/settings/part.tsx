// One part of Preferences and the choices in it. Those that are not looked for are not drawn; a part without any is hidden.
import { Button } from '@mantine/core';
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { type Settings, USUAL_SETTINGS } from '../../../shared/model/settings.ts';
import { isLookedFor, usePreferences } from './preferences.ts';
import classes from './settings.module.css';

/** The title of the part that a choice stands in: who looks for it wants all of the part. */
const PartTitle = createContext('');

interface PartProps {
  readonly name: string;
  readonly title: string;
  /** Which settings stand here; they go back to the usual ones together. */
  readonly fields?: readonly (keyof Settings)[];
  readonly children: ReactNode;
}

export function Part({ name, title, fields = [], children }: PartProps) {
  const id = `settings-${name}`;
  return (
    <section className={classes.part} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} tabIndex={-1} className={classes.title}>
          {title}
        </h2>
        <Restore fields={fields} title={title} />
      </div>
      <PartTitle value={title}>{children}</PartTitle>
    </section>
  );
}

function Restore({
  fields,
  title,
}: {
  readonly fields: readonly (keyof Settings)[];
  readonly title: string;
}) {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  const changed = fields.filter(
    (field) => JSON.stringify(settings[field]) !== JSON.stringify(USUAL_SETTINGS[field]),
  );
  if (changed.length === 0) return null;
  return (
    <Button
      variant="subtle"
      aria-label={t('restoreOf', { part: title })}
      onClick={() => set(Object.fromEntries(changed.map((field) => [field, USUAL_SETTINGS[field]])))}
    >
      {t('restore')}
    </Button>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly text?: string;
  readonly children: ReactNode;
}

/** The control in it carries the label for assistive technology. */
export function Choice({ label, text, children }: ChoiceProps) {
  const { query } = usePreferences();
  const title = useContext(PartTitle);
  if (!isLookedFor(query, [title, label, text ?? ''])) return null;
  return (
    <div className={classes.choice} data-choice>
      <div className={classes.label} aria-hidden>
        {label}
      </div>
      {text !== undefined && <p className={classes.text}>{text}</p>}
      {children}
    </div>
  );
}
