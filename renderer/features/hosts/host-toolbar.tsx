// What can be done with the host whose page it is, and the commands that look at it.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import { useActionContext } from '../../actions/context.ts';
import { hostActions } from '../../actions/host.ts';
import { virshLine } from '../../live/shell-words.ts';
import { ActionAsButton } from '../../ui/action-buttons.tsx';
import { CommandHint } from '../../ui/command.tsx';

const LOOKS_AT = ['uri', 'hostname', 'version', 'nodeinfo', 'capabilities'];
const PRIMARY = 'host.connect';

/** Its place in the list is the sidebar's business. */
const ELSEWHERE: readonly string[] = ['host.up', 'host.down'];

export function HostToolbar({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('hosts');
  const context = useActionContext();
  const actions = useMemo(() => hostActions(host, context), [host, context]);
  return (
    <div role="toolbar" aria-label={t('toolbar')} style={{ display: 'contents' }}>
      {actions
        .filter(({ id }) => !ELSEWHERE.includes(id))
        .map((action) => (
          <ActionAsButton key={action.id} action={action} primary={action.id === PRIMARY} />
        ))}
      <CommandHint commands={LOOKS_AT.map((verb) => virshLine(host, verb))} of={host.name} />
    </div>
  );
}
