// A link that was not followed: what it was, and why.
import { useTranslation } from 'react-i18next';
import type { RefusedLink } from '../../../shared/outside.ts';
import { NoteLine } from './note-line.tsx';
import classes from './outside.module.css';

interface RefusedLinkNoteProps {
  readonly link: string;
  readonly why: RefusedLink;
  readonly onClose: () => void;
}

/** A link may be as long as it likes; what is wrong with it is said apart. */
const SHOWN = 300;

export function RefusedLinkNote({ link, why, onClose }: RefusedLinkNoteProps) {
  const { t } = useTranslation('outside');
  const { fault, detail = '' } = why;
  return (
    <NoteLine role="alert" title={t('refused.title')} onClose={onClose}>
      <p className={classes.text}>{t(`fault.${fault}`, { detail })}</p>
      <p className={classes.link}>{link.length > SHOWN ? `${link.slice(0, SHOWN)}…` : link}</p>
    </NoteLine>
  );
}
