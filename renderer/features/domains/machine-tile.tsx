// One machine as a picture of its screen, with its name, its state and how busy it is.
import { IconDeviceDesktopOff, IconEyeOff, IconPhotoOff, IconPower } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/failure.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { GAP } from '../../../shared/model/statistics.ts';
import { isActive, isRunning, lookOf, stateKeyOf } from '../../live/domain-rules.ts';
import { useHost } from '../../live/hooks.ts';
import { useDomainSample } from '../../live/measured.ts';
import { type ThumbnailState, useThumbnail } from '../../live/thumbnails.ts';
import { useFailureSentence } from '../../ui/failure-note.tsx';
import { wordsOf } from '../../ui/failure-words.ts';
import { useFormat } from '../../ui/format.ts';
import { StateBadge } from '../../ui/state.tsx';
import classes from './tiles.module.css';

interface TileProps {
  readonly domain: DomainSummary;
}

function Note({ sign, children, title }: { sign: ReactNode; children: ReactNode; title?: string }) {
  return (
    <span className={classes.note} title={title}>
      {sign}
      <span className={classes.noteText}>{children}</span>
    </span>
  );
}

function Refused({ failure }: { readonly failure: Failure }) {
  const sentence = useFailureSentence();
  const { details } = wordsOf(failure);
  return (
    <Note sign={<IconPhotoOff size={22} stroke={1.5} aria-hidden />} title={details ?? ''}>
      {sentence(failure)}
      {details !== undefined && <q className={classes.quote}>{details.slice(0, 200)}</q>}
    </Note>
  );
}

/** Why no picture is even asked for; the key of a sentence. */
function useObstacle(domain: DomainSummary): 'off' | 'noDisplay' | 'readOnly' | undefined {
  const readOnly = useHost(domain.connection)?.readOnly === true;
  if (!isActive(domain)) return 'off';
  if (domain.displays.length === 0) return 'noDisplay';
  return readOnly ? 'readOnly' : undefined;
}

const SIGNS = { off: IconPower, noDisplay: IconDeviceDesktopOff, readOnly: IconEyeOff } as const;

function Picture({ picture, failure }: ThumbnailState) {
  const { t } = useTranslation('domains');
  if (picture === undefined)
    return failure === undefined ? (
      <span className={classes.waiting}>{t('tile.waiting')}</span>
    ) : (
      <Refused failure={failure} />
    );
  return (
    <img
      className={classes.picture}
      data-old={failure !== undefined || undefined}
      src={`data:image/png;base64,${picture.png}`}
      width={picture.width}
      height={picture.height}
      alt=""
      draggable={false}
    />
  );
}

function Screen({ domain }: TileProps) {
  const { t } = useTranslation('domains');
  const connected = useHost(domain.connection)?.state === 'connected';
  const obstacle = useObstacle(domain);
  const run = obstacle === undefined && connected ? (domain.id ?? 0) : undefined;
  const thumbnail = useThumbnail(domain.key, run);
  if (obstacle === undefined) return <Picture {...thumbnail} />;
  const Sign = SIGNS[obstacle];
  return (
    <Note sign={<Sign size={22} stroke={1.5} aria-hidden />}>
      {obstacle === 'off' ? t(stateKeyOf(domain)) : t(`tile.${obstacle}`)}
    </Note>
  );
}

function Cpu({ domain }: TileProps) {
  const { t } = useTranslation('domains');
  const format = useFormat();
  const percent = useDomainSample(domain.key)?.cpuPercent ?? GAP;
  if (percent === GAP) return null;
  return (
    <span className={classes.cpu} title={t('column.cpu')}>
      {format.percent(percent)}
    </span>
  );
}

export function MachineTile({ domain }: TileProps) {
  const { t } = useTranslation('domains');
  return (
    <>
      <span className={classes.screen}>
        <Screen domain={domain} />
      </span>
      <span className={classes.caption}>
        <span className={classes.name} title={domain.name}>
          <bdi>{domain.name.slice(0, 200)}</bdi>
        </span>
        <span className={classes.facts}>
          <StateBadge look={lookOf(domain)} label={t(stateKeyOf(domain))} />
          {isRunning(domain) && <Cpu domain={domain} />}
        </span>
      </span>
    </>
  );
}
