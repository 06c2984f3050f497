// Composes the window: which page stands for which place, and what the features lend to each other.
import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { type ReactNode, Suspense, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { DomainSummary } from '../shared/model/domain.ts';
import { MachineMenu } from './features/domains/machine-menu.tsx';
import { MachineQuestion } from './features/domains/machine-question.tsx';
import { GroupSection } from './features/labels/group-section.tsx';
import { LabelNews } from './features/labels/label-news.tsx';
import { OutsideNotes } from './features/outside/outside-notes.tsx';
import { PromptDialogs } from './features/prompts/prompt-dialogs.tsx';
import { SavedSearchList } from './features/search/saved-searches.tsx';
import { WindowSearch } from './features/search/window-search.tsx';
import { Shell } from './features/shell/shell.tsx';
import { TaskNotices } from './features/tasks/task-notices.tsx';
import { changeLanguage } from './i18n.ts';
import { spokenLanguage } from './languages.ts';
import { desktop } from './live/desktop.ts';
import { useHosts, useNavigate, useSettings, useSettingsKnown, useWish } from './live/hooks.ts';
import type { Live } from './live/live.ts';
import { type OutsideView, useOutside } from './live/outside.ts';
import type { Place } from './live/place.ts';
import { LiveProvider } from './live/provider.tsx';
import { pageAt } from './pages.tsx';
import { DensityContext } from './ui/density.ts';
import { theme } from './ui/theme.ts';
import { HostDialogFor, Wished } from './wished.tsx';

/** The settings that every window obeys. */
function Preferences() {
  const { theme: wanted, language: setting, density, tray } = useSettings();
  // Before they are known, what this computer showed last is a better guess than the usual ones.
  const known = useSettingsKnown();
  // Mantine would style the whole window anew, twice, to keep what fades from fading.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useRef({ now: colorScheme, set: setColorScheme });
  scheme.current = { now: colorScheme, set: setColorScheme };
  useEffect(() => {
    if (!known) return;
    desktop()?.setTheme(wanted);
    const next = wanted === 'system' ? 'auto' : wanted;
    if (scheme.current.now !== next) scheme.current.set(next);
  }, [known, wanted]);
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

/** A host that is offered and there already is only shown: whoever wants it connected connects it. */
function useKnownOffer({ offer, takeOffer }: OutsideView) {
  const known = useHosts().find(({ uri }) => uri === offer?.uri);
  const navigate = useNavigate();
  const connection = known?.id;
  // Before the notes' own effects: a machine that is wanted with its host is what stays in view.
  useLayoutEffect(() => {
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
