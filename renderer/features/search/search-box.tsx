// The box in which searches are typed: what was not understood is underlined and said, what may be meant is offered.
import { IconAlertTriangle, IconSearch, IconX } from '@tabler/icons-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../live/search/query.ts';
import { MarkedText } from './marked-text.tsx';
import { problemWords, settled } from './problem-words.ts';
import classes from './search.module.css';
import { SearchOffer } from './search-offer.tsx';
import { optionId } from './suggestion-list.tsx';
import { useCompletion } from './use-completion.ts';

export interface SearchBoxProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly problems: readonly Problem[];
  readonly label: string;
  /** What the window's own commands find it by. */
  readonly find: 'page' | 'window';
  /** Stands at the end of the box. */
  readonly children?: ReactNode;
}

const FINDERS = { page: { 'data-find': true }, window: { 'data-search': true } } as const;

export function SearchBox({ text, onText, problems, label, find, children }: SearchBoxProps) {
  const { t } = useTranslation('search');
  const input = useRef<HTMLInputElement>(null);
  const marked = useRef<HTMLDivElement>(null);
  const completion = useCompletion(input, text, onText);
  const list = useId();
  const focused = completion.caret !== undefined;
  // The window's box repeats what the page's own says, unless it is the one that is typed in.
  const said = find === 'window' && !focused ? [] : settled(problems, completion.caret);
  const words = [...new Set(said.map((problem) => problemWords(problem, t)))].join('\n');
  const offered = completion.suggestions.length > 0;
  function scrollAlong(): void {
    if (marked.current !== null) marked.current.scrollLeft = input.current?.scrollLeft ?? 0;
  }
  const marks = said.length;
  useLayoutEffect(() => {
    // To ask where the text stands has the page laid out: not for a text without marks.
    if (marks > 0) scrollAlong();
  });
  return (
    <div className={classes.box} data-find-box={find}>
      <SearchOffer
        list={list}
        suggestions={completion.suggestions}
        active={completion.active}
        accept={completion.accept}
        words={focused ? words : ''}
        // The window's own stands at the right edge, and what it offers can be wider than it is.
        position={find === 'window' ? 'bottom-end' : 'bottom-start'}
      />
      <IconSearch size={14} aria-hidden className={classes.sign} />
      <div className={classes.field}>
        <MarkedText ref={marked} text={text} problems={said} />
        <input
          ref={input}
          {...FINDERS[find]}
          type="text"
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={offered}
          aria-controls={offered ? list : undefined}
          aria-activedescendant={completion.active < 0 ? undefined : optionId(list, completion.active)}
          aria-invalid={words !== '' || undefined}
          aria-describedby={`${list}-problems`}
          autoComplete="off"
          spellCheck={false}
          placeholder={label}
          value={text}
          onChange={(event) => completion.typed(event.currentTarget.value)}
          onSelect={completion.follow}
          onBlur={completion.leave}
          onKeyDown={completion.onKeyDown}
          onScroll={scrollAlong}
        />
      </div>
      <span id={`${list}-problems`} className={classes.unseen}>
        {words}
      </span>
      {words !== '' && (
        <span className={classes.warning} title={words}>
          <IconAlertTriangle size={14} aria-hidden />
        </span>
      )}
      {children}
      {text !== '' && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.clear}
          aria-label={t('clear')}
          title={t('clear')}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onText('')}
        >
          <IconX size={13} aria-hidden />
        </button>
      )}
    </div>
  );
}
