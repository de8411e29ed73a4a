import { type Lang, KITS, type Kit } from '../../../../packages/base/src/language.ts';
import type { Model } from '../../../model/types.ts';
import { CHANGELOG_WORDS } from './languages.ts';
import type { Story } from './types.ts';
import type { ChangelogWords } from './words.ts';

/** What every part of the story of a release is written with. `models`: those that fields are named by, the first one first. */
export type Page = { story: Story; lang: Lang; words: ChangelogWords; kit: Kit; models: readonly Model[] };

export const pageOf = (story: Story, lang: Lang): Page => ({
  story,
  lang,
  words: CHANGELOG_WORDS[lang],
  kit: KITS[lang],
  models: [story.models.next, story.models.previous],
});
