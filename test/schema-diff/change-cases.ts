/** The cases of the changes (`changes/*.json`, one family a file): two schemas and exactly what a diff tells of them. */
import { readdirSync } from 'node:fs';
import { diffSchemas } from '../../packages/schema-diff/src/diff-schemas.ts';
import type { Change, Dialect, Diff, Direction, JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { readJsonFile, ROOT } from '../support/engine.ts';
import { once } from './cases.ts';

export type Line = [kind: string, path: string, direction: Direction];

type Pair = { previous: JsonSchema; next: JsonSchema; dialect?: Dialect; formatAssertion?: boolean };

export type ChangeCase = Pair & {
  name: string;
  changes: Line[];
  /** Where the diff the other way round names other paths. */
  mirror?: Line[];
  places?: Record<string, string[]>;
};

const FOLDER = 'test/schema-diff/changes';

export const CHANGE_FAMILIES = readdirSync(`${ROOT}${FOLDER}`)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace(/\.json$/, ''));

export const readChangeCases = once(
  (family: string): ChangeCase[] => (readJsonFile(`${FOLDER}/${family}.json`) as { cases: ChangeCase[] }).cases,
);

const compare = ({ previous, next, dialect, formatAssertion = false }: Pair): Diff =>
  diffSchemas(previous, next, { formatAssertion, ...(dialect && { dialect }) });

/** Several tests ask it of the same pairs. */
export const diffOf = once(compare);

export const mirrorDiffOf = once((pair: Pair): Diff => compare({ ...pair, previous: pair.next, next: pair.previous }));

/** What is reported of each change that bears a verdict. */
export const linesOf = (changes: readonly Change[]): Line[] =>
  changes.filter(({ direction }) => direction !== 'none').map(({ kind, path, direction }) => [kind, path, direction]);

/** In an order that does not depend on that of the walk. */
export const sorted = (lines: readonly Line[]): string[] => lines.map((line) => line.join(' ')).sort();

const ENDS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['added', 'removed'],
    ['narrowed', 'widened'],
    ['increased', 'decreased'],
    ['closed', 'opened'],
    ['constrained', 'unconstrained'],
    ['allowed', 'forbidden'],
    ['now-required', 'no-longer-required'],
  ].flatMap(([a = '', b = '']) => [
    [a, b],
    [b, a],
  ]),
);

const DIRECTIONS: Readonly<Record<string, Direction>> = { narrowed: 'widened', widened: 'narrowed' };

function mirrorOf(kind: string): string {
  const end = Object.keys(ENDS).find((candidate) => kind.endsWith(`-${candidate}`));
  return end === undefined ? kind : `${kind.slice(0, -end.length)}${ENDS[end] ?? ''}`;
}

/** What the diff the other way round says of the same change. */
export const mirrored = ([kind, path, direction]: Line): Line => [mirrorOf(kind), path, DIRECTIONS[direction] ?? direction];
