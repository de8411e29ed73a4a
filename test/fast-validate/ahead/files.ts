/** Files that lead whoever begins in the middle of them astray: valid records of the bench's generator, spoilt ones, and what looks like records. */
import { concession } from '../../../federation/fake/contracts/concession.ts';
import { marche } from '../../../federation/fake/contracts/marche.ts';
import { spoil } from '../../../federation/fake/contracts/mistakes.ts';
import type { Draft } from '../../../federation/fake/contracts/parts.ts';
import { publishedMarche } from '../../../federation/fake/contracts/published.ts';
import { Random as Draws } from '../../../federation/fake/contracts/random.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import type { Random } from '../../fidelity/random.ts';

const MAKE = { marche, 'contrat-concession': concession };
const SERIALS = 1e6;
const KINDS: RecordKind[] = ['marche', 'contrat-concession'];

/** A file of some `records` records. */
export function strangeFile(random: Random, records: number): Uint8Array<ArrayBuffer> {
  const draws = new Draws(random.next());
  const indent = random.pick([0, 0, 1, 2]);
  const [dirty, strange] = [random.pick([0, 0.02, 0.3]), random.pick([0, 0.03, 0.2])];
  const [published, again] = [random.chance(0.5), random.pick([0, 0.1])];
  const text = (value: unknown): string => JSON.stringify(value, null, indent);
  const made: Record<RecordKind, Draft[]> = { marche: [], 'contrat-concession': [] };
  const valid = (kind: RecordKind): Draft => MAKE[kind](draws, draws.whole(1, SERIALS));
  const shaped = (kind: RecordKind): Draft => {
    const before = made[kind].length > 0 ? random.pick(made[kind]) : undefined;
    // As a whole, or only by its keys.
    if (before && random.chance(again))
      return random.chance(0.5) ? before : { ...before, objet: 'Le même marché, sous un autre objet' };
    return published && kind === 'marche' ? publishedMarche(draws, draws.whole(1, SERIALS), before) : valid(kind);
  };
  const one = (kind: RecordKind): string => {
    if (random.chance(strange)) return random.pick(STRANGE)(valid(kind), text, random);
    // Valid elsewhere.
    if (random.chance(strange / 4)) return text(valid(random.pick(KINDS)));
    const record = shaped(kind);
    if (random.chance(dirty)) spoil(record, kind, draws);
    made[kind].push(record);
    return text(record);
  };
  const list = (kind: RecordKind, count: number): string =>
    `"${kind}":[${Array.from({ length: count }, () => one(kind)).join(random.pick([',', ',\n', ' ,\r\n  ']))}]`;
  const kinds = random.chance(0.5) ? KINDS : KINDS.toReversed();
  const lists = kinds.map((kind) => list(kind, random.chance(0.1) ? 0 : Math.ceil(records / 2)));
  const decoy = `"archive":{${list('marche', random.below(records))}},`;
  const root = `{${random.chance(0.3) ? decoy : ''}"marches":{${lists.join(',')}}}`;
  const cut = random.chance(0.1) ? random.below(root.length) : root.length;
  return new TextEncoder().encode(root.slice(0, cut));
}

type Strange = (record: object, text: (value: unknown) => string, random: Random) => string;

/** Ways in which a record is not what it seems. */
const STRANGE: Strange[] = [
  // A record in a record: the inner one is valid, and no record of the list.
  (record, text) => text({ ...record, suite: [record, record, record] }),
  (record, text) => text([record, record]),
  // The text of records as a value: escaped, and with quotes that seem to begin and end elsewhere.
  (record, text) => text({ ...record, objet: `},${text(record)},{` }),
  (record, text) => text({ ...record, objet: '},{"' }),
  (record, text) => text({ ...record, objet: `é😀\u2028\n},{"id":"` }),
  // A day that does not exist: some rules are not evaluated.
  (record, text) => text({ ...record, dateNotification: '2024-02-30' }),
  // Longer than pieces.
  (record, text, random) => text({ ...record, suite: Array.from({ length: random.below(30) }, () => record) }),
  (record, text, random) => text({ ...record, objet: 'é😀\n'.repeat(random.below(3000)) }),
  // Keys that the schema does not have: plain, in other writings, known ones that are escaped, with values that are no JSON, twice, many, long.
  (record, text, random) =>
    text({ ...record, [random.pick(['_type', 'é', '\ud800', '{"id":1},{', ''])]: random.pick(['x', 1, null, [{}]]) }),
  (record, text) => text(record).replace('{', '{"__proto__":1,'),
  (record, text) => text(record).replace('"id"', '"\\u0069d"'),
  (record, text) => text(record).replace('{', '{"x":01,'),
  (record, text) => text(record).replace('{', '{"x":1,"\\u0078":2,'),
  (record, text, random) =>
    text({ ...record, ...Object.fromEntries(Array.from({ length: random.below(20) }, (_, i) => [`k${i}`, i])) }),
  (record, text, random) => text({ ...record, [`long${'é'.repeat(random.below(3000))}`]: 1 }),
  // A key twice, a comma too many or too few.
  (record, text) => text(record).replace('{', '{"id":"1",'),
  (record, text) => `${text(record)},`,
  (record, text) => `${text(record)} ${text(record)}`,
  (record, text) => text(record).replace(/\}\s*$/, ''),
  () => 'null',
  () => '{}',
];
