// The search of the whole window: whatever is shown, it leads to the machines of all hosts that fit.
import { memo, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../live/hooks.ts';
import { useAddressedSearch, useParsed } from '../../live/search/hooks.ts';
import { useAfterPaint } from '../../ui/use-after-paint.ts';
import classes from './search.module.css';
import { SearchBox } from './search-box.tsx';

const Box = memo(SearchBox);

/** What is typed here is shown at once, what is typed above a list a frame after what it finds there. */
function useShown(text: string, search: (text: string) => void) {
  const [typed, setTyped] = useState<string>();
  const later = useAfterPaint(text);
  const onText = useCallback(
    (next: string) => {
      setTyped(next);
      search(next);
    },
    [search],
  );
  return { shown: text === typed ? text : later, onText };
}

export function WindowSearch() {
  const { t } = useTranslation('search');
  const place = usePlace();
  const { shown, onText } = useShown(...useAddressedSearch(place.page === 'search' ? place.query : ''));
  const { problems } = useParsed(shown);
  return (
    <div className={classes.window}>
      <Box text={shown} onText={onText} problems={problems} label={t('everywhere')} find="window" />
    </div>
  );
}
