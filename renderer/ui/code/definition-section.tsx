// A definition at the end of a page: folded away until asked for, so that its viewer is loaded only then.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../section.tsx';
import classes from './xml-view.module.css';
import { XmlView } from './xml-view.tsx';

export interface DefinitionSectionProps {
  readonly title: string;
  readonly text: string;
  /** What the text is, for assistive technology. */
  readonly label: string;
}

export function DefinitionSection({ title, text, label }: DefinitionSectionProps) {
  const { t } = useTranslation('viewer');
  const [open, setOpen] = useState(false);
  return (
    <Section
      title={title}
      tools={
        <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('hideXml') : t('showXml')}
        </Button>
      }
    >
      {open && (
        <div className={classes.embedded}>
          <XmlView text={text} label={label} />
        </div>
      )}
    </Section>
  );
}
