import type { Lang } from '../../../packages/base/src/language.ts';
import { readText } from '../../support/engine.ts';
import { readGuide } from '../markdown.ts';
import { type Walkthrough, walkthroughsOf } from './steps.ts';

/** The guides of the site, written by hand, by language. */
export const SITE_GUIDES: Record<Lang, string> = {
  fr: 'docs-site/guides',
  en: 'docs-site/i18n/en/docusaurus-plugin-content-docs-guides/current',
};

/** Where proposals are shown from their branch to their report, in order, and the heading under which they stand there. */
const WHERE: Record<Lang, readonly (readonly [path: string, heading: string])[]> = {
  fr: [
    ['CONTRIBUTING.md', 'Un changement, de bout en bout'],
    [`${SITE_GUIDES.fr}/changements.md`, 'Les changements {#changements}'],
  ],
  en: [
    ['CONTRIBUTING.en.md', 'One change, from end to end'],
    [`${SITE_GUIDES.en}/changements.md`, 'The changes {#changements}'],
  ],
};

/** The documents that show proposals. */
export const GUIDES: Record<Lang, readonly string[]> = {
  fr: WHERE.fr.map(([path]) => path),
  en: WHERE.en.map(([path]) => path),
};

const walkthroughsIn = (lang: Lang): readonly Walkthrough[] =>
  WHERE[lang].flatMap(([path, heading]) => walkthroughsOf(readGuide(readText(path)), heading));

/** The proposals of each language. */
export const WALKTHROUGHS: Record<Lang, readonly Walkthrough[]> = { fr: walkthroughsIn('fr'), en: walkthroughsIn('en') };
