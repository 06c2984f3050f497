// What the search box offers while something is typed, and how the keyboard goes through it (WAI-ARIA's combobox).
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type Suggestion, suggest } from '../../live/search/complete.ts';
import { useValues } from '../../live/search/hooks.ts';
import type { ValuesOf } from '../../live/search/values.ts';
import { rowInView } from '../../ui/list-in-view.ts';
import { useAfterPaint } from '../../ui/use-after-paint.ts';

export interface Completion {
  readonly suggestions: readonly Suggestion[];
  /** The one that Enter takes; -1 for none. */
  readonly active: number;
  /** Where the next letter goes; undefined while the box has no focus. */
  readonly caret: number | undefined;
  /** The same function at all times. */
  readonly accept: (suggestion: Suggestion) => void;
  /** After anything that may have moved the caret. */
  follow(): void;
  /** Something was typed: what could be meant is shown. */
  typed(text: string): void;
  leave(): void;
  onKeyDown(event: KeyboardEvent): void;
}

const NONE: readonly Suggestion[] = [];

interface Typing {
  readonly text: string;
  readonly caret: number | undefined;
  readonly values: ValuesOf | undefined;
}

/** What stands in place of `at`, with one space after it and not two. */
function completed(text: string, { at: [from, to], insert }: Suggestion) {
  const rest = text.slice(to);
  const put = insert.endsWith(' ') && rest.startsWith(' ') ? insert.slice(0, -1) : insert;
  return { text: text.slice(0, from) + put + rest, caret: from + insert.length };
}

function suggestionsFor({ text, caret, values }: Typing): readonly Suggestion[] {
  return values === undefined || caret === undefined ? NONE : suggest(text, caret, values);
}

/** Where the caret is. React draws for some values that are the same again, and each key up says where it is already known to be. */
function useCaret(): readonly [caret: number | undefined, move: (to: number | undefined) => void] {
  const [caret, setCaret] = useState<number>();
  const known = useRef(caret);
  const move = useCallback((to: number | undefined) => {
    if (to === known.current) return;
    known.current = to;
    setCaret(to);
  }, []);
  return [caret, move];
}

export function useCompletion(
  input: RefObject<HTMLInputElement | null>,
  text: string,
  onText: (text: string) => void,
): Completion {
  const valuesOf = useValues();
  const [caret, moveCaret] = useCaret();
  const [asked, setAsked] = useState(false);
  const [active, setActive] = useState(-1);
  const wanted = useRef<number | undefined>(undefined);
  // Counted once for as long as something is offered: a host that changes all the time must not cost at each letter.
  const values = useMemo(() => (asked ? valuesOf() : undefined), [asked, valuesOf]);
  // What is found comes first, what else may be meant after it.
  const typing = useMemo(() => ({ text, caret, values }), [text, caret, values]);
  const settled = useAfterPaint(typing);
  const found = useMemo(() => suggestionsFor(settled), [settled]);
  // What is put away is so at once.
  const suggestions = asked ? found : NONE;

  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    input.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = undefined;
  });

  const follow = useCallback(() => moveCaret(input.current?.selectionStart ?? undefined), [input, moveCaret]);
  const close = useCallback(() => {
    setAsked(false);
    setActive(-1);
  }, []);

  function take(suggestion: Suggestion): void {
    const after = completed(text, suggestion);
    onText(after.text);
    wanted.current = after.caret;
    moveCaret(after.caret);
    setActive(-1);
    setAsked(suggestion.kind === 'field');
  }

  /** A key may come before they are shown. */
  function meant(): readonly Suggestion[] {
    return settled === typing ? suggestions : suggestionsFor(typing);
  }

  function step(by: number): void {
    setAsked(true);
    const count = meant().length + 1;
    // One step beyond the ends is none: the text alone.
    setActive((before) => ((before + 1 + by + count) % count) - 1);
  }

  function onEnter(): boolean {
    const chosen = meant()[active];
    if (chosen !== undefined) {
      take(chosen);
      return true;
    }
    close();
    // What was found is there already: go to it.
    rowInView()?.focus();
    return true;
  }

  function onEscape(): boolean {
    if (suggestions.length === 0 && text === '') return false;
    if (suggestions.length === 0) onText('');
    // An emptied box would offer all fields over the page that one wants back.
    close();
    return true;
  }

  const taking = useRef(take);
  useLayoutEffect(() => {
    // It would take the place of other letters than those it was made for.
    taking.current = settled.text === text ? take : () => {};
  });
  const accept = useCallback((suggestion: Suggestion) => taking.current(suggestion), []);

  return {
    suggestions,
    active: Math.min(active, suggestions.length - 1),
    caret,
    accept,
    follow,
    typed: (typed) => {
      onText(typed);
      follow();
      setAsked(true);
      setActive(-1);
    },
    leave: () => {
      close();
      moveCaret(undefined);
    },
    onKeyDown: (event) => {
      // Enter and the arrows are the input method's while it is open.
      if (event.nativeEvent.isComposing) return;
      let taken = true;
      if (event.key === 'ArrowDown') step(1);
      else if (event.key === 'ArrowUp') step(-1);
      else if (event.key === 'Enter') taken = onEnter();
      else if (event.key === 'Escape') taken = onEscape();
      else taken = false;
      if (!taken) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
