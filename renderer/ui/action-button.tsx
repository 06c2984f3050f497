// A button that stays reachable when it cannot be used, so that everyone can learn why.
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

export interface ActionButtonProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onClick: () => void;
  /** Why it cannot be used now; absent when it can. */
  readonly disabledReason?: string;
  readonly pending?: boolean;
  /** Shown in the tooltip, e.g. `Ctrl+R`. */
  readonly shortcut?: string;
  /** Icon alone; the label becomes its name and tooltip. */
  readonly compact?: boolean;
  readonly danger?: boolean;
  /** The one primary action of a place. */
  readonly primary?: boolean;
}

function tooltipOf({
  label,
  disabledReason,
  shortcut,
  compact = false,
}: ActionButtonProps): string | undefined {
  const name = shortcut === undefined ? label : `${label} (${shortcut})`;
  if (disabledReason !== undefined) return compact ? `${name}: ${disabledReason}` : disabledReason;
  return compact || shortcut !== undefined ? name : undefined;
}

function ignore(): void {}

export function ActionButton(props: ActionButtonProps) {
  const { label, icon, onClick, disabledReason, pending = false, compact = false } = props;
  const blocked = disabledReason !== undefined;
  const tooltip = tooltipOf(props);
  const shared = {
    ...(blocked ? { 'data-disabled': true, 'aria-disabled': true, 'aria-description': disabledReason } : {}),
    loading: pending,
    onClick: blocked ? ignore : onClick,
  };
  const button = compact ? (
    <ActionIcon
      {...shared}
      aria-label={label}
      {...(props.danger === true ? { color: 'red', c: 'var(--gh-crashed)' } : { color: 'gray' })}
    >
      {icon}
    </ActionIcon>
  ) : (
    <Button
      {...shared}
      leftSection={icon}
      color={props.danger === true ? 'red.9' : 'blue'}
      variant={props.primary === true ? 'filled' : 'default'}
    >
      {label}
    </Button>
  );
  return (
    <Tooltip label={tooltip ?? ''} disabled={tooltip === undefined}>
      {button}
    </Tooltip>
  );
}
