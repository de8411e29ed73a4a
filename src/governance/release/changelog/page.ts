import { type Lang, FORMATTERS, type Formatters } from '../../../../packages/base/src/language.ts';
import type { Model } from '../../../model/types.ts';
import { CHANGELOG } from '../../../messages/compiled/changelog.ts';
import type { Messages } from '../../../messages/compiled/changelog.types.ts';
import type { ReleaseNotes } from './types.ts';

/** What every part of the story of a release is written with. `models`: those that fields are named by, the first one first. */
export type Page = { notes: ReleaseNotes; lang: Lang; say: Messages; formatters: Formatters; models: readonly Model[] };

export const pageOf = (notes: ReleaseNotes, lang: Lang): Page => ({
  notes,
  lang,
  say: CHANGELOG[lang],
  formatters: FORMATTERS[lang],
  models: [notes.models.next, notes.models.previous],
});
