// A live graph: its name, the present values (or those under the pointer), and the drawing, loaded when first shown.
import { Box, Group, Text, VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format.ts';
import { later } from '../later.tsx';
import { latestOf } from './scale.ts';
import type { GraphSeries } from './series.ts';

const Plot = later(async () => (await import('./plot.tsx')).Plot);

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
  const { walked, walk, leave, said, say } = useWalk(times);
  const index = walked ?? hovered;
  const at = index === undefined ? undefined : times[index];
  const now = times.at(-1);
  const valuesAt = (sample: number | undefined) =>
    series.map((one) => ({
      ...one,
      value: sample === undefined ? latestOf(one.values) : (one.values[sample] ?? undefined),
    }));
  const shown = valuesAt(at === undefined ? undefined : index);
  const wordsOf = (values: ReturnType<typeof valuesAt>) =>
    values.map((one) => `${one.label} ${one.value === undefined ? '—' : format(one.value)}`).join(', ');
  const age = (sampledAt: number, until: number) =>
    until - sampledAt < SECONDS_MS
      ? t('secondsAgo', { count: Math.round((until - sampledAt) / 1000) })
      : words.clock(sampledAt, until);

  function onKeyDown(event: KeyboardEvent): void {
    const to = walk(event, index);
    const sampledAt = to === undefined ? undefined : times[to];
    // Said once, when the key was pressed: values that come later, and an age that grows, would never let anybody finish.
    if (sampledAt !== undefined && now !== undefined) say(`${age(sampledAt, now)}: ${wordsOf(valuesAt(to))}`);
  }

  return (
    <Box component="figure" m={0} miw={0}>
      <Group component="figcaption" justify="space-between" gap="xs" wrap="nowrap" mb={4}>
        <Text fw={600} size="sm" flex="none">
          {title}
        </Text>
        <Group gap="sm" wrap="nowrap" miw={0} style={{ overflow: 'hidden' }}>
          {at !== undefined && now !== undefined && (
            <Text size="xs" c="var(--gh-dim)">
              {age(at, now)}
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
        aria-label={`${title}: ${wordsOf(shown)}`}
        aria-keyshortcuts="ArrowLeft ArrowRight Home End"
        h={height}
        onKeyDown={onKeyDown}
        onPointerMove={leave}
        onBlur={() => {
          leave();
          setHovered(undefined);
        }}
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
            cursor={walked}
            onHover={setHovered}
          />
        </Suspense>
      </Box>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </Box>
  );
}

/** The arrows do what the pointer does: they go from sample to sample, and stay at one while newer ones come. */
function useWalk(times: readonly number[]) {
  const [walkedAt, setWalkedAt] = useState<number>();
  const [said, say] = useState('');
  // What has gone out of the window leaves one at its edge.
  const walked = walkedAt === undefined ? undefined : Math.max(0, times.indexOf(walkedAt));

  function walk(event: KeyboardEvent, from: number | undefined): number | undefined {
    const last = times.length - 1;
    const start = from ?? last;
    const to = { ArrowLeft: start - 1, ArrowRight: start + 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return undefined;
    event.preventDefault();
    const index = Math.min(last, Math.max(0, to));
    setWalkedAt(times[index]);
    return index;
  }

  function leave(): void {
    setWalkedAt(undefined);
    say('');
  }

  return { walked, walk, leave, said, say };
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
