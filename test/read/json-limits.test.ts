import { describe, expect, test } from 'vitest';
import { NEED_BYTES, type ReadEvent } from '../../src/read/record.ts';
import { readChunks, readJson } from '../../src/read/json/read-json.ts';
import { Window } from '../../src/read/json/window.ts';
import { bytesOf, eventsOf, rawBytes } from './helpers.ts';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const file = (...records: string[]) => `{"marches":{"marche":[${records.join(',')}]}}`;
const kinds = (events: ReadEvent[]) => events.map((event) => (event.type === 'finding' ? event.finding.code : event.type));
const read = (text: string, options = {}) => eventsOf(bytesOf(text), [64], options) as ReadEvent[];

describe('nesting', () => {
  // The root, `marches` and its list are three levels, the record itself the fourth.
  test('of 64 levels from the root of the file is read', () => {
    expect(kinds(read(file(`{"a":${nested(60)}}`)))).toEqual(['layout', 'record', 'end']);
  });

  test('of 65 levels leaves the record unread, at the bracket that is too much, and the file JSON', () => {
    const text = file('{"b":["]"],"é":1,\n"a":' + nested(61) + '}', '{}');
    const events = read(text);
    expect(kinds(events)).toEqual(['layout', 'structure.too-deep', 'unreadable', 'record', 'end']);
    const column = '"a":'.length + 61;
    expect(events[1]).toMatchObject({
      finding: { path: '/marches/marche/0', position: { line: 2, column }, params: { limit: 64 } },
    });
    expect(events[2]).toMatchObject({ path: '/marches/marche/0', reason: 'too-deep' });
    expect(events.at(-1)).toMatchObject({ parsed: true });
  });

  test('that is too deep does not hide broken syntax', () => {
    const events = read(file(`{"a":${nested(61)},}`));
    expect(kinds(events)).toEqual(['layout', 'syntax.trailing-comma', 'unreadable', 'end']);
    expect(events[2]).toMatchObject({ reason: 'broken' });
  });

  test('of any depth is held against the brackets that open it, the outermost too', () => {
    for (const pairs of [31, 32, 33, 64, 65, 5000]) {
      const inner = '{"b":['.repeat(pairs) + ']}'.repeat(pairs);
      expect(kinds(read(file(`{"a":[${inner}]}`)))).toEqual(['layout', 'structure.too-deep', 'unreadable', 'end']);
      expect(kinds(read(file(`{"a":[${inner}}}`)))).not.toContain('structure.too-deep');
    }
  });

  test('outside of the records counts as well', () => {
    expect(kinds(read(`{"autre":${nested(64)},"marches":[{}]}`))).toEqual(['structure.too-deep', 'layout', 'record', 'end']);
    expect(kinds(read(`{"autre":${nested(63)},"marches":[{}]}`))).toEqual(['layout', 'record', 'end']);
  });

  test('without end is given up', () => {
    const events = read(file('['.repeat(100_000)));
    expect(kinds(events)).toEqual(['layout', 'structure.too-deep', 'syntax.rest-not-read', 'unreadable', 'end']);
    expect(events.at(-1)).toMatchObject({ parsed: false });
  });
});

describe('members around the records that the standard does not have', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `"m${i}":${i}`).join(',');
  const RECORDS = '"marches":{"marche":[{"id":"1"}]}';

  test('beyond the thousandth are read as JSON and nothing else, which is said once, where the first of them is', () => {
    const before = `{${many(1000)},`;
    const list = '[{"id":"2","acheteur":{}}]';
    const events = read(`${before}"late":${list},"later":{},${RECORDS},"m0":2,"version":"2.1","last":${list}}`);
    expect(kinds(events)).toEqual(['structure.too-many-members', 'layout', 'record', 'syntax.duplicate-key', 'end']);
    expect(events[0]).toMatchObject({
      finding: { path: '', severity: 'error', params: { count: 1000 }, position: { offset: before.length } },
    });
    const end = events.at(-1) as ReadEvent & { type: 'end' };
    expect(Object.keys(end.skeleton as object)).toHaveLength(1002);
    expect(end.skeleton).toMatchObject({ m999: null, marches: { marche: [undefined] }, version: '2.1' });
    expect(end.parsed).toBe(true);
  });

  test('count together, in all objects that hold records', () => {
    const events = read(`{${many(600)},"marches":{${many(600)},"marche":[{}]}}`);
    expect(kinds(events)).toEqual(['layout', 'structure.too-many-members', 'record', 'end']);
    expect(events[1]).toMatchObject({ finding: { path: '/marches', params: { count: 1000 } } });
  });

  test('count once where each of many texts has them', () => {
    const events = read(`{"m":1,${RECORDS}}`.repeat(1001));
    expect(kinds(events)).not.toContain('structure.too-many-members');
    expect(events.filter(({ type }) => type === 'record')).toHaveLength(1001);
  });

  test('are kept by their names, as long as these are no book', () => {
    const long = 'x'.repeat(600_000);
    const events = eventsOf(bytesOf(`{"a${long}":1,"b${long}":2,"c":3,${RECORDS}}`)) as ReadEvent[];
    expect(kinds(events)).toEqual(['structure.too-many-members', 'layout', 'record', 'end']);
    expect(events[0]).toMatchObject({ finding: { params: { count: 1 } } });
  });

  test('are parsed all the same', () => {
    const events = read(`{${many(1000)},"late":nul,${RECORDS}}`);
    expect(kinds(events).slice(0, 2)).toEqual(['structure.too-many-members', 'syntax.unexpected']);
    expect(events.at(-1)).toMatchObject({ parsed: false });
  });
});

