import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import type { ReadEvent } from '../../src/read/record.ts';
import { type Limits, LIMITS } from '../../src/read/xml/fault.ts';
import { Pieces } from '../../src/read/xml/pieces.ts';
import { OpenRecord } from '../../src/read/xml/record.ts';

const PLACE = { path: '/marches/marche/3', kind: 'marche', index: 3 } as const;
const BEFORE = 'é\n  ';

/** A record of any names that stands behind `BEFORE` in the text `xml`; `path` gives the elements to open, `>` closes one. */
function recordIn(xml: string, limits: Partial<Limits> = {}) {
  const pieces = new Pieces(3);
  const text = BEFORE + xml;
  pieces.add({ text, bytes: Buffer.byteLength(text) });
  const guide = { trees: undefined, published: undefined, plural: false, isConsolidated: false };
  const record = new OpenRecord(PLACE, BEFORE.length, guide, pieces, { ...LIMITS, ...limits });
  return { record, pieces, end: text.length, at: (part: string) => text.indexOf(part) };
}

/** An element with a text, as the parser tells it. */
function put({ record, at }: ReturnType<typeof recordIn>, name: string, text: string, depth = 3): void {
  record.open(name, at(`<${name}`), depth);
  record.build?.text(text);
  record.build?.close();
}

/** What came of a record, in short. */
const reported = (events: Iterable<ReadEvent>): unknown[] =>
  [...events].map((event) => {
    if (event.type === 'finding') return [event.finding.code, event.finding.params, placeOf(event.finding)];
    return event.type === 'unreadable' ? event.reason : event.type;
  });
const placeOf = ({ position }: Finding): string => `${position?.line}:${position?.column}`;

test('a record within bounds is given with its value, its list, and the places of what is in it', () => {
  const bench = recordIn('<marche><id>A1</id><objet>é😀</objet></marche>');
  put(bench, 'id', 'A1');
  put(bench, 'objet', 'é😀');
  const [event, ...more] = bench.record.events(bench.end);
  expect(more).toEqual([]);
  expect(event).toMatchObject({ type: 'record', path: PLACE.path, list: 'marche', index: 3, value: { id: 'A1', objet: 'é😀' } });
  const locate = event?.type === 'record' ? event.locate : () => undefined;
  expect(locate('')).toEqual({ offset: 8, line: 2, column: 3 });
  expect(locate('/objet')).toEqual({ offset: 8 + '<marche><id>A1</id>'.length, line: 2, column: 22 });
  expect([locate('/none'), locate('/id/0'), locate('/__proto__')]).toEqual([undefined, undefined, undefined]);
});

test('what was seen in a record is a finding before it, at the element, and names the record by what was read', () => {
  const bench = recordIn('<marche><id>A1</id><x>hors <y/></x></marche>');
  put(bench, 'id', 'A1');
  bench.record.open('x', bench.at('<x'), 3);
  bench.record.build?.text('hors ');
  put(bench, 'y', '', 4);
  bench.record.build?.close();
  const [finding, record] = bench.record.events(bench.end);
  expect(finding).toMatchObject({
    finding: {
      code: 'xml.text',
      path: `${PLACE.path}/x`,
      record: { kind: 'marche', index: 3, id: 'A1' },
      position: { line: 2, column: 22 },
    },
  });
  expect(record).toMatchObject({ type: 'record', value: { id: 'A1', x: { y: '' } } });
});

describe('a record beyond bounds is not given, for the reason that a finding before it says:', () => {
  const LARGE = '<marche><id>é</id><a/><b/></marche>';
  const size = Buffer.byteLength(LARGE);
  const few = { maxElements: 3 };

  test.each<[title: string, limits: Partial<Limits>, depth: number, expected: unknown[]]>([
    ['too deep, at the element that is too much', { maxDepth: 3 }, 4, [['structure.too-deep', { limit: 3 }, '2:21'], 'too-deep']],
    ['too many elements, at the record', few, 3, [['structure.too-many-values', { limit: 3 }, '2:3'], 'too-large']],
    [
      'too large, with its size in bytes',
      { maxRecordBytes: size - 1 },
      3,
      [['structure.record-too-large', { limit: size - 1, size }, '2:3'], 'too-large'],
    ],
    [
      'too large before too deep',
      { maxRecordBytes: 9, maxDepth: 3 },
      4,
      [['structure.record-too-large', { limit: 9, size }, '2:3'], 'too-large'],
    ],
    ['of exactly the bounds, it is given', { maxRecordBytes: size, maxDepth: 4, maxElements: 4 }, 4, ['record']],
  ])('%s', (_, limits, depth, expected) => {
    const bench = recordIn(LARGE, limits);
    put(bench, 'id', 'é');
    put(bench, 'a', '', depth);
    put(bench, 'b', '', depth);
    expect(reported(bench.record.events(bench.end))).toEqual(expected);
  });
});

test('once a record is given up nothing more is built, and its text may be let go without its place being lost', () => {
  const bench = recordIn(`<marche><id>${'x'.repeat(9000)}</id>`, { maxRecordBytes: 100 });
  bench.record.giveUp();
  const rest = `${'y'.repeat(9000)}</marche>`;
  bench.pieces.add({ text: rest, bytes: rest.length });
  bench.pieces.release(bench.end + 1);
  put(bench, 'id', 'x');
  expect(bench.record.build).toBeUndefined();
  const length = bench.end - BEFORE.length + rest.length;
  expect(reported(bench.record.events(bench.pieces.length))).toEqual([
    ['structure.record-too-large', { limit: 100, size: length }, '2:3'],
    'too-large',
  ]);
});

test('a record in which the file breaks is broken, with the fault of the file as its finding', () => {
  const { record } = recordIn('<marche><id>A1');
  const fault: Finding = {
    code: 'xml.truncated',
    severity: 'error',
    path: '',
    params: {},
    position: { offset: 22, line: 2, column: 17 },
  };
  expect([...record.broken(fault)]).toEqual([
    { type: 'finding', finding: { ...fault, path: PLACE.path, record: { kind: 'marche', index: 3 } } },
    { type: 'unreadable', path: PLACE.path, list: 'marche', index: 3, reason: 'broken' },
  ]);
});
