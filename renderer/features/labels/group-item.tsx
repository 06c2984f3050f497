// One line of the tree of groups: a group, or a machine in it.
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { hostColour } from '../../live/host-colours.ts';
import { putMachines } from '../../live/machine-drag.ts';
import { useFormat } from '../../ui/format.ts';
import { StateIcon } from '../../ui/state.tsx';
import { ColourDot } from '../../ui/tag-chip.tsx';
import type { TreePlace } from '../../ui/tree-view.tsx';
import type { GroupRow } from './group-rows.ts';
import classes from './groups.module.css';
import type { GroupDrop } from './use-group-drop.ts';

interface GroupItemProps extends TreePlace {
  readonly row: GroupRow;
  readonly drop: GroupDrop;
}

function Twist({ row, onToggle }: { readonly row: GroupRow; readonly onToggle: () => void }) {
  if (row.expanded === undefined) return <span className={classes.twist} />;
  const Chevron = row.expanded ? IconChevronDown : IconChevronRight;
  function onClick(event: MouseEvent) {
    event.stopPropagation();
    onToggle();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the tree do the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the tree do the same
    <span className={classes.twist} onClick={onClick}>
      <Chevron size={14} aria-hidden />
    </span>
  );
}

function Words({ row }: { readonly row: GroupRow }) {
  const format = useFormat();
  if (row.kind === 'machine')
    return (
      <>
        <StateIcon look={row.look} />
        <bdi className={classes.name}>{row.name}</bdi>
      </>
    );
  const { name, colour, count } = row;
  return (
    <>
      <ColourDot colour={colour && hostColour(colour)} />
      <bdi className={classes.name} data-group>
        {name}
      </bdi>
      <span className={classes.count}>{format.number(count)}</span>
    </>
  );
}

export function GroupItem({ row, drop, ...place }: GroupItemProps) {
  const { t } = useTranslation('labels');
  const isGroup = row.kind === 'group';
  const text = isGroup ? row.path : row.name;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it handles the keyboard
    <div
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-expanded={row.expanded}
      aria-selected={place.current}
      aria-label={isGroup ? t('groups.line', { name: row.name, count: row.count }) : undefined}
      data-index={place.index}
      data-over={(isGroup && drop.over === row.path) || undefined}
      tabIndex={place.tabbable ? 0 : -1}
      className={classes.item}
      style={{ transform: `translateY(${place.top}px)`, paddingInlineStart: 4 + (row.level - 1) * 14 }}
      title={text}
      draggable
      {...(isGroup ? drop.on(row) : {})}
      onDragStart={(event) => (isGroup ? drop.beginGroup(row, event) : putMachines(event, [row.domain]))}
      onDragEnd={drop.end}
      onClick={place.onOpen}
      onDoubleClick={place.onToggle}
      onFocus={place.onFocus}
      onContextMenu={(event) => {
        event.preventDefault();
        place.onContext({ x: event.clientX, y: event.clientY });
      }}
    >
      <Twist row={row} onToggle={place.onToggle} />
      <Words row={row} />
    </div>
  );
}
