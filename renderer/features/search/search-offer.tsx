// What opens below a search box: what may be meant, and what was not understood. A letter that changes neither draws nothing of it.
import { Popover } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { memo } from 'react';
import type { Suggestion } from '../../live/search/complete.ts';
import classes from './search.module.css';
import { SuggestionList } from './suggestion-list.tsx';

interface SearchOfferProps {
  /** The id of the list, which the box names. */
  readonly list: string;
  readonly suggestions: readonly Suggestion[];
  /** -1 for none. */
  readonly active: number;
  readonly accept: (suggestion: Suggestion) => void;
  /** One line each. */
  readonly words: string;
  readonly position: 'bottom-start' | 'bottom-end';
}

/** Lies behind all of the box that it stands in, which it opens below. */
export const SearchOffer = memo(function SearchOffer(props: SearchOfferProps) {
  const { list, suggestions, active, accept, position } = props;
  const words = props.words === '' ? [] : props.words.split('\n');
  return (
    <Popover
      opened={suggestions.length > 0 || words.length > 0}
      position={position}
      offset={2}
      width="target"
      withinPortal
      withRoles={false}
      trapFocus={false}
      returnFocus={false}
      closeOnEscape={false}
    >
      <Popover.Target>
        <div aria-hidden className={classes.behind} />
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        {suggestions.length > 0 && (
          <SuggestionList id={list} suggestions={suggestions} active={active} accept={accept} />
        )}
        {words.map((word) => (
          <p key={word} className={classes.problem}>
            <IconAlertTriangle size={13} aria-hidden />
            {word}
          </p>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
});
