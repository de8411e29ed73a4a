import type { Lang } from '../../../packages/base/src/language.ts';
import { functionsTable } from './functions.ts';

const MARK = '<!-- fonctions -->';

/** The explanations with the functions in the place of their mark. Throws where the mark is missing. */
export function withFunctions(markdown: string, lang: Lang): string {
  if (!markdown.includes(MARK)) throw new Error(`${MARK} is missing in the explanations of the kit (${lang})`);
  const blocks = functionsTable().map(
    ({ name, arguments: types, result, description, source }) =>
      `### \`${name}(${types.join(', ')})\` → \`${result}\`\n\n${description[lang]}\n\n${lang === 'fr' ? 'Source : ' : 'Source: '}${source}.`,
  );
  return markdown.replace(MARK, () => blocks.join('\n\n'));
}
