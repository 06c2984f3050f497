// Which language the interface speaks, and its texts: one file per language, loaded when it is spoken.
import type { Language } from '../shared/model/settings.ts';
import type { Catalogue } from './locales/by-namespace.ts';

export type SpokenLanguage = Exclude<Language, 'system'>;

const CATALOGUES: Readonly<Record<SpokenLanguage, () => Promise<{ readonly catalogue: Catalogue }>>> = {
  en: () => import('./locales/en.ts'),
  'zh-CN': () => import('./locales/zh-cn.ts'),
};

/** The texts of a language; asked for again, they are there already. */
export async function loadCatalogue(language: SpokenLanguage): Promise<Catalogue> {
  return (await CATALOGUES[language]()).catalogue;
}

/** The first language that the system asks for and that we speak. */
export function systemLanguage(asked: readonly string[] = navigator.languages): SpokenLanguage {
  for (const tag of asked) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

export function spokenLanguage(setting: Language): SpokenLanguage {
  return setting === 'system' ? systemLanguage() : setting;
}

const LAST = 'guesthouse.language';

/** The language to begin with: the one of last time, until the settings are known. */
export function firstLanguage(): SpokenLanguage {
  try {
    const last = localStorage.getItem(LAST);
    if (last === 'en' || last === 'zh-CN') return last;
  } catch {
    // Storage is closed to us: the system's language is the next best guess.
  }
  return systemLanguage();
}

export function rememberLanguage(language: SpokenLanguage): void {
  try {
    localStorage.setItem(LAST, language);
  } catch {
    // Without storage the first moment of the next start may speak another language, nothing else.
  }
}
