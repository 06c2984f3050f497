// The language of searches by example. A click on an example tries it.
import { ActionIcon, Popover } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELDS } from '../../live/search/fields.ts';
import { insideWindow } from '../../ui/theme.ts';
import { EXAMPLES } from './problem-words.ts';
import classes from './search.module.css';

const SHOWN = [
  ['words', 'web 01'],
  ['phrase', '"mail server"'],
  ['filters', 'state:running host:lab tag:web'],
  ['numbers', 'mem>=4G vcpus>2 cpu>50'],
  ['without', '-state:off -tag:test'],
  ['either', '(tag:web OR tag:db) mem>1G'],
  ['pattern', 'name:web-* disk:*.iso'],
  ['whole', 'name=web-01'],
  ['network', 'ip:192.168.0.0/24'],
  ['marks', 'is:autostart -is:on'],
] as const;

export const SearchHelp = memo(function SearchHelp({ onTry }: { readonly onTry: (text: string) => void }) {
  const { t } = useTranslation('search');
  const [opened, setOpened] = useState(false);
  function tryOut(example: string) {
    setOpened(false);
    onTry(example);
  }
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      middlewares={insideWindow}
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon aria-label={t('help.open')} title={t('help.open')} onClick={() => setOpened(!opened)}>
          <IconHelp size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('help.open')} className={classes.help}>
        <h2>{t('help.title')}</h2>
        <dl>
          {SHOWN.map(([key, example]) => (
            <div key={key}>
              <dt>
                <button type="button" onClick={() => tryOut(example)}>
                  {example}
                </button>
              </dt>
              <dd>{t(`help.${key}`)}</dd>
            </div>
          ))}
        </dl>
        <h2>{t('help.all')}</h2>
        <dl data-narrow>
          {FIELDS.map((field) => (
            <div key={field}>
              <dt>
                <button type="button" onClick={() => tryOut(EXAMPLES[field])}>
                  {EXAMPLES[field]}
                </button>
              </dt>
              <dd>{t(`field.${field}`)}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
});
