// The tags of one machine or of many: on all of them, on none, or as each has it.
import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostColour } from '../../../shared/model/connect.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { labelName, type Tag } from '../../../shared/model/labels.ts';
import { useDomains, useWish } from '../../live/hooks.ts';
import { hostColour } from '../../live/host-colours.ts';
import { useChangeLabels } from '../../live/label-changes.ts';
import { type KnownTag, knownTags } from '../../live/labels.ts';
import { ColourField } from '../../ui/colour-field.tsx';
import { ColourDot } from '../../ui/tag-chip.tsx';
import { LabelDialog } from './label-dialog.tsx';
import classes from './labels.module.css';
import { tagProblem } from './name-problem.ts';
import { useColours } from './use-colours.ts';
import { useMachineWords } from './use-machine-words.ts';

/** More are found by typing. */
const MOST_SHOWN = 200;

type Share = 'all' | 'some' | 'none';

/** What was chosen for tags; those that are not named stay as they are. */
type Choices = ReadonlyMap<string, boolean>;

function tagOf({ name, colour }: { readonly name: string; readonly colour?: HostColour | undefined }): Tag {
  return colour === undefined ? { name } : { name, colour };
}

function useTagChoices(keys: readonly DomainKey[]) {
  const { machines, words } = useMachineWords(keys);
  const domains = useDomains();
  const known = useMemo(() => knownTags(domains), [domains]);
  const [made, setMade] = useState<readonly Tag[]>([]);
  const [choices, setChoices] = useState<Choices>(new Map());
  const here = useMemo(
    () => new Map(knownTags(machines).map(({ name, count }) => [name, count])),
    [machines],
  );
  const shareOf = (name: string): Share => {
    const count = here.get(name) ?? 0;
    if (count === 0) return 'none';
    return count === machines.length ? 'all' : 'some';
  };
  const fresh = made.filter(({ name }) => known.every((tag) => tag.name !== name));
  const all: readonly KnownTag[] = [...fresh.map((tag) => ({ ...tag, count: 0 })), ...known];
  const choose = (name: string, on: boolean | undefined) =>
    setChoices((before) => {
      const after = new Map(before);
      if (on === undefined) after.delete(name);
      else after.set(name, on);
      return after;
    });
  return {
    machines,
    words,
    all,
    shareOf,
    choiceOf: (name: string) => choices.get(name),
    /** On, off, and where it is mixed back to that. */
    turn: (name: string) => {
      const [share, now] = [shareOf(name), choices.get(name)];
      if (now === undefined) choose(name, share !== 'all');
      else if (now && share !== 'none') choose(name, false);
      else choose(name, undefined);
    },
    make: (tag: Tag) => {
      setMade((before) => [tag, ...before.filter(({ name }) => name !== tag.name)]);
      choose(tag.name, true);
    },
    edit: {
      addTags: all.filter(({ name }) => choices.get(name) === true).map(tagOf),
      removeTags: [...choices].filter(([, on]) => !on).map(([name]) => name),
    },
  };
}

interface TagsDialogProps {
  readonly domains: readonly DomainKey[];
  readonly onClose: () => void;
}

