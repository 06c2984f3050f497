// What is remembered between starts, and shown in every window.
import type { HostColour } from './connect.ts';
import type { Group } from './labels.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const LANGUAGES = ['system', 'en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How close lists stand: rows of 24 px, or of 32. */
export type Density = 'compact' | 'comfortable';

/** What of machines is measured while something shows it. */
export const MEASURED = ['cpu', 'memory', 'disk', 'network'] as const;
export type Measured = (typeof MEASURED)[number];

/** How a screen begins: fitted to its tab, in its own size, or with the guest asked to change its own. */
/** `full-screen`: pixel by pixel, and scaled where the screen fills the computer's own. */
export const SCREEN_FITS = ['scale', 'full-screen', 'actual', 'resize'] as const;
export type ScreenFit = (typeof SCREEN_FITS)[number];

/** What takes the keyboard back from a screen. */
export const RELEASE_KEYS = ['ctrl-alt', 'ctrl-shift', 'right-ctrl'] as const;
export type ReleaseKeys = (typeof RELEASE_KEYS)[number];

/** Where a machine opens that was not told where. */
export const MACHINE_STARTS = ['overview', 'screen', 'serial'] as const;
export type MachineStart = (typeof MACHINE_STARTS)[number];

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface ColumnChoice {
  readonly id: string;
  /** px; absent until a person chose one. */
  readonly width?: number;
}

export const MACHINE_GROUPINGS = ['none', 'host', 'group', 'state'] as const;
export type MachineGrouping = (typeof MACHINE_GROUPINGS)[number];

/** How the list of machines stands. */
export interface MachinesView {
  readonly kind: 'list' | 'tiles';
  /** In order; absent means the usual ones. */
  readonly columns?: readonly ColumnChoice[];
  /** The first weighs most. */
  readonly sort: readonly GridSort[];
  readonly groupBy: MachineGrouping;
}

export const USUAL_MACHINES_VIEW: MachinesView = {
  kind: 'list',
  sort: [{ column: 'name', descending: false }],
  groupBy: 'none',
};
/** A search that a person gave a name to. */
export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly colour: HostColour;
}

/** More than fit beside the hosts. */
export const MOST_SEARCHES = 200;

export interface Settings {
  readonly theme: Theme;
  readonly language: Language;
  readonly machinesView: MachinesView;
  /** ms between two ticks of statistics: 1,000 to 60,000. */
  readonly statisticsIntervalMs: number;
  readonly density: Density;
  /** Totals of each connected host are measured once a minute, for the long history. */
  readonly backgroundStatistics: boolean;
  readonly measured: readonly Measured[];
  readonly machineStart: MachineStart;
  /** A screen or a console connects as soon as it is shown; otherwise a person has to ask for it. */
  readonly consolesConnect: boolean;
  readonly screenFit: ScreenFit;
  readonly releaseKeys: ReleaseKeys;
  /** Of consoles and shells: 8 to 32. */
  readonly terminalFontPx: number;
  /** An icon in the desktop's tray; the app then stays when its last window is closed. */
  readonly tray: boolean;
  /** ms that a guest has to go down or to restart before it is said not to listen: 5,000 to 3,600,000. */
  readonly guestTimeoutMs: number;
  /** A task that has ended is told on the desktop while no window is in front. */
  readonly notifications: boolean;
  /** Questions that are no longer asked, by their names. */
  readonly skippedQuestions: readonly string[];
  /** One machine alone is asked about too before it is paused, saved, shut down or rebooted. */
  readonly askForOne: boolean;
  /** Groups that no machine keeps: empty ones, and those that only hold other groups. */
  readonly groups: readonly Group[];
  /** Lists leave out machines that are off. */
  readonly hideStopped: boolean;
  /** In the order of the sidebar. */
  readonly searches: readonly SavedSearch[];
}

/** What holds until a person has chosen. */
export const USUAL_SETTINGS: Settings = {
  theme: 'system',
  language: 'system',
  machinesView: USUAL_MACHINES_VIEW,
  statisticsIntervalMs: 2000,
  density: 'compact',
  backgroundStatistics: true,
  measured: MEASURED,
  machineStart: 'overview',
  consolesConnect: true,
  screenFit: 'scale',
  releaseKeys: 'ctrl-alt',
  terminalFontPx: 13,
  tray: false,
  guestTimeoutMs: 120_000,
  notifications: true,
  skippedQuestions: [],
  askForOne: false,
  groups: [],
  hideStopped: false,
  searches: [],
};

export interface About {
  readonly version: string;
  readonly electron?: string;
  readonly chromium?: string;
  readonly node: string;
  readonly platform: string;
  readonly settingsPath: string;
  readonly logPath: string;
  /** The libraries inside, with their licences. */
  readonly libraries: readonly {
    readonly name: string;
    readonly version: string;
    readonly licence: string;
  }[];
}

/** A file of ours could not be read or written; said in each window. */
export interface SettingsTrouble {
  /** Another each time, so that one that was read is not shown again. */
  readonly id: string;
  readonly file: 'settings' | 'secrets';
  readonly what: 'unreadable' | 'newer' | 'not-saved';
  readonly path: string;
  /** Where what could not be read was put; absent when it had to stay. */
  readonly keptAs?: string;
  /** Which settings hold instead: the usual ones, or those that were known before. */
  readonly inUse?: 'usual' | 'earlier';
  /** The system's code for the reason, like `ENOSPC`. */
  readonly code?: string;
  readonly message: string;
}
