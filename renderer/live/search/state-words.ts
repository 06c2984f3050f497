// The interface's words for states, in every language that it speaks: people type what they read somewhere.
import type { i18n } from 'i18next';

export function createStateWords({ options, getFixedT }: i18n): (key: string) => readonly string[] {
  const languages = (options.supportedLngs || []).filter((language) => language !== 'cimode');
  const speakers = languages.map((language) => getFixedT(language, 'domains'));
  const known = new Map<string, readonly string[]>();
  return (key) => {
    const words = known.get(key) ?? speakers.map((speak) => speak(key));
    known.set(key, words);
    return words;
  };
}
