// The search of the whole window: whatever is shown, it leads to the machines of all hosts that fit.
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../live/hooks.ts';
import { useAddressedSearch, useParsed } from '../../live/search/hooks.ts';
import classes from './search.module.css';
import { SearchBox } from './search-box.tsx';

export function WindowSearch() {
  const { t } = useTranslation('search');
  const place = usePlace();
  const [text, search] = useAddressedSearch(place.page === 'search' ? place.query : '');
  const { problems } = useParsed(text);
  return (
    <div className={classes.window}>
      <SearchBox text={text} onText={search} problems={problems} label={t('everywhere')} find="window" />
    </div>
  );
}
