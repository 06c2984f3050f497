// Actions as buttons of a toolbar, and the commands that do the same.
import { useTranslation } from 'react-i18next';
import type { Action } from './action.ts';
import { ActionButton } from './action-button.tsx';
import { CommandHint, type LabelledCommand, NoCommand } from './command.tsx';
import { shortcutText } from './shortcut.ts';

export interface ActionAsButtonProps {
  readonly action: Action;
  /** Icon alone. */
  readonly compact?: boolean;
  readonly primary?: boolean;
  readonly pending?: boolean;
}

export function ActionAsButton({
  action,
  compact = false,
  primary = false,
  pending = false,
}: ActionAsButtonProps) {
  const { t } = useTranslation();
  const { icon: Icon, obstacle, shortcut, danger = false } = action;
  return (
    <ActionButton
      compact={compact}
      primary={primary}
      pending={pending}
      label={t(action.label)}
      icon={Icon !== undefined && <Icon size={compact ? 16 : 15} />}
      danger={danger && obstacle === undefined}
      onClick={action.run}
      {...(shortcut === undefined ? {} : { shortcut: shortcutText(shortcut) })}
      {...(obstacle === undefined ? {} : { disabledReason: t(obstacle) })}
    />
  );
}

export interface ActionLinesProps {
  readonly actions: readonly Action[];
  /** What they act on, for the button's name. */
  readonly of?: string;
  readonly more?: readonly LabelledCommand[];
}

/** More lines than this are no longer read. */
const MOST_LINES = 20;

/** `>_` with the lines of what can be done now. */
export function ActionLines({ actions, of, more = [] }: ActionLinesProps) {
  const { t } = useTranslation();
  const lines = actions.flatMap((action) =>
    action.obstacle === undefined
      ? (action.lines?.() ?? []).map((command): LabelledCommand => ({ label: t(action.label), command }))
      : [],
  );
  const commands = [...lines, ...more].slice(0, MOST_LINES);
  // Its place stays: what stands beside it would jump with each selection.
  if (commands.length === 0) return <NoCommand />;
  return <CommandHint commands={commands} {...(of === undefined ? {} : { of })} />;
}
