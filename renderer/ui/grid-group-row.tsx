// The head of a group of rows: folds them away, and selects them all.
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { RowGroup } from './data-grid-types.ts';
import { headKey, shareOf } from './grid-lines.ts';

interface GridGroupRowProps<Row> {
  readonly group: RowGroup<Row>;
  readonly folded: boolean;
  /** From 1, the header counted. */
  readonly rowIndex: number;
  /** px */
  readonly top: number;
  /** Columns of the grid, the boxes' among them. */
  readonly span: number;
  readonly active: boolean;
  readonly keyOf: (row: Row) => string;
  /** Undefined where rows cannot be selected. */
  readonly selected: ReadonlySet<string> | undefined;
  readonly onFold: (group: string, folded: boolean) => void;
  readonly onFocus: (key: string) => void;
  readonly onSelect: (keys: readonly string[], selected: boolean) => void;
}

export function GridGroupRow<Row>(props: GridGroupRowProps<Row>) {
  const { group, folded, rowIndex, top, span, active, keyOf, selected, onFold, onFocus, onSelect } = props;
  const { t } = useTranslation('ui');
  const keys = useMemo(() => group.rows.map(keyOf), [group.rows, keyOf]);
  const share = useMemo(
    () => (selected === undefined ? undefined : shareOf(keys, selected)),
    [keys, selected],
  );
  const Sign = folded ? IconChevronRight : IconChevronDown;
  const id = headKey(group.id);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it handles the keyboard
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-level={1}
      aria-expanded={!folded}
      data-key={id}
      className={classes.groupRow}
      tabIndex={active ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onFold(group.id, !folded)}
      onFocus={() => onFocus(id)}
    >
      {share !== undefined && (
        <div role="gridcell" aria-colindex={1} className={classes.check}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('grid.selectGroup', { name: group.text })}
            checked={share === 'all'}
            ref={(box) => {
              if (box !== null) box.indeterminate = share === 'some';
            }}
            onChange={() => onSelect(keys, share !== 'all')}
            onClick={(event) => event.stopPropagation()}
          />
        </div>
      )}
      <div
        role="gridcell"
        aria-colindex={share === undefined ? 1 : 2}
        aria-colspan={share === undefined ? span : span - 1}
        className={classes.groupName}
      >
        <Sign size={14} aria-hidden />
        {group.label}
      </div>
    </div>
  );
}
