import { parseArgs } from 'node:util';
import { ROWS, SIZES, SMALL, type Row } from './rows.ts';

/** Fewer pairs than this make no result that is kept. */
export const LEAST_PAIRS = 5;

/** `files`: the caller's own, in place of generated ones. */
export type SpeedOptions = {
  pairs: number;
  seed: number;
  rows: readonly Row[];
  sizes: readonly number[];
  files: readonly string[];
};

/** The rows that are measured on anyone's own files: those that are measured on data as they are published. */
const FILE_ROWS: readonly Row[] = ROWS.filter(({ data }) => data === 'real');

export const SPEED_USAGE = `npm run bench -- speed [options]
  --pairs N        paires, après une de chauffe ; moins de ${LEAST_PAIRS} : essai, écrit dans bench/data/essai
                   pairs, after one to warm up; fewer than ${LEAST_PAIRS}: a trial, written to bench/data/essai (${LEAST_PAIRS})
  --only ROW,…     lignes à mesurer, les autres gardent leurs chiffres / rows to measure, the others keep their figures (toutes / all)
                   ${listed(ROWS.map(({ id }) => id))}
  --sizes N,…      MB (${SIZES.join(',')})
  --seed N         graine / seed (2)
  --files PATH…    vos fichiers JSON à la place des données inventées, depuis la racine du projet ; affiche un tableau par fichier et n'écrit rien
                   your JSON files instead of invented data, from the root of the project; prints a table for each file and writes nothing
                   avec --pairs et --only / with --pairs and --only: ${FILE_ROWS.map(({ id }) => id).join(', ')}`;

/** The options of the command line. Throws a sentence about the first that makes no sense. */
export function readSpeedOptions(args: string[]): SpeedOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      pairs: { type: 'string', default: String(LEAST_PAIRS) },
      only: { type: 'string' },
      sizes: { type: 'string' },
      seed: { type: 'string' },
      files: { type: 'string', multiple: true },
    },
  });
  const { files: first, only, sizes, seed } = values;
  if (first === undefined && positionals.length > 0) throw new Error(`${positionals[0]} ?\n${SPEED_USAGE}`);
  // The size of a file that is there is not chosen, and nothing is drawn.
  if (first !== undefined && sizes !== undefined) throw new Error(`--files --sizes ${sizes} ?\n${SPEED_USAGE}`);
  if (first !== undefined && seed !== undefined) throw new Error(`--files --seed ${seed} ?\n${SPEED_USAGE}`);
  const rows = first === undefined ? ROWS : FILE_ROWS;
  return {
    pairs: whole('pairs', values.pairs, 1),
    seed: whole('seed', seed ?? '2', 0),
    rows: only === undefined ? rows : only.split(',').map((id) => rowOf(id, rows)),
    sizes: [SMALL, ...(sizes?.split(',').map(sizeOf) ?? SIZES)],
    files: [...(first ?? []), ...positionals],
  };
}

function whole(name: string, text: string, min: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min) throw new Error(`--${name} ${text} ?\n${SPEED_USAGE}`);
  return value;
}

function rowOf(id: string, rows: readonly Row[]): Row {
  const row = rows.find((one) => one.id === id);
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
