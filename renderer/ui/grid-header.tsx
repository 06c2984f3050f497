// The head of the grid: names of columns that sort, and the box that selects all.
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { GridColumn, Sorting } from './data-grid-types.ts';

interface GridHeaderProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly sorting: Sorting | undefined;
  readonly onSort: ((sorting: Sorting) => void) | undefined;
  /** Undefined where rows cannot be selected. */
  readonly all: 'all' | 'some' | 'none' | undefined;
  readonly onAll: () => void;
}

function SelectAll({ all, onAll }: { readonly all: 'all' | 'some' | 'none'; readonly onAll: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <div role="columnheader" aria-colindex={1} className={classes.check}>
      <input
        type="checkbox"
        aria-label={t('grid.selectAll')}
        checked={all === 'all'}
        ref={(box) => {
          if (box !== null) box.indeterminate = all === 'some';
        }}
        onChange={onAll}
      />
    </div>
  );
}

export function GridHeader<Row>({ columns, sorting, onSort, all, onAll }: GridHeaderProps<Row>) {
  const shift = all === undefined ? 1 : 2;
  return (
    <div role="row" aria-rowindex={1} className={classes.header}>
      {all !== undefined && <SelectAll all={all} onAll={onAll} />}
      {columns.map((column, position) => {
        const sorted = sorting?.column === column.id;
        const descending = sorted && sorting.descending;
        const order = descending ? 'descending' : 'ascending';
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={position + shift}
            aria-sort={sorted ? order : undefined}
            className={classes.columnHeader}
            data-align={column.align}
          >
            {column.compare === undefined || onSort === undefined ? (
              <span className={classes.columnName}>{column.header}</span>
            ) : (
              <button
                type="button"
                className={classes.columnName}
                onClick={() => onSort({ column: column.id, descending: sorted && !sorting.descending })}
              >
                <span>{column.header}</span>
                {sorted &&
                  (descending ? (
                    <IconChevronDown size={12} aria-hidden />
                  ) : (
                    <IconChevronUp size={12} aria-hidden />
                  ))}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}
