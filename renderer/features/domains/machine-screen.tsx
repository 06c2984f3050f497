// The picture of a machine's screen, or why there is none.
import { IconDeviceDesktopOff, IconEyeOff, IconPhotoOff, IconPower } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/failure.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { isActive, stateKeyOf } from '../../live/domain-rules.ts';
import { useHost } from '../../live/hooks.ts';
import { type ThumbnailState, useThumbnail } from '../../live/thumbnails.ts';
import { useFailureSentence } from '../../ui/failure-note.tsx';
import { wordsOf } from '../../ui/failure-words.ts';
import classes from './machine-screen.module.css';

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
export function useScreenObstacle(domain: DomainSummary): 'off' | 'noDisplay' | 'readOnly' | undefined {
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

export function MachineScreen({ domain }: { readonly domain: DomainSummary }) {
  const { t } = useTranslation('domains');
  const connected = useHost(domain.connection)?.state === 'connected';
  const obstacle = useScreenObstacle(domain);
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
