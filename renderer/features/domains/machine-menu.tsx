// The items of a machine's context menu and of the toolbar's "more".
import { useMemo } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useActionContext } from '../../actions/context.ts';
import { allMachineActions, machineActions } from '../../actions/machine.ts';
import { ActionItems } from '../../ui/action-items.tsx';

export interface MachineMenuProps {
  readonly domains: readonly DomainSummary[];
  /** Leaves out what opens the machine: where it is open. */
  readonly actionsOnly?: boolean;
}

export function MachineMenu({ domains, actionsOnly = false }: MachineMenuProps) {
  const context = useActionContext();
  const actions = useMemo(
    () => (actionsOnly ? machineActions : allMachineActions)(domains, context),
    [domains, context, actionsOnly],
  );
  return <ActionItems actions={actions} />;
}
