import { type Lang, FORMATTERS, type Formatters } from '../../../../packages/base/src/language.ts';
import type { Model } from '../../../model/types.ts';
import { CHANGELOG } from '../../../messages/compiled/changelog.ts';
import type { Messages } from '../../../messages/compiled/changelog.types.ts';
import type { ReleaseNotes } from './types.ts';

/**
 * The context shared by all parts of the release notes. `models`: where titles of fields are looked up, in order of preference.
 */
export type Page = { notes: ReleaseNotes; lang: Lang; say: Messages; formatters: Formatters; models: readonly Model[] };

export const pageOf = (notes: ReleaseNotes, lang: Lang): Page => ({
  notes,
  lang,
  say: CHANGELOG[lang],
  formatters: FORMATTERS[lang],
  models: [notes.models.next, notes.models.previous],
});
