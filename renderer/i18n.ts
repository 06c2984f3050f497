// The languages of the interface: one catalogue per feature and language, all in the bundle.
/// <reference types="vite/client" />
import i18next, { type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../shared/model/settings.ts';

export type SpokenLanguage = Exclude<Language, 'system'>;

const catalogues = import.meta.glob<Record<string, unknown>>('./locales/*/*.json', {
  eager: true,
  import: 'default',
});

/** Catalogues by language and namespace, from paths such as `./locales/en/domains.json`. */
function resources(): Resource {
  const found: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [path, catalogue] of Object.entries(catalogues)) {
    const [, language, namespace] = /\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
    if (language === undefined || namespace === undefined) continue;
    found[language] = { ...found[language], [namespace]: catalogue };
  }
  return found;
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

function remember(language: SpokenLanguage): void {
  try {
    localStorage.setItem(LAST, language);
  } catch {
    // Without storage the first moment of the next start may speak another language, nothing else.
  }
}

/** A text without the marks that change the direction of what follows them (U+202E makes `gpj.exe` of `exe.jpg`). */
export function withoutTurns(text: string): string {
  return text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
}

/** Starts the catalogues; `document.documentElement.lang` follows the language from then on. */
export async function startI18n(language: SpokenLanguage): Promise<i18n> {
  i18next.on('languageChanged', (now) => {
    document.documentElement.lang = now;
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: ['en', 'zh-CN'],
    resources: resources(),
    defaultNS: 'app',
    // React escapes what it draws; a host's name must not turn round the sentence that it stands in.
    interpolation: { escapeValue: true, escape: withoutTurns },
    returnNull: false,
  });
  return i18next;
}

/** Switches at run time; what is on screen is drawn again. */
export async function changeLanguage(language: SpokenLanguage): Promise<void> {
  remember(language);
  if (i18next.language !== language) await i18next.changeLanguage(language);
}
