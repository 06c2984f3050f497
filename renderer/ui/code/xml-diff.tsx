// Two XML texts side by side with what differs marked; what is equal is folded away.
import { MergeView } from '@codemirror/merge';
import { Box, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhrases } from './phrases.ts';
import { xmlExtensions } from './xml-setup.ts';
import classes from './xml-view.module.css';

export interface XmlDiffProps {
  readonly left: string;
  readonly right: string;
  readonly leftLabel: string;
  readonly rightLabel: string;
}

// Texts that differ everywhere would be compared for minutes; after this the difference is coarser instead.
const DIFF_LIMITS = { scanLimit: 2000, timeout: 500 };

export function XmlDiff({ left, right, leftLabel, rightLabel }: XmlDiffProps) {
  const { t } = useTranslation('viewer');
  const phrases = usePhrases();
  const parent = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (parent.current === null) return;
    const view = new MergeView({
      a: { doc: left, extensions: xmlExtensions(leftLabel, phrases) },
      b: { doc: right, extensions: xmlExtensions(rightLabel, phrases) },
      parent: parent.current,
      gutter: true,
      highlightChanges: true,
      collapseUnchanged: { margin: 4, minSize: 8 },
      diffConfig: DIFF_LIMITS,
    });
    return () => view.destroy();
  }, [left, right, leftLabel, rightLabel, phrases]);

  return (
    <div className={classes.frame}>
      <div className={classes.sides}>
        <Text size="sm" fw={600}>
          {leftLabel}
        </Text>
        <Text size="sm" fw={600}>
          {rightLabel}
        </Text>
      </div>
      {left === right && (
        <Text size="sm" c="var(--gh-dim)" px="sm" pb="xs">
          {t('noDifference')}
        </Text>
      )}
      <Box ref={parent} className={classes.diff} />
    </div>
  );
}
