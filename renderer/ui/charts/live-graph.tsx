// A live graph: its name, the present values (or those under the pointer), and the drawing, loaded when first shown.
import { Box, Group, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { latestOf } from './scale.ts';
import type { GraphSeries } from './series.ts';

const Plot = lazy(async () => ({ default: (await import('./plot.tsx')).Plot }));

export interface LiveGraphProps {
  readonly title: string;
  /** ms since 1970, oldest first */
  readonly times: readonly number[];
  readonly series: readonly GraphSeries[];
  /** Where the value axis ends. */
  readonly top: number;
  /** How much time the whole width shows. */
  readonly windowMs: number;
  readonly format: (value: number) => string;
}

const HEIGHT = 96;

export function LiveGraph({ title, times, series, top, windowMs, format }: LiveGraphProps) {
  const { t } = useTranslation('viewer');
  const [hovered, setHovered] = useState<number>();
  const at = hovered === undefined ? undefined : times[hovered];
  const now = times.at(-1);
  const shown = series.map((one) => ({
    ...one,
    value:
      at === undefined || hovered === undefined ? latestOf(one.values) : (one.values[hovered] ?? undefined),
  }));
  const spoken = shown.map((one) => `${one.label} ${one.value === undefined ? '—' : format(one.value)}`);

  return (
    <Box component="figure" m={0} miw={0}>
      <Group component="figcaption" justify="space-between" gap="xs" wrap="nowrap" mb={4}>
        <Text fw={600} size="sm" truncate>
          {title}
        </Text>
        <Group gap="sm" wrap="nowrap">
          {at !== undefined && now !== undefined && (
            <Text size="xs" c="var(--gh-dim)">
              {t('secondsAgo', { count: Math.round((now - at) / 1000) })}
            </Text>
          )}
          {shown.map((one) => (
            <Reading key={one.label} {...(series.length > 1 ? { mark: one } : {})}>
              {one.value === undefined ? '—' : format(one.value)}
            </Reading>
          ))}
        </Group>
      </Group>
      <Box role="img" aria-label={`${title}: ${spoken.join(', ')}`} h={HEIGHT}>
        <Suspense>
          <Plot
            times={times}
            series={series}
            top={top}
            windowMs={windowMs}
            height={HEIGHT}
            format={format}
            onHover={setHovered}
          />
        </Suspense>
      </Box>
    </Box>
  );
}

interface ReadingProps {
  /** Says which line it is of; a graph with one line needs none. */
  readonly mark?: GraphSeries;
  readonly children: string;
}

function Reading({ mark, children }: ReadingProps) {
  return (
    <Group gap={6} wrap="nowrap">
      {mark !== undefined && (
        <>
          <Box w={8} h={8} bg={`${mark.colour}.6`} style={{ borderRadius: 2, flex: 'none' }} aria-hidden />
          <Text size="xs" c="var(--gh-dim)" style={{ whiteSpace: 'nowrap' }}>
            {mark.label}
          </Text>
        </>
      )}
      <Text size="sm" ta="right" miw={56} style={{ whiteSpace: 'nowrap' }}>
        {children}
      </Text>
    </Group>
  );
}
