// What the first window needs to know of the settings before the engine can tell.
import { LANGUAGES, type Settings, THEMES, USUAL_SETTINGS } from '../../shared/model/settings.ts';
import { fieldOf, readJson } from './small-file.ts';

/** Of our own; a file from a newer one is not guessed at. */
export const SETTINGS_VERSION = 1;

export type FirstSettings = Pick<Settings, 'theme' | 'language' | 'tray'>;

function oneOf<T>(known: readonly T[], value: unknown, usual: T): T {
  return known.find((one) => one === value) ?? usual;
}

/** From the file at `path`, and the usual ones for what it does not say: nothing is moved, locked or told. */
export function peekSettings(path: string): FirstSettings {
  const file = readJson(path);
  const version = fieldOf(file, 'version') ?? SETTINGS_VERSION;
  const settings = version === SETTINGS_VERSION ? fieldOf(file, 'settings') : undefined;
  return {
    theme: oneOf(THEMES, fieldOf(settings, 'theme'), USUAL_SETTINGS.theme),
    language: oneOf(LANGUAGES, fieldOf(settings, 'language'), USUAL_SETTINGS.language),
    tray: fieldOf(settings, 'tray') === true,
  };
}
