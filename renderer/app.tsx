// Composes the window: which page stands for which place, and what the features lend to each other.
import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import type { DomainSummary } from '../shared/model/domain.ts';
import type { ConnectionId } from '../shared/model/keys.ts';
import { MachineKeys, useSelectedDomains } from './features/domains/machine-keys.tsx';
import { MachineMenu } from './features/domains/machine-menu.tsx';
import { MachineQuestion } from './features/domains/machine-question.tsx';
import { OutsideNotes } from './features/outside/outside-notes.tsx';
import { Shell } from './features/shell/shell.tsx';
import { changeLanguage, spokenLanguage } from './i18n.ts';
import { desktop } from './live/desktop.ts';
import { useHost, useHosts, useNavigate, useSettings, useSettingsKnown, useSshWish } from './live/hooks.ts';
import type { Live } from './live/live.ts';
import { type OfferedHost, type OutsideView, useOutside } from './live/outside.ts';
import type { Place } from './live/place.ts';
import { LiveProvider } from './live/provider.tsx';
import { pageAt } from './pages.tsx';
import { DensityContext } from './ui/density.ts';
import { theme } from './ui/theme.ts';

/** The settings that every window obeys. */
function Preferences() {
  const { theme: wanted, language: setting, density } = useSettings();
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
    document.documentElement.dataset.density = density;
  }, [density]);
  return null;
}

// Not needed for the list of machines, so they are loaded when they are first opened.
const HostDialog = lazy(async () => {
  const { HostDialog: dialog } = await import('./features/connect/host-dialog.tsx');
  return { default: dialog };
});
const PromptDialogs = lazy(async () => {
  const { PromptDialogs: dialogs } = await import('./features/prompts/prompt-dialogs.tsx');
  return { default: dialogs };
});
const SshQuestion = lazy(async () => {
  const { SshQuestion: question } = await import('./features/domains/ssh-question.tsx');
  return { default: question };
});

/** What the dialog is open for: a new host, one that came from outside, or one that is to be changed. */
interface DialogWish {
  readonly offered?: OfferedHost;
  readonly editing?: ConnectionId;
}

function useHostDialog() {
  const [wish, setWish] = useState<DialogWish>();
  const add = useCallback(() => setWish({}), []);
  const edit = useCallback((editing: ConnectionId) => setWish({ editing }), []);
  const close = useCallback(() => setWish(undefined), []);
  return { wish, add, edit, close };
}

function HostDialogFor({ wish, onClose }: { readonly wish: DialogWish; readonly onClose: () => void }) {
  const host = useHost(wish.editing);
  // Removed elsewhere while its dialog was to open.
  if (wish.editing !== undefined && host === undefined) return null;
  return (
    <HostDialog
      opened
      onClose={onClose}
      {...(wish.offered === undefined ? {} : { offered: wish.offered })}
      {...(host === undefined ? {} : { host })}
    />
  );
}

function SshQuestionAsked() {
  const [domain] = useSshWish();
  return domain === undefined ? null : <SshQuestion domain={domain} />;
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

/** All that is inside the providers. */
export function AppWindow() {
  const dialog = useHostDialog();
  const outside = useOutside(dialog.add);
  useKnownOffer(outside);
  // What a person is writing is not taken from them: an offer waits until the dialog is free.
  const offered = outside.offer === undefined ? undefined : { offered: outside.offer };
  const selected = useSelectedDomains();
  const { add, edit } = dialog;
  const renderPlace = useCallback(
    (place: Place): ReactNode => pageAt(place, { onConnect: add, onEdit: edit }),
    [add, edit],
  );
  const { density } = useSettings();
  return (
    <DensityContext value={density}>
      <Preferences />
      <MachineKeys />
      <Shell
        renderPlace={renderPlace}
        machineMenu={(domains?: readonly DomainSummary[]) => <MachineMenu domains={domains ?? selected} />}
        onConnect={add}
        onEdit={edit}
      />
      <MachineQuestion />
      <OutsideNotes notes={outside.notes} onDismiss={outside.dismiss} />
      <Suspense>
        {dialog.wish !== undefined ? (
          <HostDialogFor wish={dialog.wish} onClose={dialog.close} />
        ) : (
          offered !== undefined && <HostDialogFor wish={offered} onClose={outside.takeOffer} />
        )}
        <SshQuestionAsked />
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
