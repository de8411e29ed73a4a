/** The context of both checking pages in the site. */
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import type { Lang } from '../../../packages/base/src/language.ts';
import { withFrenchSpaces } from '../../shared/spaces.ts';
import { rootOf } from './engine.ts';
import { type PageWords, wordsIn } from './words.ts';

/** `root`: the address of the site, beside both languages; `base`: that of this language. Both end with a slash. `spaced`: a sentence whose lines are cut where they may be. */
export type PagePlace = PageWords & { root: string; base: string; spaced: (text: string) => string };

export function usePage(): PagePlace {
  const { siteConfig, i18n } = useDocusaurusContext();
  const lang: Lang = i18n.currentLocale === 'en' ? 'en' : 'fr';
  const spaced = lang === 'fr' ? withFrenchSpaces : (text: string): string => text;
  return { ...wordsIn(lang), spaced, root: rootOf(siteConfig.baseUrl, i18n.currentLocale), base: siteConfig.baseUrl };
}
