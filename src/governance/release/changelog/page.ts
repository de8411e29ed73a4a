import { type Lang, KITS, type Kit } from '../../../../packages/base/src/language.ts';
import type { Model } from '../../../model/types.ts';
import { CHANGELOG } from '../../../messages/compiled/changelog.ts';
import type { Messages } from '../../../messages/compiled/changelog.types.ts';
import type { Story } from './types.ts';

/** What every part of the story of a release is written with. `models`: those that fields are named by, the first one first. */
export type Page = { story: Story; lang: Lang; say: Messages; kit: Kit; models: readonly Model[] };

export const pageOf = (story: Story, lang: Lang): Page => ({
  story,
  lang,
  say: CHANGELOG[lang],
  kit: KITS[lang],
  models: [story.models.next, story.models.previous],
});
