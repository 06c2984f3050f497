// What libvirt says that the host can do, as its XML; read only when asked for.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import { useFetched } from '../../live/hooks.ts';
import { XmlView } from '../../ui/code/xml-view.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './hosts.module.css';

interface CapabilitiesProps {
  readonly host: HostSummary;
  /** Another number: read them again. */
  readonly round: number;
}

export function CapabilitiesSection({ host, round }: CapabilitiesProps) {
  const { t } = useTranslation('hosts');
  const [open, setOpen] = useState(false);
  return (
    <Section
      title={t('capabilities.title')}
      tools={
        <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'capabilities.hide' : 'capabilities.show')}
        </Button>
      }
    >
      {open && <Capabilities host={host} round={round} />}
    </Section>
  );
}

function Capabilities({ host, round }: CapabilitiesProps) {
  const { t } = useTranslation('hosts');
  const { value, failure } = useFetched(
    (api) => api.connections.capabilities({ connection: host.id }),
    [host.id, round],
  );
  if (failure !== undefined)
    return <FailureNote failure={failure} action={t('capabilities.failed', { name: host.name })} />;
  if (value === undefined) return <Loading />;
  return (
    <div className={classes.capabilities}>
      <XmlView text={value} label={t('capabilities.label', { name: host.name })} />
    </div>
  );
}
