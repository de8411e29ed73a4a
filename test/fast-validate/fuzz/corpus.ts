/** What mutants are made of: invented records of one version, shaped like the real ones, and the places of their schema. */
import fc from 'fast-check';
import { concession } from '../../../federation/fake/contracts/concession.ts';
import { marche } from '../../../federation/fake/contracts/marche.ts';
import { spoil } from '../../../federation/fake/contracts/mistakes.ts';
import { Random as Chance } from '../../../federation/fake/contracts/random.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { recordSchema } from '../../../src/model/tree.ts';
import type { Version } from '../../../src/validate/types.ts';
import { completeRecord, type Fields, recordsOf } from '../../fidelity/complete.ts';
import { Tree } from '../../fidelity/tree.ts';
import { type Words, wordsOf } from '../../fidelity/values.ts';
import { basesFor, GOLDEN, readJsonFile } from '../../support/engine.ts';
import { fileArbitrary } from '../../support/records.ts';
import { exampleFiles } from '../examples.ts';
import { type Probes, probesOf } from '../probes.ts';

export type Seed = { kind: RecordKind; value: Fields };

/** `valid`: accepted by the schema; `doubtful`: refused. The complete records hold every field that the version has. */
export type Corpus = {
  version: string;
  complete: Record<RecordKind, Seed>;
  valid: readonly Seed[];
  doubtful: readonly Seed[];
  trees: Record<RecordKind, Tree>;
  words: Words;
  probes: readonly Probes[];
};

/** What mutants of `seeds` are made of; without them, of the examples of the version and of invented and drawn records. */
export function corpusOf({ model, validators }: Version, seeds: readonly Seed[] = seedsOf(model)): Corpus {
  const complete = (kind: RecordKind): Seed => ({ kind, value: completeRecord(basesFor(model.version), kind) });
  const trees = { marche: treeOf(model, 'marche'), 'contrat-concession': treeOf(model, 'contrat-concession') };
  const isValid = ({ kind, value }: Seed): boolean => validators[kind](value);
  return {
    version: model.version,
    complete: { marche: complete('marche'), 'contrat-concession': complete('contrat-concession') },
    valid: seeds.filter(isValid),
    doubtful: seeds.filter((seed) => !isValid(seed)),
    trees,
    words: wordsOf(Object.values(trees)),
    probes: probesOf(model),
  };
}

type Model = Version['model'];

const seedsOf = (model: Model): Seed[] => [...exampleSeeds(model.version), ...generated(model), ...drawn(model)];

const treeOf = (model: Model, kind: RecordKind): Tree => new Tree(model.schema, `#/$defs/${kind}`);

/** Those of the version and those of 2.1.0, which differ little. */
const exampleSeeds = (version: string): Seed[] =>
  [...new Set([version, GOLDEN])]
    .flatMap((folder) => exampleFiles(folder))
    .filter((path) => path.includes('/valid/'))
    .flatMap((path) => recordsOf(readJsonFile(path)) as Seed[]);

const GENERATED = 150;

/** Records as the benchmark makes them, each clean and spoilt. */
function generated(model: Model): Seed[] {
  const random = new Chance(6);
  return Array.from({ length: GENERATED }, (_, serial): Seed[] => {
    const kind = serial % 3 === 0 ? 'contrat-concession' : 'marche';
    const value = asked(model, kind, (kind === 'marche' ? marche : concession)(random, serial));
    const spoilt = structuredClone(value) as Parameters<typeof spoil>[0];
    spoil(spoilt, kind, random);
    return [
      { kind, value },
      { kind, value: spoilt },
    ];
  }).flat();
}

/** A generated record with what its version requires: the generator writes 2.0.3, and before it two shares were required. */
export function asked(model: Model, kind: RecordKind, record: Fields): Fields {
  const required = recordSchema(model, kind).required ?? [];
  const shares = ['origineUE', 'origineFrance'].filter((name) => required.includes(name) && !Object.hasOwn(record, name));
  return { ...record, ...Object.fromEntries(shares.map((name) => [name, 0.25])) };
}

const DRAWN = 60;

/** Records of every shape that the schema allows, with awkward texts; where no pattern says what a date is, a date. */
const drawn = (model: Model): Seed[] =>
  fc
    .sample(fileArbitrary(model, { maxLength: 2 }, true), { numRuns: DRAWN, seed: 6 })
    .map(
      (file) =>
        JSON.parse(JSON.stringify(file), (key, value: unknown) => (/^date/.test(key) && value === 'A' ? DATE : value)) as object,
    )
    .flatMap((file) => recordsOf(file) as Seed[]);

const DATE = '2024-05-17';
