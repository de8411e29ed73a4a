/** A score in words: the table by operator. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import { percent, type Score } from './score.ts';

/** The place of a node as the data knows it: `marche.titulaires[].titulaire.id`. */
export function fieldOf(pointer: string): string {
  const [first = '', ...others] = tokens(pointer)
    .filter((token) => token !== '$defs' && token !== 'properties')
    .map((token) => (token === 'items' ? '[]' : token));
  return first + others.map((token) => (token === '[]' ? token : `.${token}`)).join('') || '/';
}

const HEADER: Record<Lang, string[]> = {
  fr: ['opérateur', 'mutants', 'remarqués', 'équivalents'],
  en: ['operator', 'mutants', 'noticed', 'equivalent'],
};
const TOTAL: Record<Lang, string> = { fr: 'total', en: 'total' };

/** The lines of the table of a score, one an operator, and its total with the percentage. */
export function scoreTable(score: Score, lang: Lang): string[] {
  const sum = (key: 'noticed' | 'equivalent') => score.byOperator.reduce((total, row) => total + row[key], 0);
  const rows = [
    HEADER[lang],
    ...score.byOperator.map(({ operator, total, noticed, equivalent }) => [operator, total, noticed, equivalent].map(String)),
    [TOTAL[lang], String(score.total), String(sum('noticed')), String(sum('equivalent'))],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  const lines = rows.map(([name = '', ...counts]) => name.padEnd(width) + counts.map((count) => count.padStart(13)).join(''));
  return [...lines, `${String(percent(score)).replace('.', lang === 'fr' ? ',' : '.')} %`, ...provedLines(score, lang)];
}

/** How many mutants were set aside, and which. */
function provedLines({ proved }: Score, lang: Lang): string[] {
  if (proved.length === 0) return [];
  const count = {
    fr: `${proved.length} mutants ne changent rien, c'est prouvé : ils ne comptent pas.`,
    en: `${proved.length} mutants change nothing, which is proved: they do not count.`,
  };
  return [count[lang], ...proved.map(({ id }) => `  ${id}`)];
}
