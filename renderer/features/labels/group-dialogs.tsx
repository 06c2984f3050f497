// A new group, another name or colour for one, and machines that go to one.
import { Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostColour } from '../../../shared/model/connect.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { type Group, groupPath } from '../../../shared/model/labels.ts';
import { hostColour } from '../../live/host-colours.ts';
import { useAddGroup, useChangeLabels } from '../../live/label-changes.ts';
import { flatGroups, type GroupNode } from '../../live/labels.ts';
import { ColourField } from '../../ui/colour-field.tsx';
import { ColourDot } from '../../ui/tag-chip.tsx';
import { LabelDialog } from './label-dialog.tsx';
import classes from './labels.module.css';
import { groupProblem } from './name-problem.ts';
import { useColours } from './use-colours.ts';
import { groupOf, refusalOf } from './use-group-drop.ts';
import { useGroupNodes } from './use-groups.ts';
import { useMachineWords } from './use-machine-words.ts';

interface PathFieldProps {
  readonly value: string;
  readonly problem?: string | undefined;
  readonly onChange: (value: string) => void;
}

function PathField({ value, problem, onChange }: PathFieldProps) {
  const { t } = useTranslation('labels');
  const wrong = groupProblem(value);
  return (
    <TextInput
      data-autofocus
      label={t('group.name')}
      description={t('group.nested')}
      value={value}
      error={wrong === undefined ? problem : t(`problem.${wrong}`)}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface NewGroupProps {
  readonly inside?: string | undefined;
  readonly onClose: () => void;
}

export function NewGroupDialog({ inside, onClose }: NewGroupProps) {
  const { t } = useTranslation('labels');
  const add = useAddGroup();
  const colours = useColours();
  const [text, setText] = useState(inside === undefined ? '' : `${inside}/`);
  const [colour, setColour] = useState<HostColour>('none');
  const path = groupPath(text);
  const known = flatGroups(useGroupNodes()).some((node) => node.path === path);
  return (
    <LabelDialog
      title={t('group.new')}
      doLabel={t('group.make')}
      blocked={path === undefined || known}
      onDo={() => {
        if (path === undefined) return;
        void add(colour === 'none' ? { path } : { path, colour });
        onClose();
      }}
      onClose={onClose}
    >
      <PathField value={text} problem={known ? t('group.known') : undefined} onChange={setText} />
      <ColourField legend={t('colour')} colours={colours} value={colour} onChange={setColour} />
    </LabelDialog>
  );
}

interface EditGroupProps {
  readonly group: string;
  readonly onClose: () => void;
}

export function EditGroupDialog({ group, onClose }: EditGroupProps) {
  const { t } = useTranslation('labels');
  const change = useChangeLabels();
  const colours = useColours();
  const node = flatGroups(useGroupNodes()).find(({ path }) => path === group);
  const before = node?.colour ?? 'none';
  const [text, setText] = useState(group);
  const [colour, setColour] = useState<HostColour>(before);
  const path = groupPath(text);
  const refused = path === undefined ? undefined : refusalOf(group, path);
  const same = path === group && colour === before;
  return (
    <LabelDialog
      title={t('group.edit', { name: group })}
      doLabel={t('save')}
      blocked={path === undefined || refused !== undefined || same || node === undefined}
      onDo={() => {
        if (path === undefined) return;
        const wanted = { ...(path !== group && { path }), ...(colour !== before && { colour }) };
        void change('groupChanged', path, (api) => api.labels.changeGroup({ group, ...wanted }));
        onClose();
      }}
      onClose={onClose}
    >
      {node === undefined && <p className={classes.note}>{t('gone.group')}</p>}
      <PathField
        value={text}
        problem={refused === undefined ? undefined : t(`groups.${refused}`)}
        onChange={setText}
      />
      <ColourField legend={t('colour')} colours={colours} value={colour} onChange={setColour} />
    </LabelDialog>
  );
}

/** More are found by typing. */
const MOST_SHOWN = 200;
const NONE = '';

interface MoveProps {
  readonly domains: readonly DomainKey[];
  readonly onClose: () => void;
}

/** The group that is meant: one that is there, with its colour, or a new one. */
function wantedGroup(groups: readonly GroupNode[], path: string): Group {
  const known = groups.find((one) => one.path === path);
  return known === undefined ? { path } : groupOf(known);
}

export function MoveDialog({ domains, onClose }: MoveProps) {
  const { t } = useTranslation('labels');
  const change = useChangeLabels();
  const { machines, words } = useMachineWords(domains);
  const groups = flatGroups(useGroupNodes());
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | undefined>(() => {
    const [first, ...others] = new Set(machines.map(({ group }) => group?.path ?? NONE));
    return others.length === 0 ? first : undefined;
  });
  const typed = groupPath(text);
  const found = groups.filter(({ path }) =>
    path.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()),
  );
  const exact = groups.some(({ path }) => path === typed);
  const target = text.trim() === '' ? chosen : (typed ?? chosen);
  return (
    <LabelDialog
      title={t('group.move', { machines: words })}
      doLabel={t('group.moveDo')}
      blocked={target === undefined || machines.length === 0 || groupProblem(text) !== undefined}
      onDo={() => {
        if (target === undefined) return;
        const group = target === NONE ? 'none' : wantedGroup(groups, target);
        void change(target === NONE ? 'ungrouped' : 'moved', target, (api) =>
          api.labels.change({ domains: machines.map(({ key }) => key), group }),
        );
        onClose();
      }}
      onClose={onClose}
    >
      {machines.length === 0 && <p className={classes.note}>{t('gone.machines')}</p>}
      <PathField value={text} onChange={setText} />
      {typed !== undefined && !exact && (
        <p className={classes.note}>{t('group.willBeNew', { name: typed })}</p>
      )}
      <Radio.Group
        aria-label={t('groups.title')}
        value={target ?? null}
        onChange={(value) => {
          setText('');
          setChosen(value);
        }}
      >
        <div className={classes.list}>
          {text.trim() === '' && (
            <div className={classes.choice}>
              <Radio size="xs" value={NONE} label={t('group.none')} />
            </div>
          )}
          {found.slice(0, MOST_SHOWN).map(({ path, colour, count }) => (
            <div key={path} className={classes.choice}>
              <Radio
                size="xs"
                value={path}
                label={
                  <>
                    <ColourDot colour={colour && hostColour(colour)} />
                    <bdi>{path}</bdi>
                  </>
                }
              />
              <span className={classes.count}>{count}</span>
            </div>
          ))}
        </div>
      </Radio.Group>
    </LabelDialog>
  );
}
