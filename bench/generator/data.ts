import { concession } from './concession.ts';
import { marche } from './marche.ts';
import { spoil } from './mistakes.ts';
import { plainFirst } from './parts.ts';
import { Random } from './random.ts';

/** What to generate: size in MB (10^6 bytes), writing, share of spoilt records (0 to 1), seed of chance. */
export type DataPlan = { megabytes: number; layout: 'compact' | 'pretty'; dirty: number; seed: number };

/** What was generated. `dirty` records are invalid under 2.0.3; all others are valid. */
export type DataCounts = { bytes: number; marche: number; 'contrat-concession': number; dirty: number };

type Kind = 'marche' | 'contrat-concession';

const RECORDS = { marche, 'contrat-concession': concession };

/** Share of the file taken by marchés; concessions, much rarer, close it. */
const MARCHE_SHARE = 0.96;

const WRITINGS = {
  compact: {
    open: '{"marches":{"marche":[',
    turn: '],"contrat-concession":[',
    close: ']}}',
    separator: ',',
    record: (value: unknown) => JSON.stringify(value),
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
  const say = (text: string): string => {
    counts.bytes += Buffer.byteLength(text);
    return text;
  };
  const list = function* (kind: Kind, share: number): Generator<string> {
    while (counts[kind] === 0 || counts.bytes < plan.megabytes * 1e6 * share) {
      const text = writing.record(draw(kind, counts, plan, random));
      yield say(counts[kind]++ === 0 ? text : writing.separator + text);
    }
  };
  yield say(writing.open);
  yield* list('marche', MARCHE_SHARE);
  yield say(writing.turn);
  yield* list('contrat-concession', 1);
  yield say(writing.close);
  return counts;
}

function draw(kind: Kind, counts: DataCounts, { dirty }: DataPlan, random: Random) {
  const record = RECORDS[kind](random, counts.marche + counts['contrat-concession'] + 1);
  if (random.chance(dirty)) {
    spoil(record, kind, random);
    counts.dirty++;
  }
  return random.chance(0.3) ? plainFirst(record) : record;
}
