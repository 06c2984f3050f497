// How far back graphs go: the choice, remembered on this computer.
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RANGES, type Range } from '../../shared/model/statistics.ts';

const KEPT = 'guesthouse.graph-range';

function isRange(text: string | null): text is Range {
  return RANGES.some((range) => range === text);
}

function remembered(): Range {
  try {
    const kept = localStorage.getItem(KEPT);
    return isRange(kept) ? kept : '2min';
  } catch {
    return '2min';
  }
}

export function useRange(): readonly [Range, (range: Range) => void] {
  const [range, setRange] = useState(remembered);
  return [
    range,
    (next) => {
      setRange(next);
      try {
        localStorage.setItem(KEPT, next);
      } catch {
        // Without storage the range is the usual one next time, nothing else.
      }
    },
  ];
}

interface RangeChoiceProps {
  readonly range: Range;
  readonly onRange: (range: Range) => void;
}

export function RangeChoice({ range, onRange }: RangeChoiceProps) {
  const { t } = useTranslation('performance');
  return (
    <NativeSelect
      size="xs"
      styles={{ input: { height: 26, minHeight: 26 } }}
      aria-label={t('range.label')}
      value={range}
      onChange={({ currentTarget: { value } }) => {
        if (isRange(value)) onRange(value);
      }}
      data={RANGES.map((one) => ({ value: one, label: t(`range.${one}`) }))}
    />
  );
}