describe('a value of more than a hundred thousand values', () => {
  test.each([
    ['objects', '{},'.repeat(100_001) + '0'],
    ['lists in lists', '[[[1]]],'.repeat(40_000) + '0'],
    ['numbers', '0,'.repeat(100_000) + '0'],
    ['members of one name, of which the last counts', '{' + '"a":0,'.repeat(100_001) + '"a":1}'],
  ])('is not made: %s', (_, inside) => {
    const events = eventsOf(bytesOf(file('{}', `{"titulaires":[${inside}]}`, '{}'))) as ReadEvent[];
    expect(kinds(events)).toEqual(['layout', 'record', 'structure.too-many-values', 'unreadable', 'record', 'end']);
    expect(events.at(-1)).toMatchObject({ parsed: true });
  });

  test('is read to its end all the same, where a fault of its syntax may be', () => {
    const events = eventsOf(bytesOf(file(`{"titulaires":[${'{},'.repeat(100_001)}{"a":nul}]}`, '{}'))) as ReadEvent[];
    expect(kinds(events)).toEqual(['layout', 'syntax.unexpected', 'unreadable', 'record', 'end']);
    expect(events.at(-1)).toMatchObject({ parsed: false });
  });

  test('is none for the commas and brackets in its texts', () => {
    const text = JSON.stringify('"[{,'.repeat(60_000));
    expect(kinds(eventsOf(bytesOf(file(`{"objet":${text}}`))) as ReadEvent[])).toEqual(['layout', 'record', 'end']);
  });
});

describe('a record over the limit', () => {
  const large = (inside: string) => `{"a":"${'é'.repeat(100)}",${inside}"z":1}`;
  const options = { maxRecordBytes: 100 };

  test('is stepped over, with its size reported, and the file may be JSON', () => {
    const record = large('');
    const events = read(file('{"id":"1"}', record, '{"id":"2"}'), options);
    expect(kinds(events)).toEqual(['layout', 'record', 'structure.record-too-large', 'unreadable', 'record', 'end']);
    expect(events[2]).toMatchObject({
      finding: { path: '/marches/marche/1', params: { limit: 100, size: bytesOf(record).length }, position: { column: 34 } },
    });
    expect(events[3]).toMatchObject({ reason: 'too-large' });
    expect(events[4]).toHaveProperty('places[0]', [
      '',
      { offset: 34 + bytesOf(record).length, line: 1, column: 35 + record.length },
      undefined,
    ]);
    expect(events.at(-1)).toMatchObject({ parsed: true });
  });

  test('leaves the places after it right, even if it is no UTF-8 and wherever it is cut', () => {
    // A character of four bytes with more of its last byte than belong to it: what is kept of the record may begin anywhere here.
    const stray = '🏗\\x8F\\x8F\\x8F\\x8F\\xE9';
    const bytes = rawBytes(file(`{"a":"${stray.repeat(30)}"}`, '{"id":1}'));
    const whole = eventsOf(bytes, undefined, options);
    const column = new TextDecoder().decode(bytes).indexOf('{"id"') + 1;
    expect(whole[1]).toMatchObject({ finding: { code: 'encoding.invalid-utf8' } });
    expect(whole[3]).toHaveProperty('places[0][1].column', column);
    for (let size = 1; size < 80; size++) expect(eventsOf(bytes, [size], options), `chunks of ${size}`).toEqual(whole);
  });

  test('of exactly the limit is read', () => {
    const record = `{"a":"${'x'.repeat(92)}"}`;
    expect(kinds(read(file(record), options))).toEqual(['layout', 'record', 'end']);
    expect(kinds(read(file(record.replace('x', 'xx')), options))).toEqual([
      'layout',
      'structure.record-too-large',
      'unreadable',
      'end',
    ]);
  });

  test('does not hide broken syntax', () => {
    const broken = ['"b":NaN,', '"b":[1,],', '"b":"\t",', '"b":01,', '"b":{"c":1,},'];
    for (const inside of broken) {
      const events = read(file(large(inside), '{}'), options);
      expect(kinds(events).slice(0, 2), inside).toEqual(['layout', expect.stringMatching(/^syntax\./)]);
      expect(kinds(events).slice(2), inside).toEqual(['unreadable', 'record', 'end']);
      expect(events.at(-1), inside).toMatchObject({ parsed: false });
    }
  });

  test('may be a number that is cut short', () => {
    const events = read(file('1'.repeat(200) + '.', '{}'), options);
    expect(kinds(events)).toEqual(['layout', 'syntax.bad-number', 'unreadable', 'record', 'end']);
  });

  test('has its faults named alike wherever it is cut', () => {
    for (const fault of [
      `1${' '.repeat(100)}2`,
      `1,${' '.repeat(100)}}`,
      `1${'0'.repeat(100)}x`,
      '"\\u00é"',
      'Infinity',
      '1,50',
    ]) {
      const bytes = bytesOf(file(`{"a":"${'é'.repeat(100)}","z":${fault},"b":1}`, '{}'));
      const whole = eventsOf(bytes, undefined, options);
      for (let size = 1; size < 80; size++)
        expect(eventsOf(bytes, [size], options), `${fault} in chunks of ${size}`).toEqual(whole);
    }
  });

  test('that is cut off is truncated, and one that is not closed ends the reading', () => {
    const start = file(large('')).slice(0, -5);
    expect(kinds(read(start, options))).toEqual(['layout', 'syntax.truncated', 'unreadable', 'end']);
    const unclosed = file(large('"b":[1,'));
    expect(kinds(read(unclosed, options))).toEqual(['layout', 'syntax.unexpected', 'syntax.rest-not-read', 'unreadable', 'end']);
  });

  test('outside of the lists is stepped over without a word', () => {
    expect(kinds(read(`{"autre":"${'x'.repeat(200)}","marches":[{}]}`, options))).toEqual(['layout', 'record', 'end']);
  });
});

