/** The mutation score: the schema is broken in many small ways, and some example must notice each. */
import type { Model } from '../../model/types.ts';
import { type Mutant, mutantsOf } from './enumerate.ts';
import { type Example, judge, isSameSchema } from './judge.ts';
import { type Lang, FORMATTERS } from '../../../packages/base/src/language.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import { EXAMPLES } from '../../messages/compiled/examples.ts';
import { wordsOf } from './words.ts';

type OperatorScore = { operator: string; total: number; noticed: number; equivalent: number };

export type Score = {
  total: number;
  noticed: number;
  /** Mutants that no example notices and that are not proved equivalent. */
  survivors: Mutated[];
  /** Mutants that are proved equivalent to the original: no example could notice them. */
  proved: Mutated[];
  byOperator: OperatorScore[];
};

/** What the score needs to know of a mutant, of the schema or of a rule. */
export type Mutated = Pick<Mutant, 'id' | 'pointer' | 'part'> & { operator: Pick<Mutant['operator'], 'name' | 'needs'> };

/**
 * The score of the schema of a version by its parsed examples. Exact for versions whose lists hold one kind of record each (2.0.1
 * and after, `next`): where a list mixes both kinds, what is refused in one branch may be accepted in the other.
 */
export function mutationScore(model: Model, examples: readonly Example[], isSame = isSameSchema): Score {
  const { mutants, unnoticed } = schemaMutants(model, examples);
  return scoreOf(mutants, unnoticed, new Set([...unnoticed].filter((mutant) => isSame(model.schema, mutant))));
}

/** The mutants of the schema of a version (`isWanted` may leave some out), and those that no parsed example notices. */
export function schemaMutants(
  model: Model,
  examples: readonly Example[],
  isWanted: (mutant: Mutated) => boolean = () => true,
): { mutants: Mutant[]; unnoticed: Set<Mutant> } {
  const mutants = mutantsOf(model.schema).filter(isWanted);
  const noticedBy = judge(model, examples);
  return { mutants, unnoticed: new Set(mutants.filter((mutant) => noticedBy(mutant) === undefined)) };
}

/** `proved` are those of the unnoticed that are proved to change nothing. */
export function scoreOf(mutants: readonly Mutated[], unnoticed: ReadonlySet<Mutated>, proved: ReadonlySet<Mutated>): Score {
  return {
    total: mutants.length,
    noticed: mutants.length - unnoticed.size,
    survivors: [...unnoticed].filter((mutant) => !proved.has(mutant)),
    proved: [...proved],
    byOperator: countByOperator(mutants, unnoticed, proved),
  };
}

function countByOperator(
  mutants: readonly Mutated[],
  unnoticed: ReadonlySet<Mutated>,
  proved: ReadonlySet<Mutated>,
): OperatorScore[] {
  const rows = new Map<string, OperatorScore>();
  for (const mutant of mutants) {
    const operator = mutant.operator.name;
    const row = rows.get(operator) ?? { operator, total: 0, noticed: 0, equivalent: 0 };
    rows.set(operator, row);
    row.total++;
    if (!unnoticed.has(mutant)) row.noticed++;
    else if (proved.has(mutant)) row.equivalent++;
  }
  return [...rows.values()];
}

/** The share of the mutants noticed, equivalents apart, in percent; 100 only when none survives. */
export function percent({ total, survivors, byOperator }: Score): number {
  const counted = total - byOperator.reduce((sum, { equivalent }) => sum + equivalent, 0);
  return counted === 0 ? 100 : Math.floor((1000 * (counted - survivors.length)) / counted) / 10;
}

/** The place of a node as the data knows it: `marche.titulaires[].titulaire.id`. */
export function fieldOf(pointer: string): string {
  const [first = '', ...others] = tokens(pointer)
    .filter((token) => token !== '$defs' && token !== 'properties')
    .map((token) => (token === 'items' ? '[]' : token));
  return first + others.map((token) => (token === '[]' ? token : `.${token}`)).join('') || '/';
}

/** The rule that a mutant changes, or the place of the field. */
const subjectOf = ({ pointer }: Mutated): string => /^\/rules\/([^/]+)/.exec(pointer)?.[1] ?? fieldOf(pointer);

/** The lines of the table of a score, one an operator, and its total with the percentage. */
export function scoreTable(score: Score, lang: Lang): string[] {
  const { 'score.header': header } = EXAMPLES[lang];
  const sum = (key: 'noticed' | 'equivalent') => score.byOperator.reduce((total, row) => total + row[key], 0);
  const rows = [
    [header.operator(), header.mutants(), header.noticed(), header.equivalent()],
    ...score.byOperator.map(({ operator, total, noticed, equivalent }) => [operator, total, noticed, equivalent].map(String)),
    [header.total(), String(score.total), String(sum('noticed')), String(sum('equivalent'))],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  const lines = rows.map(([name = '', ...counts]) => name.padEnd(width) + counts.map((count) => count.padStart(13)).join(''));
  return [...lines, `${FORMATTERS[lang].number(percent(score))} %`, ...provedLines(score, lang)];
}

/** How many mutants were set aside, and which. */
function provedLines({ proved }: Score, lang: Lang): string[] {
  if (proved.length === 0) return [];
  const count = EXAMPLES[lang]['score.proved']({ count: proved.length });
  return [
    count,
    ...proved.map(
      (mutant) => `  ${EXAMPLES[lang]['score.mutant']({ subject: subjectOf(mutant), words: wordsOf(mutant)[lang] })}`,
    ),
  ];
}
