// Composes the window: which page stands for which place, and what the features lend to each other.
import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useCallback, useEffect } from 'react';
import type { DomainSummary } from '../shared/model/domain.ts';
import type { ConnectionId } from '../shared/model/keys.ts';
import { MachineMenu } from './features/domains/machine-menu.tsx';
import { MachineQuestion } from './features/domains/machine-question.tsx';
import { GroupSection } from './features/labels/group-section.tsx';
import { LabelNews } from './features/labels/label-news.tsx';
import { OutsideNotes } from './features/outside/outside-notes.tsx';
import { Palette } from './features/palette/palette.tsx';
import { PromptDialogs } from './features/prompts/prompt-dialogs.tsx';
import { SavedSearchList } from './features/search/saved-searches.tsx';
import { WindowSearch } from './features/search/window-search.tsx';
import { Shell } from './features/shell/shell.tsx';
import { TaskNotices } from './features/tasks/task-notices.tsx';
import { changeLanguage } from './i18n.ts';
import { spokenLanguage } from './languages.ts';
import { desktop } from './live/desktop.ts';
import {
  useEndWish,
  useHost,
  useHosts,
  useNavigate,
  useSettings,
  useSettingsKnown,
  useWish,
} from './live/hooks.ts';
import type { Live } from './live/live.ts';
import { type OfferedHost, type OutsideView, useOutside } from './live/outside.ts';
import type { Place } from './live/place.ts';
import { LiveProvider } from './live/provider.tsx';
import { pageAt } from './pages.tsx';
import type { Action } from './ui/action.ts';
import { DensityContext } from './ui/density.ts';
import { theme } from './ui/theme.ts';

/** The settings that every window obeys. */
function Preferences() {
  const { theme: wanted, language: setting, density, tray } = useSettings();
  // Before they are known, what this computer showed last is a better guess than the usual ones.
  const known = useSettingsKnown();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (!known) return;
    desktop()?.setTheme(wanted);
    setColorScheme(wanted === 'system' ? 'auto' : wanted);
  }, [known, wanted, setColorScheme]);
  useEffect(() => {
    if (!known) return;
    const language = spokenLanguage(setting);
    desktop()?.setLanguage(language);
    void changeLanguage(language);
  }, [known, setting]);
  useEffect(() => {
    if (known) desktop()?.setTray(tray);
  }, [known, tray]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return null;
}

// Not needed for the list of machines, so they are loaded when they are first opened.
const HostDialog = lazy(async () => {
  const { HostDialog: dialog } = await import('./features/connect/host-dialog.tsx');
  return { default: dialog };
});
const ShortcutList = lazy(async () => {
  const { ShortcutList: list } = await import('./features/palette/shortcut-list.tsx');
  return { default: list };
});
const LabelWishes = lazy(async () => {
  const { LabelWishes: dialogs } = await import('./features/labels/label-wishes.tsx');
  return { default: dialogs };
});
const StopNetwork = lazy(async () => {
  const { StopNetwork: question } = await import('./features/networks/stop-network.tsx');
  return { default: question };
});
const StopPool = lazy(async () => {
  const { StopPool: question } = await import('./features/storage/stop-pool.tsx');
  return { default: question };
});
const SshQuestion = lazy(async () => {
  const { SshQuestion: question } = await import('./features/domains/ssh-question.tsx');
  return { default: question };
});

interface HostDialogForProps {
  readonly offered?: OfferedHost;
  readonly editing?: ConnectionId;
  readonly onClose: () => void;
}

function HostDialogFor({ offered, editing, onClose }: HostDialogForProps) {
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

/** The dialog or question that an action waits for. */
function Wished({ windowActions }: { readonly windowActions: readonly Action[] }) {
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

/** A host that is offered and there already is only shown: whoever wants it connected connects it. */
function useKnownOffer({ offer, takeOffer }: OutsideView) {
  const known = useHosts().find(({ uri }) => uri === offer?.uri);
  const navigate = useNavigate();
  const connection = known?.id;
  useEffect(() => {
    if (connection === undefined) return;
    navigate({ page: 'host', connection });
    takeOffer();
  }, [connection, navigate, takeOffer]);
}

function machineMenu(domains: readonly DomainSummary[]): ReactNode {
  return <MachineMenu domains={domains} />;
}

/** All that is inside the providers. */
export function AppWindow() {
  const [wish, setWish] = useWish();
  const onConnect = useCallback(() => setWish({ kind: 'add-host' }), [setWish]);
  const outside = useOutside(onConnect);
  useKnownOffer(outside);
  // What a person is writing is not taken from them: an offer waits until the dialog is free.
  const isFree = wish?.kind !== 'add-host' && wish?.kind !== 'edit-host';
  const renderPlace = useCallback((place: Place): ReactNode => pageAt(place, { onConnect }), [onConnect]);
  const { density } = useSettings();
  return (
    <DensityContext value={density}>
      <Preferences />
      <TaskNotices />
      <Shell
        renderPlace={renderPlace}
        machineMenu={machineMenu}
        groups={<GroupSection machineMenu={machineMenu} />}
        search={<WindowSearch />}
        searches={<SavedSearchList />}
        overlay={(windowActions) => (
          <Suspense>
            <Wished windowActions={windowActions} />
          </Suspense>
        )}
      />
      <MachineQuestion />
      <LabelNews />
      <OutsideNotes notes={outside.notes} onDismiss={outside.dismiss} />
      <Suspense>
        {isFree && outside.offer !== undefined && (
          <HostDialogFor offered={outside.offer} onClose={outside.takeOffer} />
        )}
      </Suspense>
      <Suspense>
        <PromptDialogs />
      </Suspense>
    </DensityContext>
  );
}

export function App({ live }: { readonly live: Live }) {
  return (
    <LiveProvider live={live}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <AppWindow />
      </MantineProvider>
    </LiveProvider>
  );
}