export function TagsDialog({ domains, onClose }: TagsDialogProps) {
  const { t } = useTranslation('labels');
  const change = useChangeLabels();
  const tags = useTagChoices(domains);
  // The dialog and its field come in one frame, the tags in the next: React makes all of a portal at once.
  const listed = useDeferredValue(true, false);
  const [text, setText] = useState('');
  /** A tag was chosen from what is found by the text: then it was typed to find, not to add. */
  const [found, setFound] = useState(false);
  const [colour, setColour] = useState<HostColour>('none');
  const { addTags, removeTags } = tags.edit;
  const wanted = text.trim().toLocaleLowerCase();
  const fitting = tags.all.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const name = labelName(text);
  const known = tags.all.find((tag) => tag.name === name);
  const problem = tagProblem(text);
  const nothing = addTags.length + removeTags.length === 0;

  const typed =
    name === undefined
      ? undefined
      : tagOf({ name, colour: known?.colour ?? (colour === 'none' ? undefined : colour) });

  function takeTyped(): void {
    if (typed === undefined) return;
    if (known !== undefined) tags.turn(typed.name);
    else tags.make(typed);
    setText('');
    setColour('none');
  }

  /** Enter in the field takes what is typed; with nothing typed it is the dialog's. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || typed === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    takeTyped();
  }

  /** What is still in the field is meant too. */
  function apply(): void {
    const keys = tags.machines.map(({ key }) => key);
    const last = found ? undefined : typed;
    const added = last === undefined ? addTags : [...addTags.filter((tag) => tag.name !== last.name), last];
    const removed = removeTags.filter((one) => one !== last?.name);
    void change('tagged', '', (api) =>
      api.labels.change({ domains: keys, addTags: added, removeTags: removed }),
    );
    onClose();
  }

  return (
    <LabelDialog
      title={t('tags.title', { machines: tags.words })}
      doLabel={t('tags.apply')}
      blocked={
        (nothing && (found || name === undefined)) || problem !== undefined || tags.machines.length === 0
      }
      onDo={apply}
      onClose={onClose}
    >
      {tags.machines.length === 0 && <p className={classes.note}>{t('gone.machines')}</p>}
      <TextInput
        data-autofocus
        label={t('tags.find')}
        value={text}
        error={problem === undefined ? undefined : t(`problem.${problem}`)}
        autoComplete="off"
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFound(false);
        }}
        onKeyDown={onKeyDown}
      />
      {name !== undefined && known === undefined && (
        <NewTag name={name} colour={colour} onColour={setColour} onMake={takeTyped} />
      )}
      <fieldset className={classes.list} aria-label={t('tags.list')}>
        {fitting.length === 0 && (
          <p className={classes.note}>{t(tags.all.length === 0 ? 'tags.none' : 'tags.noMatch')}</p>
        )}
        {listed &&
          fitting
            .slice(0, MOST_SHOWN)
            .map((tag) => (
              <TagChoice
                key={tag.name}
                tag={tag}
                tags={tags}
                domains={domains}
                onTurn={() => setFound(true)}
              />
            ))}
        {fitting.length > MOST_SHOWN && (
          <p className={classes.note}>{t('tags.more', { count: fitting.length - MOST_SHOWN })}</p>
        )}
      </fieldset>
    </LabelDialog>
  );
}

interface NewTagProps {
  readonly name: string;
  readonly colour: HostColour;
  readonly onColour: (colour: HostColour) => void;
  readonly onMake: () => void;
}

function NewTag({ name, colour, onColour, onMake }: NewTagProps) {
  const { t } = useTranslation('labels');
  const colours = useColours();
  return (
    <div className={classes.newTag}>
      <ColourField legend={t('colour')} colours={colours} value={colour} onChange={onColour} />
      <Button variant="default" onClick={onMake}>
        {t('tags.make', { name })}
      </Button>
    </div>
  );
}

interface TagChoiceProps {
  readonly tag: KnownTag;
  readonly tags: ReturnType<typeof useTagChoices>;
  readonly domains: readonly DomainKey[];
  readonly onTurn: () => void;
}

function TagChoice({ tag: { name, colour, count }, tags, domains, onTurn }: TagChoiceProps) {
  const { t } = useTranslation('labels');
  const [, wish] = useWish();
  const share = tags.shareOf(name);
  const choice = tags.choiceOf(name);
  return (
    <div className={classes.choice}>
      <Checkbox
        checked={choice ?? share === 'all'}
        indeterminate={choice === undefined && share === 'some'}
        onChange={() => {
          tags.turn(name);
          onTurn();
        }}
        label={
          <>
            <ColourDot colour={colour && hostColour(colour)} />
            <bdi>{name}</bdi>
          </>
        }
      />
      <span className={classes.count}>{count > 0 && t('tags.count', { count })}</span>
      {count > 0 && (
        <ActionIcon
          size={20}
          aria-label={t('tags.edit', { name })}
          title={t('tags.edit', { name })}
          onClick={() => wish({ kind: 'edit-tag', tag: name, domains })}
        >
          <IconPencil size={14} />
        </ActionIcon>
      )}
    </div>
  );
}
