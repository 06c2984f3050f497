// The desktop app's boot, in order. Everything in it is explained where it lives.
import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { readCommandLine } from './app/command-line.ts';
import { EngineProcess } from './app/engine-process.ts';
import { MachineMenu } from './app/machine-menu.ts';
import { offerEditMenu, setMenu } from './app/menu.ts';
import { menuLanguage } from './app/menu-words.ts';
import { answerPages } from './app/page-requests.ts';
import { restrictPages } from './app/policy.ts';
import { onComputerWoke } from './app/power.ts';
import { stopBeforeQuit } from './app/quit.ts';
import { declareScheme, serveScheme } from './app/scheme.ts';
import { systemVault } from './app/secrets.ts';
import { runServer } from './app/server-process.ts';
import { offerUri, Windows } from './app/windows.ts';
import { listPageFiles } from './ipc/page-files.ts';
import { openLog } from './log.ts';
import { peekSettings } from './store/document.ts';
import { findFolders, makePrivateFolder } from './store/paths.ts';
import { settingsFile } from './store/settings-store.ts';

const built = join(import.meta.dirname, '..');
const commandLine = readCommandLine(process.argv.slice(app.isPackaged ? 1 : 2));
const stateFolder = makePrivateFolder(findFolders().state);
app.setPath('userData', join(stateFolder, 'chromium'));

if (commandLine.serve) runServer(join(built, 'electron', 'serve.js'), commandLine.uris);
else if (app.requestSingleInstanceLock({ uris: commandLine.uris })) openDesktop().catch(giveUp);
else app.exit();

/** Not awaited above: Electron is ready only after this module has run to its end. */
async function openDesktop(): Promise<void> {
  const log = openLog(join(stateFolder, 'desktop.log'));
  const entry = join(built, 'electron', 'engine.js');
  const engine = new EngineProcess({ entry, startUris: commandLine.uris, vault: systemVault(), log });
  const windows = new Windows({ preload: join(built, 'preload.cjs'), stateFolder, log });
  const machineMenu = new MachineMenu();
  const last = peekSettings(settingsFile(findFolders().config));
  let language = menuLanguage(last.language, 'en');

  app.enableSandbox();
  declareScheme();
  app.on('window-all-closed', () => app.quit());
  app.on('web-contents-created', (_event, contents) => offerEditMenu(contents, () => language));
  app.on('second-instance', (_event, _words, _folder, data) => welcomeSecond(windows, data));
  stopBeforeQuit(() => engine.stop());

  await app.whenReady();
  // Until a page has told: what was chosen last.
  language = menuLanguage(last.language, app.getLocale());
  nativeTheme.themeSource = last.theme;
  restrictPages();
  serveScheme(listPageFiles(join(built, 'renderer')));
  setMenu(windows, machineMenu, language);
  answerPages({
    engine,
    windows,
    machineMenu,
    onLanguage: (told) => {
      language = told;
      setMenu(windows, machineMenu, told);
    },
    onTheme: (told) => {
      nativeTheme.themeSource = told;
    },
  });
  onComputerWoke(() => engine.wake());
  engine.start();
  windows.open();
}

function giveUp(error: unknown): void {
  console.error('Guesthouse could not start:', error);
  app.exit(1);
}

/** Started again: another window, or its URI in the dialog. It never connects by itself. */
function welcomeSecond(windows: Windows, data: unknown): void {
  const uris = typeof data === 'object' && data !== null && 'uris' in data ? data.uris : [];
  const [uri] = Array.isArray(uris) ? uris : [];
  if (typeof uri === 'string') offerUri(windows.front().webContents, uri);
  else windows.open();
}