describe('memory', () => {
  test('stays small over many records and over one record of any size', () => {
    const record = bytesOf(`{"objet":"${'Réfection de la voirie '.repeat(40)}"},`);
    const many = repeated(record, 5_000);
    expect(largestWindow(enclosed(many))).toBeLessThan(1 << 18);
    const one = repeated(bytesOf('"x":["Réfection"],'), 200_000);
    expect(largestWindow(enclosed(one, '{', '"x":1},'), 1 << 16)).toBeLessThan(1 << 19);
    expect(largestWindow(repeated(bytesOf('   \n  '), 200_000), 1 << 16)).toBeLessThan(1 << 18);
  });
});

function* repeated(part: Uint8Array, times: number): Generator<Uint8Array, void> {
  const perChunk = Math.max(1, Math.floor(65_536 / part.length));
  const chunk = new Uint8Array(part.length * perChunk);
  for (let index = 0; index < perChunk; index++) chunk.set(part, index * part.length);
  for (let done = 0; done < times; done += perChunk) yield chunk;
}

function* enclosed(records: Iterable<Uint8Array>, before = '', after = ''): Generator<Uint8Array, void> {
  yield bytesOf(`{"marches":[${before}`);
  yield* records;
  yield bytesOf(`${after}{}]}`);
}

/** The size in bytes that the window of a reader comes to. */
function largestWindow(chunks: Iterable<Uint8Array>, maxRecordBytes?: number): number {
  const window = new Window();
  const source = chunks[Symbol.iterator]();
  let largest = 0;
  try {
    for (const event of readJson(window, maxRecordBytes === undefined ? {} : { maxRecordBytes })) {
      if (event !== NEED_BYTES) continue;
      largest = Math.max(largest, window.bytes.length);
      const next = source.next();
      if (next.done === true) window.finish();
      else window.feed(next.value);
    }
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'syntax.empty') throw error;
  }
  return largest;
}

test('a reader that is left early lets its source go', () => {
  let closed = false;
  function* source() {
    try {
      for (;;) yield bytesOf('{"marches":[{},{},{}]} ');
    } finally {
      closed = true;
    }
  }
  for (const event of readChunks(source())) if (event.type === 'record') break;
  expect(closed).toBe(true);
});

/**
 * The program puts the first bytes of a file into the window, then lets the rest be read straight into it, and learns of the end when nothing
 * comes. Room that was made for nothing must not cost the quote at the end, on which the loops over strings rest: they ran on without end.
 */
test('a file that ends in a string ends, also where its last bytes were looked for straight in the window', () => {
  const window = new Window();
  const events: ReadEvent[] = [];
  const steps = [
    () => window.feed(bytesOf('{"marches":{"marche":[{"acheteur":{"id":"a}}]}}')),
    () => {
      window.space(1 << 20);
      window.finish();
    },
  ];
  for (const event of readJson(window))
    if (event === NEED_BYTES) steps.shift()?.();
    else events.push(event);
  expect(kinds(events)).toEqual(['layout', 'syntax.truncated', 'unreadable', 'end']);
});
