// One machine looked into: its graphs, and each of its virtual CPUs, disks and network interfaces.
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import {
  type DiskSample,
  type DomainParts,
  GAP,
  type NicSample,
  type Range,
  type VcpuSample,
} from '../../../shared/model/statistics.ts';
import { DomainGraphs } from '../../graphs/graphs.tsx';
import { PlaceLink } from '../../live/links.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useFormat } from '../../ui/format.ts';
import { MiddleText } from '../../ui/middle-text.tsx';
import { type PlainColumn, PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './performance.module.css';
import { usePolled } from './use-polled.ts';

interface MachineDetailProps {
  readonly domain: DomainSummary;
  readonly range: Range;
  readonly paused: boolean;
  readonly onClose: () => void;
}

export function MachineDetail({ domain, range, paused, onClose }: MachineDetailProps) {
  const { t } = useTranslation('performance');
  const parts = usePolled(domain.key, paused, (api, signal) =>
    api.statistics.domainParts({ domain: domain.key }, { signal }),
  );
  const title = t('detail.label', { name: domain.name });
  return (
    <section className={classes.detail} aria-label={title}>
      <header className={classes.detailHead}>
        <h2 title={domain.name}>{domain.name}</h2>
        <PlaceLink to={{ page: 'machine', domain: domain.key }}>{t('detail.open')}</PlaceLink>
        <ActionIcon variant="subtle" color="gray" aria-label={t('detail.close')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </header>
      <DomainGraphs
        domain={domain.key}
        maxMemoryKiB={domain.maxMemoryKiB}
        range={range}
        frozen={paused}
        dense
      />
      {parts.failure && (
        <FailureNote failure={parts.failure} action={t('detail.failed', { name: domain.name })} />
      )}
      {parts.value && <Parts parts={parts.value} />}
    </section>
  );
}

function useOrNone() {
  return (value: number, text: (value: number) => string) => (value === GAP ? '—' : text(value));
}

function Parts({ parts }: { readonly parts: DomainParts }) {
  const { t } = useTranslation('performance');
  const format = useFormat();
  const show = useOrNone();
  const perS = (value: number) => t('perSecond', { value: format.number(Math.round(value)) });
  const end = { align: 'end' } as const;
  const vcpus: readonly PlainColumn<VcpuSample>[] = [
    { id: 'vcpu', header: t('part.vcpu'), cell: ({ index }) => index },
    { ...end, id: 'use', header: t('part.use'), cell: ({ percent }) => show(percent, format.percent) },
    {
      ...end,
      id: 'wait',
      header: t('part.wait'),
      cell: ({ waitPercent }) => show(waitPercent, format.percent),
    },
  ];
  const disks: readonly PlainColumn<DiskSample>[] = [
    {
      id: 'disk',
      header: t('part.disk'),
      most: 160,
      cell: ({ name, path }) => (
        <span title={path?.slice(0, 400)}>
          <MiddleText text={name} />
        </span>
      ),
    },
    { ...end, id: 'read', header: t('graph.read'), cell: (disk) => show(disk.readBytesPerS, format.rate) },
    {
      ...end,
      id: 'written',
      header: t('graph.written'),
      cell: (disk) => show(disk.writeBytesPerS, format.rate),
    },
    { ...end, id: 'reads', header: t('part.reads'), cell: (disk) => show(disk.readsPerS, perS) },
    { ...end, id: 'writes', header: t('part.writes'), cell: (disk) => show(disk.writesPerS, perS) },
  ];
  const nics: readonly PlainColumn<NicSample>[] = [
    { id: 'nic', header: t('part.nic'), most: 160, cell: ({ name }) => <MiddleText text={name} /> },
    {
      ...end,
      id: 'received',
      header: t('graph.received'),
      cell: (nic) => show(nic.rxBytesPerS, format.rate),
    },
    { ...end, id: 'sent', header: t('graph.sent'), cell: (nic) => show(nic.txBytesPerS, format.rate) },
    {
      ...end,
      id: 'packets',
      header: t('part.packets'),
      cell: (nic) =>
        nic.rxPacketsPerS === GAP || nic.txPacketsPerS === GAP
          ? '—'
          : perS(nic.rxPacketsPerS + nic.txPacketsPerS),
    },
    { ...end, id: 'lost', header: t('part.lost'), cell: (nic) => format.number(nic.lost) },
  ];
  return (
    <>
      <Section title={t('part.vcpus')}>
        <PlainTable
          label={t('part.vcpus')}
          columns={vcpus}
          rows={parts.vcpus}
          rowKey={({ index }) => String(index)}
          empty={t('part.none')}
        />
      </Section>
      <Section title={t('part.disks')}>
        <PlainTable
          label={t('part.disks')}
          columns={disks}
          rows={parts.disks}
          rowKey={({ name }) => name}
          empty={t('part.none')}
        />
      </Section>
      <Section title={t('part.nics')}>
        <PlainTable
          label={t('part.nics')}
          columns={nics}
          rows={parts.nics}
          rowKey={({ name }) => name}
          empty={t('part.none')}
        />
      </Section>
    </>
  );
}
