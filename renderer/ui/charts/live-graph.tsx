// A live graph: its name, the present values (or those under the pointer), and the drawing, loaded when first shown.
import { Box, Group, Text } from '@mantine/core';
import { type KeyboardEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format.ts';
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
  /** Where nothing was measured for so long, the line ends. */
  readonly breakMs: number;
  readonly format: (value: number) => string;
  /** px of the drawing */
  readonly height?: number;
}

const HEIGHT = 96;
/** Further back, the time of day says more. */
const SECONDS_MS = 120_000;

export function LiveGraph({
  title,
  times,
  series,
  top,
  windowMs,
  breakMs,
  format,
  height = HEIGHT,
}: LiveGraphProps) {
  const { t } = useTranslation('viewer');
  const words = useFormat();
  const [hovered, setHovered] = useState<number>();
  const at = hovered === undefined ? undefined : times[hovered];
  const now = times.at(-1);
  const shown = series.map((one) => ({
    ...one,
    value:
      at === undefined || hovered === undefined ? latestOf(one.values) : (one.values[hovered] ?? undefined),
  }));
  const spoken = shown.map((one) => `${one.label} ${one.value === undefined ? '—' : format(one.value)}`);

  /** The arrows do what the pointer does. */
  function walk(event: KeyboardEvent): void {
    const last = times.length - 1;
    const from = hovered ?? last;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    setHovered(Math.min(last, Math.max(0, to)));
  }

  return (
    <Box component="figure" m={0} miw={0}>
      <Group component="figcaption" justify="space-between" gap="xs" wrap="nowrap" mb={4}>
        <Text fw={600} size="sm" flex="none">
          {title}
        </Text>
        <Group
          gap="sm"
          wrap="nowrap"
          miw={0}
          style={{ overflow: 'hidden' }}
          aria-live={hovered === undefined ? 'off' : 'polite'}
        >
          {at !== undefined && now !== undefined && (
            <Text size="xs" c="var(--gh-dim)">
              {now - at < SECONDS_MS
                ? t('secondsAgo', { count: Math.round((now - at) / 1000) })
                : words.clock(at, now)}
            </Text>
          )}
          {shown.map((one) => (
            <Reading key={one.label} {...(series.length > 1 ? { mark: one } : {})}>
              {one.value === undefined ? '—' : format(one.value)}
            </Reading>
          ))}
        </Group>
      </Group>
      <Box
        role="img"
        tabIndex={0}
        aria-label={`${title}: ${spoken.join(', ')}`}
        h={height}
        onKeyDown={walk}
        onBlur={() => setHovered(undefined)}
      >
        <Suspense>
          <Plot
            times={times}
            series={series}
            top={top}
            windowMs={windowMs}
            breakMs={breakMs}
            height={height}
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
    <Group gap={6} wrap="nowrap" miw={0}>
      {mark !== undefined && (
        <>
          <Box w={8} h={8} bg={`${mark.colour}.6`} style={{ borderRadius: 2, flex: 'none' }} aria-hidden />
          <Text size="xs" c="var(--gh-dim)" truncate>
            {mark.label}
          </Text>
        </>
      )}
      <Text size="sm" ta="right" miw={56} flex="none" style={{ whiteSpace: 'nowrap' }}>
        {children}
      </Text>
    </Group>
  );
}
