// The search of a list of machines: the box with how many were found, its help, and the button that keeps a search.
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../../live/search/hooks.ts';
import { useFormat } from '../../ui/format.ts';
import { useAfterPaint } from '../../ui/use-after-paint.ts';
import { SaveSearch } from './save-search.tsx';
import classes from './search.module.css';
import { SearchBox } from './search-box.tsx';
import { SearchHelp } from './search-help.tsx';

/** By itself: what comes after the frame draws nothing else. */
function SaveLater({ text }: { readonly text: string }) {
  return <SaveSearch query={useAfterPaint(text)} />;
}

export function PageSearch({ text, onText, problems, found, total }: ListSearch) {
  const { t } = useTranslation('search');
  const format = useFormat();
  return (
    <div className={classes.bar}>
      <SearchBox text={text} onText={onText} problems={problems} label={t('here')} find="page">
        <span aria-live="polite" className={classes.count}>
          {text.trim() !== '' && t('found', { found: format.number(found), total: format.number(total) })}
        </span>
      </SearchBox>
      <SaveLater text={text} />
      <SearchHelp onTry={onText} />
    </div>
  );
}
