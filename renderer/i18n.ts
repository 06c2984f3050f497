// i18next with our catalogues: started with one language, given another when it is chosen.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { loadCatalogue, rememberLanguage, type SpokenLanguage } from './languages.ts';
import type { Catalogue } from './locales/by-namespace.ts';

/** A text without the marks that change the direction of what follows them (U+202E makes `gpj.exe` of `exe.jpg`). */
export function withoutTurns(text: string): string {
  return text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
}

/** Starts with the texts of `language`; `document.documentElement.lang` follows the language from then on. */
export async function startI18n(language: SpokenLanguage, catalogue: Catalogue): Promise<i18n> {
  i18next.on('languageChanged', (now) => {
    document.documentElement.lang = now;
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: ['en', 'zh-CN'],
    resources: { [language]: catalogue },
    // More come by hand, when they are wanted.
    partialBundledLanguages: true,
    defaultNS: 'app',
    // React escapes what it draws; a host's name must not turn round the sentence that it stands in.
    interpolation: { escapeValue: true, escape: withoutTurns },
    returnNull: false,
  });
  return i18next;
}

/** Switches at run time; what is on screen is drawn again. */
export async function changeLanguage(language: SpokenLanguage): Promise<void> {
  rememberLanguage(language);
  if (i18next.language === language) return;
  for (const [namespace, texts] of Object.entries(await loadCatalogue(language)))
    i18next.addResourceBundle(language, namespace, texts);
  await i18next.changeLanguage(language);
}
