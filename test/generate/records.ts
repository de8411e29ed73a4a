/** Random records of a version around the line between what its schema accepts and refuses, each made again from its number. */
import type { RecordKind } from '../../src/model/kinds.ts';
import { SCOPES } from '../../src/model/rules.ts';
import type { Version } from '../../src/validate/types.ts';
import { type Context, mutate } from '../fidelity/mutate.ts';
import { Random } from '../fidelity/random.ts';
import { type Node, Tree } from '../fidelity/tree.ts';
import { wordsOf } from '../fidelity/values.ts';
import { donorsOf, exampleRecords, setAt, sitesOf } from '../rules/base-records.ts';
import { cloned } from '../rules/cloned.ts';
import { change } from '../rules/mutations.ts';
import { type Node as OpenNode, treesOf } from '../rules/schema-tree.ts';
import { GOLDEN, readJsonFile } from '../support/engine.ts';

export type MadeRecord = { kind: RecordKind; value: unknown; changes: string[] };
type Fields = Record<string, unknown>;

/** Days at the edges of what a date may be. */
const DAYS = ['0000-01-01', '0000-02-29', '0001-01-01', '9999-12-31', '1900-02-29', '2000-02-29', '2024-02-30', '2024-02-29Z'];

function startOf(kind: RecordKind, { validators, model: { version } }: Version) {
  const scope = SCOPES[kind];
  const open = treesOf(version)[scope];
  // A version published before has few examples of its own.
  const all = [...new Set([GOLDEN, version])].flatMap((one) => exampleRecords(scope, one).map(({ record }) => record));
  const valid = all.filter((record) => validators[kind](record));
  return { open, all, valid, donors: donorsOf(open, valid) };
}

/** Makes record `number` of the search `seed`: an example with changes of which about half keep to the schema. */
export function recordMaker(version: Version): (seed: string | number, number: number) => MadeRecord {
  const bundle = readJsonFile(`dist/schemas/${version.model.version}/decp.schema.json`) as Node;
  const trees: Readonly<Record<RecordKind, Tree>> = {
    marche: new Tree(bundle, '#/$defs/marche'),
    'contrat-concession': new Tree(bundle, '#/$defs/contrat-concession'),
  };
  const words = wordsOf(Object.values(trees));
  const starts = { marche: startOf('marche', version), 'contrat-concession': startOf('contrat-concession', version) };
  return (seed, number) => {
    const random = new Random(seed, number);
    const kind: RecordKind = random.chance(0.6) ? 'marche' : 'contrat-concession';
    const { open, all, valid, donors } = starts[kind];
    const record: Fields = cloned(random.pick(random.chance(0.9) ? valid : all));
    const changes: string[] = [];
    // These changes are for records that the schema accepts.
    for (let left = random.below(5); left > 0 && version.validators[kind](record); left--) change(record, open, donors, random);
    if (random.chance(0.03)) changes.push(anotherDay(record, open, random));
    const box: { value: unknown } = { value: record };
    const context: Context = { tree: trees[kind], words, random };
    changes.push(...mutate(box, random.pick([0, 0, 1, 1, 2]), context));
    return { kind, value: box.value, changes };
  };
}

function anotherDay(record: Fields, open: OpenNode, random: Random): string {
  const dates = sitesOf(record, open).filter(({ node }) => node.date);
  if (dates.length === 0) return 'no date';
  setAt(random.pick(dates), random.pick(DAYS));
  return 'another day';
}
