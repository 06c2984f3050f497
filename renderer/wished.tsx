// The dialog or question that an action waits for. Those that the list of machines does not need are read later.
import type { ConnectionId } from '../shared/model/keys.ts';
import { Palette } from './features/palette/palette.tsx';
import { useEndWish, useHost, useWish } from './live/hooks.ts';
import type { OfferedHost } from './live/outside.ts';
import type { Action } from './ui/action.ts';
import { later } from './ui/later.tsx';

const HostDialog = later(async () => (await import('./features/connect/host-dialog.tsx')).HostDialog);
const ShortcutList = later(async () => (await import('./features/palette/shortcut-list.tsx')).ShortcutList);
const LabelWishes = later(async () => (await import('./features/labels/label-wishes.tsx')).LabelWishes);
const StopNetwork = later(async () => (await import('./features/networks/stop-network.tsx')).StopNetwork);
const StopPool = later(async () => (await import('./features/storage/stop-pool.tsx')).StopPool);
const SshQuestion = later(async () => (await import('./features/domains/ssh-question.tsx')).SshQuestion);

/** To be read ahead: who opens one types on at once. */
export const DIALOGS = [LabelWishes, HostDialog, ShortcutList, SshQuestion];

interface HostDialogForProps {
  readonly offered?: OfferedHost;
  readonly editing?: ConnectionId;
  readonly onClose: () => void;
}

export function HostDialogFor({ offered, editing, onClose }: HostDialogForProps) {
  const host = useHost(editing);
  // Removed elsewhere while its dialog was to open.
  if (editing !== undefined && host === undefined) return null;
  return (
    <HostDialog
      opened
      onClose={onClose}
      {...(offered === undefined ? {} : { offered })}
      {...(host === undefined ? {} : { host })}
    />
  );
}

export function Wished({ windowActions }: { readonly windowActions: readonly Action[] }) {
  const [wish] = useWish();
  const close = useEndWish();
  switch (wish?.kind) {
    case 'palette':
      return <Palette windowActions={windowActions} />;
    case 'shortcuts':
      return <ShortcutList windowActions={windowActions} />;
    case 'add-host':
      return <HostDialogFor onClose={close} />;
    case 'edit-host':
      return <HostDialogFor editing={wish.connection} onClose={close} />;
    case 'stop-network':
      return <StopNetwork network={wish.network} onClose={close} />;
    case 'stop-pool':
      return <StopPool pool={wish.pool} onClose={close} />;
    case 'ssh':
      return <SshQuestion domain={wish.domain} />;
    case 'tags':
    case 'move-to-group':
    case 'new-group':
    case 'edit-group':
    case 'edit-tag':
      return <LabelWishes />;
    default:
      return null;
  }
}
