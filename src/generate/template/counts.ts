/** How many items of each list have columns in the template. The reader takes any number: a column is copied and its number raised. */

type Count = { count: number; why: string };

const USUAL: Count = { count: 1, why: 'most contracts have none or one, and columns nobody fills hide the others' };

/** Lists of mere values (techniques, types of price): several codes may apply, and a column more is cheap. */
const VALUES: Count = { count: 3, why: 'more than three codes of one list are rare' };

const COUNTS = new Map<string, Count>([
  ['titulaires', { count: 3, why: 'groupings are common' }],
  ['concessionnaires', { count: 3, why: 'groupings are common' }],
  ['donneesExecution.tarifs', { count: 2, why: 'a concession has a normal fare and a reduced one' }],
]);

/** The number of items of a list, named without numbers (`modifications.titulaires`). `holdsValues`: its items are no blocks. */
export const countOf = (list: string, holdsValues: boolean): number => (COUNTS.get(list) ?? (holdsValues ? VALUES : USUAL)).count;
