// XML as text to read: CodeMirror is loaded when the first such view is shown.
import { Loader } from '@mantine/core';
import { Suspense } from 'react';
import { later } from '../later.tsx';
import type { XmlDiffProps } from './xml-diff.tsx';
import type { XmlTextProps } from './xml-editor.tsx';

const Editor = later(async () => (await import('./xml-editor.tsx')).XmlEditor);
const Diff = later(async () => (await import('./xml-diff.tsx')).XmlDiff);

/** One text: numbered lines, folding, search, copy. Fills its parent. */
export function XmlView(props: XmlTextProps) {
  return (
    <Suspense fallback={<Loader size="sm" m="md" />}>
      <Editor {...props} />
    </Suspense>
  );
}

/** Two texts beside each other with their differences. Fills its parent. */
export function XmlDiffView(props: XmlDiffProps) {
  return (
    <Suspense fallback={<Loader size="sm" m="md" />}>
      <Diff {...props} />
    </Suspense>
  );
}
