import { parseArgs } from 'node:util';
import type { DataPlan } from '../../federation/fake/contracts/data.ts';

/** Kinds of data that a benchmark may ask for. */
export const KINDS = {
  clean: { layout: 'compact', dirty: 0 },
  pretty: { layout: 'pretty', dirty: 0 },
  dirty5: { layout: 'compact', dirty: 0.05 },
  dirty60: { layout: 'compact', dirty: 0.6 },
  real: { layout: 'escaped', dirty: 0, published: true },
} as const satisfies Record<string, Pick<DataPlan, 'layout' | 'dirty' | 'published'>>;

export type Kind = keyof typeof KINDS;

/** `records` is undefined where the command line does not say. */
export type BenchOptions = {
  kinds: Kind[];
  megabytes: number;
  pairs: number;
  memory: number;
  records: number | undefined;
  seed: number;
};

/** Records of the trial with as many as can be. */
export const MANY = 2_000_000;

export const USAGE = `npm run bench -- validate [options]
  --data KIND,…    ${Object.keys(KINDS).join(', ')} (clean,dirty5)
  --mb N           MB (200)
  --pairs N        paires, après une de chauffe / pairs, after one to warm up (5)
  --memory-mb N    fichier des essais de mémoire, 0 : pas d'essai / file of the memory trials, 0: none (1000)
  --records N      petits marchés d'un autre essai de mémoire, 0 : pas d'essai / small marchés of another memory trial, 0: none (${MANY})
  --seed N         graine / seed (2)

npm run bench -- forms  conversions et contrôle d'un grand fichier XML ; --mb, --pairs, --seed / conversions and check of a large XML file

npm run bench -- xml  prévision du XML, avec et sans ; --data, --mb, --pairs, --seed / forecast of XML, with and without

npm run bench -- migrate  migration d'un grand fichier, à côté de JSON → XML ; --mb, --pairs, --seed / migration of a large file, in turn with JSON → XML

npm run bench -- site   contrôle dans la page, à côté de la commande ; --data, --mb, --pairs, --seed / check in the page, beside the command

npm run bench -- diff   durée des comparaisons, mémoire sur des schémas hostiles / time of comparisons, memory on hostile schemas

npm run bench -- folds [options]
  --records N      enregistrements, tous différents / records, all different (2000000)
  --mb N           MB (30)`;

/** The options of the command line. Throws a sentence about the first that makes no sense. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string', default: 'clean,dirty5' },
      mb: { type: 'string', default: '200' },
      pairs: { type: 'string', default: '5' },
      'memory-mb': { type: 'string', default: '1000' },
      records: { type: 'string' },
      seed: { type: 'string', default: '2' },
    },
  });
  const number = (name: 'mb' | 'pairs' | 'memory-mb' | 'records' | 'seed', min: number): number => {
    const value = Number(values[name]);
    if (!(value >= min)) throw new Error(`--${name} ${values[name]} ?\n${USAGE}`);
    return value;
  };
  return {
    kinds: values.data.split(',').map(kind),
    megabytes: number('mb', 0.1),
    pairs: number('pairs', 1),
    memory: number('memory-mb', 0),
    records: values.records === undefined ? undefined : number('records', 0),
    seed: number('seed', 0),
  };
}

function kind(name: string): Kind {
  if (!(name in KINDS)) throw new Error(`--data ${name} ?\n${USAGE}`);
  return name as Kind;
}
