// The machine's devices, one line each, in words.
import { useTranslation } from 'react-i18next';
import type { DeviceLine } from '../../../../shared/model/domain.ts';
import { MiddleText } from '../../../ui/middle-text.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { Section } from '../../../ui/section.tsx';
import { DeviceIcon } from './device-icon.tsx';
import classes from './machine.module.css';

export function DeviceList({ devices }: { readonly devices: readonly DeviceLine[] }) {
  const { t } = useTranslation('machine');
  // Two devices may have the same kind and name (a machine that is off has no aliases).
  const rows = devices.map((device, index) => ({ device, id: String(index) }));
  return (
    <Section title={t('devices.title')}>
      <PlainTable
        label={t('devices.title')}
        rows={rows}
        rowKey={(row) => row.id}
        empty={t('devices.none')}
        columns={[
          {
            id: 'device',
            header: t('devices.device'),
            cell: ({ device }) => (
              <span className={classes.device}>
                <DeviceIcon kind={device.kind} />
                {t(`devices.kind.${device.kind}`, { name: nameOf(device) }).trim()}
              </span>
            ),
          },
          { id: 'model', header: t('devices.model'), cell: ({ device }) => device.model ?? '—' },
          {
            id: 'source',
            header: t('devices.source'),
            cell: ({ device }) => <MiddleText text={device.source ?? '—'} />,
            code: true,
            most: 300,
          },
          { id: 'details', header: t('devices.details'), cell: ({ device }) => detailsOf(device) },
        ]}
      />
    </Section>
  );
}

/** A device without a name has that of its element, which its kind says already. */
function nameOf({ kind, name }: DeviceLine): string {
  return name === kind ? '' : name;
}

function detailsOf({ mac, facts }: DeviceLine): string {
  return [...(mac === undefined ? [] : [mac]), ...facts].join(', ');
}
