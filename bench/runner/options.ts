import { parseArgs } from 'node:util';
import type { DataPlan } from '../generator/data.ts';

/** Kinds of data that a benchmark may ask for. */
export const KINDS = {
  clean: { layout: 'compact', dirty: 0 },
  pretty: { layout: 'pretty', dirty: 0 },
  dirty5: { layout: 'compact', dirty: 0.05 },
  dirty60: { layout: 'compact', dirty: 0.6 },
} as const satisfies Record<string, Pick<DataPlan, 'layout' | 'dirty'>>;

export type Kind = keyof typeof KINDS;

export type BenchOptions = { kinds: Kind[]; megabytes: number; pairs: number; memory: number; seed: number };

export const USAGE = `npm run bench -- validate [options]
  --data KIND,…    ${Object.keys(KINDS).join(', ')} (clean,dirty5)
  --mb N           MB (200)
  --pairs N        paires, après une de chauffe / pairs, after one to warm up (5)
  --memory-mb N    fichier de l'essai de mémoire, 0 : pas d'essai / file of the memory trial, 0: none (1000)
  --seed N         graine / seed (2)`;

/** The options of the command line. Throws a sentence about the first that makes no sense. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string', default: 'clean,dirty5' },
      mb: { type: 'string', default: '200' },
      pairs: { type: 'string', default: '5' },
      'memory-mb': { type: 'string', default: '1000' },
      seed: { type: 'string', default: '2' },
    },
  });
  const number = (name: 'mb' | 'pairs' | 'memory-mb' | 'seed', min: number): number => {
    const value = Number(values[name]);
    if (!(value >= min)) throw new Error(`--${name} ${values[name]} ?\n${USAGE}`);
    return value;
  };
  return {
    kinds: values.data.split(',').map(kind),
    megabytes: number('mb', 0.1),
    pairs: number('pairs', 1),
    memory: number('memory-mb', 0),
    seed: number('seed', 0),
  };
}

function kind(name: string): Kind {
  if (!(name in KINDS)) throw new Error(`--data ${name} ?\n${USAGE}`);
  return name as Kind;
}
