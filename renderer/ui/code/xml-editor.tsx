// One XML text with CodeMirror, read-only.
import { foldAll, unfoldAll } from '@codemirror/language';
import { openSearchPanel } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { Box, Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyTextButton } from './copy-text-button.tsx';
import { usePhrases } from './phrases.ts';
import { xmlExtensions } from './xml-setup.ts';
import classes from './xml-view.module.css';

export interface XmlTextProps {
  readonly text: string;
  /** What the text is, for assistive technology. */
  readonly label: string;
}

export function XmlEditor({ text, label }: XmlTextProps) {
  const { t } = useTranslation('viewer');
  const { parent, view } = useEditor(text, label);

  /** Runs an editor command and leaves the focus in the text. */
  const run = (command: (view: EditorView) => boolean, thenFocus = true) => {
    if (view.current === undefined) return;
    command(view.current);
    if (thenFocus) view.current.focus();
  };

  return (
    <div className={classes.frame}>
      <Group gap="xs" className={classes.bar}>
        <Button size="compact-xs" variant="default" onClick={() => run(openSearchPanel, false)}>
          {t('search')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => run(foldAll)}>
          {t('foldAll')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => run(unfoldAll)}>
          {t('unfoldAll')}
        </Button>
        <CopyTextButton text={text} />
      </Group>
      <Box ref={parent} className={classes.text} />
    </div>
  );
}

/** Keeps the view when the text changes, so that scroll and folds stay where they can. */
function useEditor(text: string, label: string) {
  const phrases = usePhrases();
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latestText = useRef(text);
  latestText.current = text;

  useEffect(() => {
    if (parent.current === null) return;
    const state = EditorState.create({ doc: latestText.current, extensions: xmlExtensions(label, phrases) });
    const made = new EditorView({ state, parent: parent.current });
    view.current = made;
    return () => {
      view.current = undefined;
      made.destroy();
    };
  }, [label, phrases]);

  useEffect(() => {
    const shown = view.current?.state.doc.toString();
    if (view.current === undefined || shown === text) return;
    view.current.dispatch({ changes: { from: 0, to: view.current.state.doc.length, insert: text } });
  }, [text]);

  return { parent, view };
}
