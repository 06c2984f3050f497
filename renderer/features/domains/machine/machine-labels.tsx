// The group and the tags of a machine on its own page, and the way to change them.
import { ActionIcon, Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../../shared/model/domain.ts';
import { useActionContext } from '../../../actions/context.ts';
import { labelActions } from '../../../actions/labels.ts';
import { hostColour } from '../../../live/host-colours.ts';
import { PlaceLink } from '../../../live/links.tsx';
import { ColourDot, TagChip } from '../../../ui/tag-chip.tsx';
import classes from './machine.module.css';

/** More are there when they are asked for. */
const MOST_SHOWN = 30;

interface LabelsProps {
  readonly domain: DomainSummary;
}

function Change({ domain, id }: LabelsProps & { readonly id: 'machine.tags' | 'machine.move-to-group' }) {
  const { t } = useTranslation();
  const context = useActionContext();
  const action = labelActions([domain], context).find((one) => one.id === id);
  if (action === undefined || action.obstacle !== undefined) return null;
  const name = t(action.label);
  return (
    <ActionIcon size={20} aria-label={name} title={name} onClick={action.run}>
      <IconPencil size={14} />
    </ActionIcon>
  );
}

export function MachineGroup({ domain }: LabelsProps) {
  const { t } = useTranslation('labels');
  const { group } = domain;
  return (
    <span className={classes.labels}>
      {group === undefined ? (
        <span className={classes.quiet}>{t('machine.none')}</span>
      ) : (
        <>
          <ColourDot colour={group.colour && hostColour(group.colour)} />
          <PlaceLink to={{ page: 'group', group: group.path }}>
            <bdi>{group.path}</bdi>
          </PlaceLink>
        </>
      )}
      <Change domain={domain} id="machine.move-to-group" />
    </span>
  );
}

export function MachineTags({ domain }: LabelsProps) {
  const { t } = useTranslation('labels');
  const [whole, setWhole] = useState(false);
  const { tags } = domain;
  const shown = whole ? tags : tags.slice(0, MOST_SHOWN);
  return (
    <span className={classes.labels}>
      {tags.length === 0 && <span className={classes.quiet}>{t('machine.none')}</span>}
      {shown.map(({ name, colour }) => (
        <TagChip key={name} name={name} colour={colour && hostColour(colour)} />
      ))}
      {shown.length < tags.length && (
        <Button variant="subtle" size="compact-xs" onClick={() => setWhole(true)}>
          {t('machine.more', { count: tags.length - shown.length })}
        </Button>
      )}
      <Change domain={domain} id="machine.tags" />
    </span>
  );
}
