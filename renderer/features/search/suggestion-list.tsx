// What may be meant, below the search box.
import { useTranslation } from 'react-i18next';
import type { Suggestion } from '../../live/search/complete.ts';
import { useFormat } from '../../ui/format.ts';
import classes from './search.module.css';

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  /** The one that Enter takes; -1 for none. */
  readonly active: number;
  readonly accept: (suggestion: Suggestion) => void;
}

export function SuggestionList({ id, suggestions, active, accept }: SuggestionListProps) {
  const { t } = useTranslation('search');
  const format = useFormat();
  return (
    <div id={id} role="listbox" aria-label={t('suggestions')} className={classes.suggestions}>
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box that it belongs to has the keyboard
        // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the active one
        <div
          key={suggestion.insert}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === active}
          className={classes.suggestion}
          ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
          // The box keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => accept(suggestion)}
        >
          <code>{suggestion.insert.trim()}</code>
          <span>
            {suggestion.count === undefined
              ? t(`field.${suggestion.field}`)
              : format.number(suggestion.count)}
          </span>
        </div>
      ))}
    </div>
  );
}
