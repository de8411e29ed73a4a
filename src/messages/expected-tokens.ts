/** Words for what the grammar of JSON allows at a place. */
import type { Lang } from '../../packages/base/src/language.ts';
import { KITS } from '../../packages/base/src/language.ts';

const TOKENS: Record<string, Record<Lang, string>> = {
  value: { fr: 'une valeur', en: 'a value' },
  key: { fr: 'un nom de champ entre guillemets droits (")', en: 'a field name in double quotes (")' },
  end: { fr: 'la fin du fichier', en: 'the end of the file' },
  ':': { fr: 'deux-points (:) entre le nom du champ et sa valeur', en: 'a colon (:) between the field name and its value' },
  ',': { fr: 'une virgule', en: 'a comma' },
  '}': { fr: 'une accolade fermante (})', en: 'a closing brace (})' },
  ']': { fr: 'un crochet fermant (])', en: 'a closing bracket (])' },
};

/** Words for the tokens; a token that is none of the known ones stands as it is, quoted. */
export const expectedTokens = (tokens: readonly string[], lang: Lang): string =>
  KITS[lang].or(tokens.map((token) => TOKENS[token]?.[lang] ?? KITS[lang].quote(token)));
