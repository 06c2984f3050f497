// The desktop app's boot, in order. Everything in it is explained where it lives.
import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import type { Outside } from '../shared/outside.ts';
import { type CommandLine, ownWords, readCommandLine } from './app/command-line.ts';
import { LINK_SCHEME } from './app/deep-link.ts';
import { Doorstep } from './app/doorstep.ts';
import { endingOf } from './app/ending.ts';
import { EngineProcess } from './app/engine-process.ts';
import { drawWithoutCard } from './app/graphics.ts';
import { offerEditMenu, setMenu } from './app/menu.ts';
import { menuLanguage } from './app/menu-words.ts';
import { Notices } from './app/notices.ts';
import { PageMenus } from './app/page-menus.ts';
import { answerPages } from './app/page-requests.ts';
import { quickenScripts } from './app/page-scripts.ts';
import { restrictPages } from './app/policy.ts';
import { onComputerWoke } from './app/power.ts';
import { stopBeforeQuit } from './app/quit.ts';
import { declareScheme, serveScheme } from './app/scheme.ts';
import { systemVault } from './app/secrets.ts';
import { runServer } from './app/server-process.ts';
import { hasTray, TrayIcon } from './app/tray.ts';
import { firstWishes, furtherWishes, outsideOfLink, tell, type Visit } from './app/visitors.ts';
import { Windows } from './app/windows.ts';
import { listPageFiles } from './ipc/page-files.ts';
import type { TrayNews } from './ipc/tray-over-port.ts';
import { openLog } from './log.ts';
import { peekSettings } from './store/first-settings.ts';
import { findFolders, makePrivateFolder, settingsFile } from './store/paths.ts';

const built = join(import.meta.dirname, '..');
const words = ownWords(process.argv, app.isPackaged);
const stateFolder = makePrivateFolder(findFolders().state);
app.setPath('userData', join(stateFolder, 'chromium'));
quickenScripts();
drawWithoutCard();

const reading = readCommandLine(words);
if (reading.kind === 'run') start(reading.line);
else app.exit(endingOf(reading));

function start(line: CommandLine): void {
  const { serve, uris, links, show, systray } = line;
  const visit: Visit = { uris, links, systray, ...(show === undefined ? {} : { show }) };
  if (serve) runServer(join(built, 'electron', 'serve.js'), words);
  else if (app.requestSingleInstanceLock({ ...visit })) openDesktop(line).catch(giveUp);
  else app.exit();
}

/** Not awaited above: Electron is ready only after this module has run to its end. */
async function openDesktop(commandLine: CommandLine): Promise<void> {
  const log = openLog(join(stateFolder, 'desktop.log'), { echo: commandLine.debug });
  const entry = join(built, 'electron', 'engine.js');
  const { uris: startUris, debug } = commandLine;
  const engine = new EngineProcess({
    entry,
    startUris,
    debug,
    log,
    onMessage: (message, answer) => void hearEngine(message, answer),
    onStarted: () => tray.engineStarted(),
  });
  const vault = systemVault();
  async function hearEngine(message: unknown, answer: (message: unknown) => void): Promise<void> {
    const { answerVault, readTrayNews } = await hearing();
    hearTray(readTrayNews(message), tray, visitors);
    await answerVault(vault, message, answer);
  }
  const windows = new Windows({ preload: join(built, 'preload.cjs'), stateFolder, log });
  const doorstep = new Doorstep();
  const visitors = (wishes: readonly Outside[]) => tell(() => windows.front(), doorstep, wishes);
  const tray = new TrayIcon({
    showWindow: () => windows.front(),
    addHost: () => visitors([{ kind: 'add-host' }]),
    quit: () => app.quit(),
    open: (hash) => visitors([{ kind: 'place', hash }]),
    tellEngine: (wish) => engine.tell(wish),
  });
  const last = peekSettings(settingsFile(findFolders().config));
  let language = menuLanguage(last.language, 'en');
  const menus = new PageMenus(() => setMenu(menus, language));

  app.enableSandbox();
  declareScheme();
  app.on('before-quit', () => windows.session.end());
  app.on('window-all-closed', () => {
    if (!tray.shown) app.quit();
  });
  app.on('web-contents-created', (_event, contents) => offerEditMenu(contents, () => language));
  app.on('second-instance', async (_event, _words, _folder, data) => {
    const { readVisit } = await hearing();
    welcomeSecond(windows, visitors, readVisit(data));
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    void app.whenReady().then(() => visitors([outsideOfLink(link)]));
  });
  stopBeforeQuit(() => engine.stop());

  await app.whenReady();
  // It takes longest, and connects while the window is made.
  engine.start();
  // Until a page has told: what was chosen last.
  language = menuLanguage(last.language, app.getLocale());
  nativeTheme.themeSource = last.theme;
  restrictPages();
  answerPages({
    checks: async () => (await hearing()).pageChecks,
    engine,
    windows,
    menus,
    doorstep,
    notices: new Notices(windows),
    onLanguage: (told) => {
      if (told === language) return;
      language = told;
      setMenu(menus, told);
      tray.speak(told);
    },
    onTheme: (told) => {
      nativeTheme.themeSource = told;
    },
    onTray: (on) => void tray.choose(on),
    hasTray,
  });
  serveScheme(listPageFiles(join(built, 'renderer')));
  setMenu(menus, language);
  tray.speak(language);
  takeLinks();
  onComputerWoke(() => engine.wake());
  void tray.choose(last.tray);
  const hidden = commandLine.systray && (await tray.demand());
  if (!hidden) windows.restore();
  visitors([...firstWishes(commandLine), ...(commandLine.systray && !hidden ? [NO_TRAY] : [])]);
}

let heard: Promise<typeof import('./app/hearing.ts')> | undefined;

function hearing() {
  heard ??= import('./app/hearing.ts');
  return heard;
}

const NO_TRAY: Outside = { kind: 'no-tray' };

function hearTray(
  news: TrayNews | undefined,
  tray: TrayIcon,
  visitors: (wishes: readonly Outside[]) => void,
): void {
  if (news?.type === 'tray-board') tray.show(news.hosts);
  if (news?.type === 'tray-failed') {
    const { machine, action, failure } = news;
    visitors([{ kind: 'failed', machine, action, failure }]);
  }
}

function giveUp(error: unknown): void {
  console.error('Guesthouse could not start:', error);
  app.exit(1);
}

/** Started again: what it asks for is shown in the front window, and nothing is connected; without a wish, another window. */
function welcomeSecond(
  windows: Windows,
  visitors: (wishes: readonly Outside[]) => void,
  visit: Visit | undefined,
): void {
  const wishes = visit === undefined ? [] : furtherWishes(visit);
  if (wishes.length > 0) visitors(wishes);
  else windows.open();
}

/** On Linux the installed package says it in its desktop entry. */
function takeLinks(): void {
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient(LINK_SCHEME);
}
