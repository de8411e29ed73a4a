/** What both pages know of the site that they stand in. */
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import type { Lang } from '../../../src/finding.ts';
import { rootOf } from './engine.ts';
import { type PageWords, wordsIn } from './words.ts';

/** `root`: the address of the site, beside both languages; `base`: that of this language. Both end with a slash. */
export type PagePlace = PageWords & { root: string; base: string };

export function usePage(): PagePlace {
  const { siteConfig, i18n } = useDocusaurusContext();
  const lang: Lang = i18n.currentLocale === 'en' ? 'en' : 'fr';
  return { ...wordsIn(lang), root: rootOf(siteConfig.baseUrl, i18n.currentLocale), base: siteConfig.baseUrl };
}
