// Composes the window: which page stands for which place, and what the features lend to each other.
import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import type { DomainSummary } from '../shared/model/domain.ts';
import { MachineKeys, useSelectedDomains } from './features/domains/machine-keys.tsx';
import { MachineMenu } from './features/domains/machine-menu.tsx';
import { MachineQuestion } from './features/domains/machine-question.tsx';
import { Shell } from './features/shell/shell.tsx';
import { changeLanguage, spokenLanguage } from './i18n.ts';
import { desktop } from './live/desktop.ts';
import { useSettings, useSettingsKnown } from './live/hooks.ts';
import type { Live } from './live/live.ts';
import type { Place } from './live/place.ts';
import { LiveProvider } from './live/provider.tsx';
import { pageAt } from './pages.tsx';
import { theme } from './ui/theme.ts';

/** The settings that every window obeys. */
function Preferences() {
  const { theme: wanted, language: setting } = useSettings();
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
  return null;
}

// Not needed for the list of machines, so it is loaded when it is first opened.
const ConnectDialog = lazy(async () => {
  const { ConnectDialog: dialog } = await import('./features/connect/connect-dialog.tsx');
  return { default: dialog };
});

function useConnectDialog() {
  const [opened, setOpened] = useState(false);
  const [offered, setOffered] = useState<string>();
  const open = useCallback(() => {
    setOffered(undefined);
    setOpened(true);
  }, []);
  const close = useCallback(() => setOpened(false), []);
  useEffect(
    () =>
      desktop()?.onOfferedUri((uri) => {
        setOffered(uri);
        setOpened(true);
      }),
    [],
  );
  return { opened, offered, open, close };
}

/** All that is inside the providers. */
export function AppWindow() {
  const dialog = useConnectDialog();
  const selected = useSelectedDomains();
  const renderPlace = useCallback((place: Place): ReactNode => pageAt(place, dialog.open), [dialog.open]);
  return (
    <>
      <Preferences />
      <MachineKeys />
      <Shell
        renderPlace={renderPlace}
        machineMenu={(domains?: readonly DomainSummary[]) => <MachineMenu domains={domains ?? selected} />}
        onConnect={dialog.open}
      />
      <MachineQuestion />
      <Suspense>
        {dialog.opened && (
          <ConnectDialog
            opened
            onClose={dialog.close}
            {...(dialog.offered === undefined ? {} : { offeredUri: dialog.offered })}
          />
        )}
      </Suspense>
    </>
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
