import type { Lang } from '../../../packages/base/src/language.ts';
import { SITE_CODES } from '../../../src/messages/compiled/site-codes.ts';
import { named } from '../../shared/columns.ts';

/** The name of a codelist for people, or its file name if it has none. */
export const codelistName = (name: string, lang: Lang): string => named(SITE_CODES[lang]['codelist-name'], name);
