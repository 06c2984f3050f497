// One row of the sidebar's tree.
import { IconChevronDown, IconChevronRight, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { hostColour } from '../../live/host-colours.ts';
import { useFormat } from '../../ui/format.ts';
import { StateIcon } from '../../ui/state.tsx';
import type { TreePlace } from '../../ui/tree-view.tsx';
import classes from './sidebar.module.css';
import type { SidebarRow } from './sidebar-rows.ts';
import type { RowDrag } from './use-host-drag.ts';

/** A tooltip is no page to read. */
const LONGEST_NOTES = 400;

interface SidebarItemProps extends TreePlace {
  readonly row: SidebarRow;
  readonly drag: RowDrag;
}

function Twist({ row, onToggle }: { readonly row: SidebarRow; readonly onToggle: () => void }) {
  if (row.expanded === undefined) return <span className={classes.twist} />;
  const Chevron = row.expanded ? IconChevronDown : IconChevronRight;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the tree do the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the tree do the same
    <span
      className={classes.twist}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Chevron size={14} aria-hidden />
    </span>
  );
}

export function SidebarItem(props: SidebarItemProps) {
  const { row, onContext } = props;
  const { t } = useTranslation('app');
  const { t: tHosts } = useTranslation('hosts');
  const format = useFormat();
  const isHost = row.kind === 'host';
  const demo = isHost && row.host.transport === 'demo';
  const away = row.host.state !== 'connected';
  const readOnly = isHost && row.host.readOnly;
  const name = row.name ?? t(`page.${row.kind}`);
  const { profile } = row.host;
  const colour = hostColour(profile.colour);
  const step =
    row.host.state === 'connecting' && row.host.step !== undefined
      ? tHosts(`step.${row.host.step}`)
      : undefined;
  const state = step ?? t(`hostState.${row.host.state}`);
  const tooltip = [
    name,
    row.host.uri,
    state,
    ...(demo ? [tHosts('demoWhy')] : []),
    ...(colour === undefined ? [] : [tHosts(`colour.${profile.colour}`)]),
    ...(profile.notes === '' ? [] : ['', profile.notes.slice(0, LONGEST_NOTES)]),
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it handles the keyboard
    <div
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-expanded={row.expanded}
      aria-selected={props.current}
      aria-label={isHost ? [name, ...(demo ? [tHosts('demo')] : []), state].join(', ') : undefined}
      data-index={props.index}
      data-away={away || undefined}
      data-drop={props.drag.dropSide}
      draggable={props.drag.draggable}
      onDragStart={props.drag.onDragStart}
      onDragOver={props.drag.onDragOver}
      onDrop={props.drag.onDrop}
      onDragEnd={props.drag.onDragEnd}
      tabIndex={props.tabbable ? 0 : -1}
      className={classes.item}
      style={{ transform: `translateY(${props.top}px)`, paddingInlineStart: 4 + (row.level - 1) * 14 }}
      title={isHost ? tooltip.join('\n') : name}
      onClick={props.onOpen}
      onDoubleClick={props.onToggle}
      onFocus={props.onFocus}
      onContextMenu={(event) => {
        event.preventDefault();
        onContext({ x: event.clientX, y: event.clientY });
      }}
    >
      {colour !== undefined && <span aria-hidden className={classes.colour} style={{ background: colour }} />}
      <Twist row={row} onToggle={props.onToggle} />
      {row.look !== undefined && <StateIcon look={row.look} />}
      <span className={classes.name} data-host={isHost || undefined}>
        {name}
      </span>
      {demo && (
        <span className={classes.demo} title={tHosts('demoWhy')}>
          {tHosts('demo')}
        </span>
      )}
      {isHost && step !== undefined && <span className={classes.step}>{step}</span>}
      {row.count !== undefined && <span className={classes.count}>{format.number(row.count)}</span>}
      {readOnly && (
        <span className={classes.mark} title={t('readOnly')}>
          <IconLock size={13} aria-label={t('readOnly')} />
        </span>
      )}
    </div>
  );
}
