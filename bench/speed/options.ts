import { parseArgs } from 'node:util';
import { ROWS, SIZES, SMALL, type Row } from './rows.ts';

/** Fewer pairs than this make no result that is kept. */
export const LEAST_PAIRS = 5;

export type SpeedOptions = { pairs: number; seed: number; rows: readonly Row[]; sizes: readonly number[] };

export const SPEED_USAGE = `npm run bench -- speed [options]
  --pairs N        paires, après une de chauffe ; moins de ${LEAST_PAIRS} : essai, écrit dans bench/data/essai
                   pairs, after one to warm up; fewer than ${LEAST_PAIRS}: a trial, written to bench/data/essai (${LEAST_PAIRS})
  --only ROW,…     lignes à mesurer, les autres gardent leurs chiffres / rows to measure, the others keep their figures (toutes / all)
                   ${listed(ROWS.map(({ id }) => id))}
  --sizes N,…      MB (${SIZES.join(',')})
  --seed N         graine / seed (2)`;

/** The options of the command line. Throws a sentence about the first that makes no sense. */
export function readSpeedOptions(args: string[]): SpeedOptions {
  const { values } = parseArgs({
    args,
    options: {
      pairs: { type: 'string', default: String(LEAST_PAIRS) },
      only: { type: 'string' },
      sizes: { type: 'string', default: SIZES.join(',') },
      seed: { type: 'string', default: '2' },
    },
  });
  return {
    pairs: whole('pairs', values.pairs, 1),
    seed: whole('seed', values.seed, 0),
    rows: values.only === undefined ? ROWS : values.only.split(',').map(rowOf),
    sizes: [SMALL, ...values.sizes.split(',').map(sizeOf)],
  };
}

function whole(name: string, text: string, min: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min) throw new Error(`--${name} ${text} ?\n${SPEED_USAGE}`);
  return value;
}

function rowOf(id: string): Row {
  const row = ROWS.find((one) => one.id === id);
  if (row === undefined) throw new Error(`--only ${id} ?\n${SPEED_USAGE}`);
  return row;
}

function sizeOf(text: string): number {
  const size = SIZES.find((one) => String(one) === text);
  if (size === undefined) throw new Error(`--sizes ${text} ?\n${SPEED_USAGE}`);
  return size;
}

function listed(ids: string[]): string {
  const lines: string[][] = [[]];
  for (const id of ids) {
    if ((lines.at(-1) ?? []).join(', ').length + id.length > 80) lines.push([]);
    lines.at(-1)?.push(id);
  }
  return lines.map((line) => line.join(', ')).join(',\n                   ');
}
