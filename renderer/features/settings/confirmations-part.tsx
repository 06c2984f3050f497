// Questions that a person did not want to be asked again, each of which can be asked again.
import { Button, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choice, Part } from './part.tsx';
import { usePreferences } from './preferences.ts';
import classes from './settings.module.css';
import { useQuestionWords } from './value-words.ts';

export function ConfirmationsPart() {
  const { t } = useTranslation('settings');
  const { settings, set } = usePreferences();
  const words = useQuestionWords();
  const { skippedQuestions: skipped } = settings;
  return (
    <Part name="confirmations" title={t('part.confirmations')} fields={['skippedQuestions', 'askForOne']}>
      <Choice label={t('label.skippedQuestions')} text={t('confirmations.text')}>
        {skipped.length === 0 ? (
          <p className={classes.text}>{t('confirmations.none')}</p>
        ) : (
          <ul className={classes.questions}>
            {skipped.map((name) => (
              <li key={name}>
                <span>{words(name)}</span>
                <Button
                  variant="default"
                  aria-label={t('confirmations.againOf', { question: words(name) })}
                  onClick={() => set({ skippedQuestions: skipped.filter((one) => one !== name) })}
                >
                  {t('confirmations.again')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Choice>
      <Choice label={t('label.askForOne')} text={t('confirmations.oneText')}>
        <Switch
          size="xs"
          label={t('confirmations.one')}
          checked={settings.askForOne}
          onChange={(event) => set({ askForOne: event.currentTarget.checked })}
        />
      </Choice>
    </Part>
  );
}
