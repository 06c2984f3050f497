// Machine by machine what an action will do, before it is done.
import { IconBan, IconCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainAction } from '../../../shared/model/domain.ts';
import { actionOf } from '../../live/domain-actions.ts';
import { compareNames } from '../../live/ordered.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import type { GridColumn, Sorting } from '../../ui/data-grid-types.ts';
import classes from './machines.module.css';
import type { Verdict } from './use-verdicts.ts';

const ROW_HEIGHT = 24;
const HEAD_HEIGHT = 30;
const MOST_ROWS = 10;

function keyOf({ domain }: Verdict): string {
  return domain.key;
}

function useColumns(action: DomainAction, severalHosts: boolean): readonly GridColumn<Verdict>[] {
  const { t } = useTranslation('domains');
  return useMemo(() => {
    const host: GridColumn<Verdict> = {
      id: 'host',
      header: t('column.host'),
      width: 100,
      grow: 1,
      cell: (verdict) => verdict.host,
      compare: (a, b) => compareNames(a.host, b.host),
    };
    const wordOf = ({ domain, obstacle }: Verdict) =>
      obstacle === undefined ? t(actionOf(action).labelKey(domain)) : t(`obstacle.${obstacle}`);
    return [
      {
        id: 'name',
        header: t('column.name'),
        width: 120,
        grow: 1,
        rowHeader: true,
        cell: ({ domain }) => domain.name,
        compare: (a, b) => compareNames(a.domain.name, b.domain.name),
      },
      ...(severalHosts ? [host] : []),
      {
        id: 'what',
        header: t('question.what'),
        width: 180,
        grow: 2,
        cell: (verdict) => (
          <span className={classes.verdict} data-left={verdict.obstacle !== undefined || undefined}>
            {verdict.obstacle === undefined ? (
              <IconCheck size={14} aria-hidden />
            ) : (
              <IconBan size={14} aria-hidden />
            )}
            {wordOf(verdict)}
          </span>
        ),
        compare: (a, b) => compareNames(wordOf(a), wordOf(b)),
      },
    ];
  }, [t, action, severalHosts]);
}

interface VerdictListProps {
  readonly action: DomainAction;
  readonly verdicts: readonly Verdict[];
}

export function VerdictList({ action, verdicts }: VerdictListProps) {
  const { t } = useTranslation('domains');
  const several = useMemo(() => new Set(verdicts.map(({ host }) => host)).size > 1, [verdicts]);
  const columns = useColumns(action, several);
  const [sorting, setSorting] = useState<readonly Sorting[]>([]);
  const rows = Math.min(MOST_ROWS, verdicts.length);
  return (
    <div className={classes.verdicts} style={{ height: HEAD_HEIGHT + ROW_HEIGHT * rows }}>
      <DataGrid
        label={t('question.list')}
        columns={columns}
        rows={verdicts}
        keyOf={keyOf}
        textOf={({ domain }) => domain.name}
        sorting={sorting}
        rowHeight={ROW_HEIGHT}
        onSort={setSorting}
      />
    </div>
  );
}
