/** The instances of a search, each made from its number alone. */
import type { RecordKind } from '../../src/model/kinds.ts';
import { type Corpus, draw } from './corpus.ts';
import { mutateFile, fileOf, type KindedRecord } from './mutate-file.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';
import { written } from './write.ts';

export type Instance = { invented: boolean; mutations: string[] } & (
  | { level: 'record'; kind: RecordKind; value: unknown }
  | { level: 'file'; text: string }
);

/** One in so many instances is a whole file, read by the real reader. */
const FILE_EVERY = 9;

/** Instance `number` of the search `seed`, with at most `limit` of its changes to each record and to the file. */
export function instanceOf(corpus: Corpus, seed: string | number, number: number, limit = Infinity): Instance {
  const random = new Random(seed, corpus.published.version, number);
  return number % FILE_EVERY === 0 ? fileInstance(corpus, random, limit) : recordInstance(corpus, random, limit);
}

/** Half of the instances bear one change, so that many are still accepted; the others up to four. */
const changeCount = (random: Random): number => (random.chance(0.5) ? 1 : 1 + random.below(4));

function recordInstance(corpus: Corpus, random: Random, limit: number): Instance {
  const { invented, ...record } = mutatedRecord(corpus, random, changeCount(random), limit);
  const other = record.kind === 'marche' ? 'contrat-concession' : 'marche';
  return { level: 'record', ...record, kind: random.chance(0.02) ? other : record.kind, invented };
}

type Mutated = KindedRecord & { invented: boolean; mutations: string[] };

function mutatedRecord(corpus: Corpus, random: Random, count: number, limit: number): Mutated {
  const { kind, value, invented } = draw(corpus, random);
  const box = { value: copied(value) };
  const context = { tree: corpus.published.tree[kind], words: corpus.words, random };
  return { kind, invented, mutations: mutate(box, Math.min(count, limit), context), value: box.value };
}

/** A deep copy. Spreading is the cheapest way; records of the corpus have no key that would need more care. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  const copy = { ...value } as Record<string, unknown>;
  for (const key of Object.keys(copy)) if (typeof copy[key] === 'object') copy[key] = copied(copy[key]);
  return copy;
}

function fileInstance(corpus: Corpus, random: Random, limit: number): Instance {
  const records = Array.from({ length: random.below(4) }, () =>
    mutatedRecord(corpus, random, random.chance(0.3) ? changeCount(random) : 0, limit),
  );
  const flat = random.chance(0.05) ? !corpus.published.flat : corpus.published.flat;
  const box: { value: unknown } = { value: fileOf(records, flat) };
  const changes = mutateFile(box, Math.min(random.below(3), limit), { random, words: corpus.words });
  const mutations = [...records.flatMap((record) => record.mutations), ...changes];
  return { level: 'file', text: written(box.value, random), mutations, invented: records.every(({ invented }) => invented) };
}
