// A page inside a tab: its head with title and tools, and its content.
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';

export interface PageProps {
  readonly title: string;
  /** Beside the title: a state, a mark. */
  readonly aside?: ReactNode;
  readonly toolbar?: ReactNode;
  /** Gives the page its Refresh button. */
  readonly onRefresh?: () => void;
  readonly refreshing?: boolean;
  /** The content brings its own scrolling and reaches the edges (grids, consoles, editors). */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** A page inside a tab: title, tools, content. */
export function Page({
  title,
  aside,
  toolbar,
  onRefresh,
  refreshing = false,
  fill = false,
  children,
}: PageProps) {
  return (
    <section className={classes.page} aria-label={title}>
      <header className={classes.head}>
        <h1 className={classes.title} title={title}>
          {title}
        </h1>
        {aside}
        <div className={classes.tools}>
          {toolbar}
          {onRefresh !== undefined && <RefreshButton onRefresh={onRefresh} refreshing={refreshing} />}
        </div>
      </header>
      <div className={fill ? classes.fill : classes.content}>{children}</div>
    </section>
  );
}

function RefreshButton(props: { readonly onRefresh: () => void; readonly refreshing: boolean }) {
  const { t } = useTranslation('ui');
  return (
    <Tooltip label={t('refresh')}>
      <ActionIcon data-refresh aria-label={t('refresh')} loading={props.refreshing} onClick={props.onRefresh}>
        <IconRefresh size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
