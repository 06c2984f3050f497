// What every XML view is made of: highlighting, folding, search, read-only, and colours that follow the theme.
import { standardKeymap } from '@codemirror/commands';
import { xml } from '@codemirror/lang-xml';
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  syntaxHighlighting,
} from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Words of the viewer in the interface's language; the keys are CodeMirror's own English. */
export type Phrases = Readonly<Record<string, string>>;

const highlight = HighlightStyle.define([
  { tag: tags.tagName, color: 'var(--xml-tag)' },
  { tag: tags.angleBracket, color: 'var(--xml-faint)' },
  { tag: tags.attributeName, color: 'var(--xml-attribute)' },
  { tag: tags.attributeValue, color: 'var(--xml-value)' },
  { tag: tags.comment, color: 'var(--xml-faint)', fontStyle: 'italic' },
  { tag: [tags.character, tags.processingInstruction, tags.documentMeta], color: 'var(--xml-attribute)' },
]);

// Each value stands for light and dark; every colour reaches 4.5:1 on its background.
const theme = EditorView.theme({
  '&': {
    '--xml-tag': 'light-dark(#0b5cad, #79b8ff)',
    '--xml-attribute': 'light-dark(#7a3e9d, #d2a8ff)',
    '--xml-value': 'light-dark(#1a6b2d, #8fd19e)',
    '--xml-faint': 'light-dark(#5c6570, #9aa4af)',
    height: '100%',
    fontSize: '12.5px',
    color: 'var(--gh-text)',
    backgroundColor: 'var(--gh-page)',
  },
  '.cm-scroller': { fontFamily: 'var(--gh-font-mono)', lineHeight: '1.5' },
  '.cm-gutters': {
    color: 'var(--xml-faint)',
    backgroundColor: 'var(--gh-panel)',
    border: 'none',
  },
  '&.cm-focused': { outline: '2px solid var(--gh-accent)', outlineOffset: '-2px' },
  '.cm-cursor': { borderLeftColor: 'var(--gh-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'light-dark(#cfe3fb, #27496d)',
  },
  '.cm-panels': {
    color: 'var(--gh-text)',
    backgroundColor: 'var(--gh-panel)',
  },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--gh-line)' },
  '.cm-panel.cm-search': { padding: '4px 28px 4px 8px' },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    marginRight: '8px',
  },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': { fontSize: '12px' },
  '.cm-searchMatch': { backgroundColor: 'light-dark(#ffe8a3, #6b5300)' },
  '.cm-searchMatch-selected': { backgroundColor: 'light-dark(#ffc94d, #9a7600)' },
  '.cm-selectionMatch': { backgroundColor: 'light-dark(#e6f0e2, #2f4a36)' },
  '.cm-foldPlaceholder': {
    color: 'var(--xml-faint)',
    backgroundColor: 'transparent',
    border: '1px solid var(--gh-line)',
    padding: '0 6px',
  },
  // The library's own sign for folded lines is missing in many fonts.
  '.cm-collapsedLines': { color: 'var(--gh-dim)', background: 'var(--gh-panel)' },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"⋯"' },
  '.cm-textfield': {
    color: 'var(--gh-text)',
    backgroundColor: 'var(--gh-page)',
    border: '1px solid var(--gh-line)',
  },
  '.cm-button': {
    color: 'var(--gh-text)',
    backgroundImage: 'none',
    backgroundColor: 'var(--mantine-color-default)',
    border: '1px solid var(--gh-line)',
    borderRadius: '4px',
  },
});

/** The extensions of one read-only XML view; `label` names it for assistive technology. */
export function xmlExtensions(label: string, phrases: Phrases): Extension[] {
  return [
    EditorState.readOnly.of(true),
    EditorState.phrases.of({ ...phrases }),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-readonly': 'true',
      tabindex: '0',
      spellcheck: 'false',
    }),
    lineNumbers(),
    foldGutter(),
    codeFolding(),
    xml(),
    bracketMatching(),
    // Also marks that turn the direction of text: a title must not rearrange the line it stands in.
    highlightSpecialChars(),
    drawSelection(),
    search({ top: true }),
    highlightSelectionMatches(),
    keymap.of([...searchKeymap, ...foldKeymap, ...standardKeymap]),
    syntaxHighlighting(highlight),
    theme,
  ];
}
