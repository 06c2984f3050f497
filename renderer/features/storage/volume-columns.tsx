// The columns of the table of volumes.
import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { VolumeSummary } from '../../../shared/model/storage.ts';
import { MachineLink } from '../../live/links.tsx';
import type { GridColumn } from '../../ui/data-grid-types.ts';
import { useFormat } from '../../ui/format.ts';
import { MiddleText } from '../../ui/middle-text.tsx';

// "disk2" before "disk10".
const collator = new Intl.Collator(undefined, { numeric: true });

function byText(read: (volume: VolumeSummary) => string) {
  return (a: VolumeSummary, b: VolumeSummary) => collator.compare(read(a), read(b));
}

function byNumber(read: (volume: VolumeSummary) => number) {
  return (a: VolumeSummary, b: VolumeSummary) => read(a) - read(b);
}

export function useVolumeColumns(): readonly GridColumn<VolumeSummary>[] {
  const { t } = useTranslation('storage');
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('volumes.name'),
        width: 180,
        grow: 2,
        rowHeader: true,
        cell: (volume) => <MiddleText text={volume.name} />,
        compare: byText((volume) => volume.name),
      },
      {
        id: 'format',
        header: t('volumes.format'),
        width: 72,
        cell: (volume) => volume.format,
        compare: byText((volume) => volume.format),
      },
      {
        id: 'capacity',
        header: t('volumes.capacity'),
        width: 92,
        align: 'end',
        cell: (volume) => format.bytes(volume.capacityBytes),
        compare: byNumber((volume) => volume.capacityBytes),
      },
      {
        id: 'allocation',
        header: t('volumes.allocation'),
        width: 92,
        align: 'end',
        cell: (volume) => format.bytes(volume.allocationBytes),
        compare: byNumber((volume) => volume.allocationBytes),
      },
      {
        id: 'users',
        header: t('volumes.users'),
        width: 140,
        grow: 1,
        cell: (volume) => <Users volume={volume} />,
        compare: byNumber((volume) => volume.users.length),
      },
      {
        id: 'path',
        header: t('volumes.path'),
        width: 180,
        grow: 2,
        cell: (volume) => <MiddleText text={volume.path} />,
        compare: byText((volume) => volume.path),
      },
      {
        id: 'backing',
        header: t('volumes.backing'),
        width: 150,
        grow: 1,
        cell: (volume) => (volume.backingPath === undefined ? '' : <MiddleText text={volume.backingPath} />),
        compare: byText((volume) => volume.backingPath ?? ''),
      },
    ],
    [t, format],
  );
}

function Users({ volume }: { readonly volume: VolumeSummary }) {
  if (volume.users.length === 0) return <>—</>;
  return (
    <>
      {volume.users.map((user, index) => (
        <Fragment key={user}>
          {index > 0 && ', '}
          <MachineLink domain={user} />
        </Fragment>
      ))}
    </>
  );
}
