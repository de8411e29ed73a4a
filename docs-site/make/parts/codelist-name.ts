import type { Lang } from '../../../packages/base/src/language.ts';
import { SITE_CODES } from '../../../src/messages/compiled/site-codes.ts';
import { named } from '../../shared/columns.ts';

/** What people call a codelist. One that nobody has named yet has the name of its file. */
export const codelistName = (name: string, lang: Lang): string => named(SITE_CODES[lang]['codelist-name'], name);
