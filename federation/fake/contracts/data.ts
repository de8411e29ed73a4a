import { concession } from './concession.ts';
import { marche } from './marche.ts';
import { minimal } from './minimal.ts';
import { spoil } from './mistakes.ts';
import { plainFirst, type Draft } from './parts.ts';
import { isInvalid, publishedMarche } from './published.ts';
import { Random } from './random.ts';

/** How much: MB (10^6 bytes) of marchés and concessions, or a number of marchés with nothing but what the format requires. */
type Extent = { megabytes: number } | { records: number };

/**
 * The data to generate: size, layout, share of invalid records (0 to 1), random seed. `published`: marchés shaped as buyers publish them, with the faults
 * that theirs have, in place of `dirty`.
 */
export type DataPlan = Extent & { layout: 'compact' | 'pretty' | 'escaped'; dirty: number; published?: boolean; seed: number };

/** The generated data. `dirty` records are invalid under 2.0.3; all others are valid, and no rule reports anything on them. */
export type DataCounts = { bytes: number; marche: number; 'contrat-concession': number; dirty: number };

type Kind = 'marche' | 'contrat-concession';

const RECORDS = { marche, 'contrat-concession': concession };

/** How far into the file, as a share of its bytes, each list goes: concessions, much rarer, close it. */
const UP_TO = { marche: 0.96, 'contrat-concession': 1 };

const WRITINGS = {
  compact: {
    open: '{"marches":{"marche":[',
    turn: '],"contrat-concession":[',
    close: ']}}',
    separator: ',',
    record: (value: unknown) => JSON.stringify(value),
  },
  // As `json_encode` of PHP writes it, with which many buyers publish.
  escaped: {
    open: '{"marches":{"marche":[',
    turn: '],"contrat-concession":[',
    close: ']}}',
    separator: ',',
    record: (value: unknown) =>
      JSON.stringify(value)
        .replaceAll(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .replaceAll('/', '\\/'),
  },
  pretty: {
    open: '{\n  "marches": {\n    "marche": [\n      ',
    turn: '\n    ],\n    "contrat-concession": [\n      ',
    close: '\n    ]\n  }\n}\n',
    separator: ',\n      ',
    record: (value: unknown) => JSON.stringify(value, null, 2).replaceAll('\n', '\n      '),
  },
};

/** The text of a file, in pieces of one record: nothing is kept, whatever the size. The same plan gives the same bytes. */
export function* generate(plan: DataPlan): Generator<string, DataCounts> {
  const counts: DataCounts = { bytes: 0, marche: 0, 'contrat-concession': 0, dirty: 0 };
  const writing = WRITINGS[plan.layout];
  const random = new Random(plan.seed);
  const last: { published: Draft | undefined } = { published: undefined };
  const say = (text: string): string => {
    counts.bytes += Buffer.byteLength(text);
    return text;
  };
  const list = function* (kind: Kind): Generator<string> {
    while (!isComplete(kind, counts, plan)) {
      const text = writing.record(draw(kind, counts, plan, random, last));
      yield say(counts[kind]++ === 0 ? text : writing.separator + text);
    }
  };
  yield say(writing.open);
  yield* list('marche');
  yield say(writing.turn);
  yield* list('contrat-concession');
  yield say(writing.close);
  return counts;
}

function isComplete(kind: Kind, counts: DataCounts, plan: DataPlan): boolean {
  if ('records' in plan) return kind !== 'marche' || counts.marche >= plan.records;
  return counts[kind] > 0 && counts.bytes >= plan.megabytes * 1e6 * UP_TO[kind];
}

function draw(kind: Kind, counts: DataCounts, plan: DataPlan, random: Random, last: { published: Draft | undefined }) {
  if (plan.published && kind === 'marche') {
    const record = publishedMarche(random, counts.marche + 1, last.published);
    if (isInvalid(record)) counts.dirty++;
    last.published = record;
    return record;
  }
  const record = ('records' in plan ? minimal : RECORDS[kind])(random, counts.marche + counts['contrat-concession'] + 1);
  if (random.chance(plan.dirty)) {
    spoil(record, kind, random);
    counts.dirty++;
  }
  return random.chance(0.3) ? plainFirst(record) : record;
}
