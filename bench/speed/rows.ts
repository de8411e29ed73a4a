import type { Kind } from '../runner/options.ts';
import type { SideId } from './sides.ts';

/** Sizes of the data, in MB (10^6 bytes). */
export const SIZES = [10, 200, 1200] as const;

/** A file so small (in MB) that checking it takes hardly longer than starting the program. */
export const SMALL = 0.05;

/** The data of a row. `clean` is compact JSON. */
export type Data = Kind;

/**
 * What is measured: CPU time or wall-clock time as a ratio to the other side, or peak resident memory in MiB, without comparison.
 */
export type Unit = 'cpu' | 'wall' | 'peak';

/**
 * One measurement. `judgedAt`: sizes at which `required` is a limit and `goal` a target; at other sizes the figure is for
 * information.
 */
export type Row = {
  id: string;
  label: string;
  data: Data;
  sizes: readonly number[];
  unit: Unit;
  ours: SideId;
  theirs?: SideId;
  judgedAt: readonly number[];
  required?: number;
  goal?: number;
};

type Extra = Partial<Pick<Row, 'data' | 'sizes' | 'judgedAt' | 'required' | 'goal'>>;

const UP_TO_200 = [10, 200];

/** CPU time compared with another program. If there is a limit, it applies at 200 MB. */
const cpu = (id: string, label: string, data: Data, ours: SideId, theirs: SideId, extra: Extra = {}): Row => ({
  ...{ id, label, data, unit: 'cpu', ours, theirs, sizes: UP_TO_200, judgedAt: extra.required === undefined ? [] : [200] },
  ...extra,
});

const wall = (id: string, label: string, ours: SideId, theirs: SideId, extra: Extra): Row => ({
  ...{ id, label, data: 'clean', unit: 'wall', ours, theirs, sizes: [SMALL], judgedAt: [] },
  ...extra,
});

/** Peak memory, which must not depend on the size of the file. */
const peak = (id: string, label: string, data: Data, ours: SideId, required?: number): Row => ({
  ...{ id, label, data, unit: 'peak', ours, sizes: SIZES, judgedAt: required === undefined ? [] : SIZES },
  ...(required !== undefined && { required }),
});

/** All measurements, in the order of the tables. */
export const ROWS: readonly Row[] = [
  cpu('real-parse', 'comme publié, toutes les règles', 'real', 'all', 'parse', { required: 0.7, goal: 0.35 }),
  cpu('real-parse-ndjson', 'comme publié, tous les constats', 'real', 'all-ndjson', 'parse', { required: 1.5, goal: 0.8 }),
  cpu('real-schema-parse', 'comme publié, sans règles', 'real', 'schema', 'parse', { required: 0.35, goal: 0.2 }),
  cpu('real-ajv', 'comme publié, toutes les règles', 'real', 'all', 'ajv'),
  cpu('real-sourcemeta', 'comme publié, toutes les règles', 'real', 'all', 'sourcemeta'),
  cpu('all-rules-parse', 'compact, toutes les règles', 'clean', 'all', 'parse', { required: 0.35, goal: 0.25 }),
  cpu('compact-ajv', 'compact', 'clean', 'schema', 'ajv', { sizes: SIZES, required: 0.14, goal: 0.1 }),
  cpu('compact-parse', 'compact', 'clean', 'schema', 'parse', { sizes: SIZES, required: 0.16, goal: 0.11 }),
  cpu('compact-sourcemeta', 'compact', 'clean', 'schema', 'sourcemeta', { sizes: SIZES }),
  cpu('pretty-ajv', 'indenté', 'pretty', 'schema', 'ajv', { required: 0.22, goal: 0.16 }),
  cpu('pretty-parse', 'indenté', 'pretty', 'schema', 'parse'),
  cpu('dirty5-ajv', '5 % fautif', 'dirty5', 'schema', 'ajv', { required: 0.16, goal: 0.11 }),
  cpu('dirty5-ajv-ndjson', '5 % fautif', 'dirty5', 'ndjson', 'ajv'),
  cpu('dirty5-parse', '5 % fautif', 'dirty5', 'schema', 'parse'),
  cpu('dirty60-parse', '60 % fautif', 'dirty60', 'schema', 'parse', { required: 0.6, goal: 0.35 }),
  cpu('dirty60-parse-ndjson', '60 % fautif', 'dirty60', 'ndjson', 'parse'),
  cpu('rules-ajv', 'compact, règles des contrats', 'clean', 'rules', 'ajv', { required: 0.45, goal: 0.25 }),
  cpu('all-rules-ajv', 'compact, toutes les règles', 'clean', 'all', 'ajv'),
  peak('memory-real', 'comme publié, toutes les règles', 'real', 'default'),
  peak('memory-one', 'compact, un fil', 'clean', 'one', 80),
  peak('memory-two', 'compact, deux fils', 'clean', 'two', 110),
  peak('memory-pretty', 'indenté, un fil', 'pretty', 'one'),
  peak('memory-dirty5', '5 % fautif, un fil', 'dirty5', 'one'),
  peak('memory-dirty60', '60 % fautif, un fil', 'dirty60', 'one'),
  peak('memory-rules', 'compact, règles des contrats', 'clean', 'rules'),
  wall('threads', 'compact, deux fils', 'two', 'one', { sizes: [200, 1200], judgedAt: [1200], required: 0.75 }),
  wall('threads-real', 'comme publié, toutes les règles, deux fils', 'default', 'all', {
    ...{ data: 'real', sizes: [200, 1200], judgedAt: [1200] },
    ...{ required: 0.7, goal: 0.55 },
  }),
  wall('small', 'petit fichier', 'schema', 'empty', { judgedAt: [SMALL], required: 1.5 }),
  wall('small-ajv', 'petit fichier', 'schema', 'ajv', {}),
  wall('small-rules', 'petit fichier, sans option', 'plain', 'empty', {}),
];

/** Whether a limit applies to this row at this size. */
export const isJudged = (row: Row, size: number): row is Row & { required: number } =>
  row.required !== undefined && row.judgedAt.includes(size);
