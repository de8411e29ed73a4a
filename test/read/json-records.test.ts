import { describe, expect, test } from 'vitest';
import { JsonFile, type ReadOptions, Stop } from '../../src/read/json/file.ts';
import type { Signals } from '../../src/read/json/place.ts';
import type { FastPath, Passing, Suspect } from '../../src/read/json/record-judge.ts';
import { readRecords, readSingleRecord } from '../../src/read/json/records.ts';
import { HEAP, Window } from '../../src/read/json/window.ts';
import { NEED_BYTES, type RecordEvent, type TakenEvent } from '../../src/read/record.ts';
import { bytesOf, inChunks, positionIn } from './helpers.ts';

const PATH = '/marches/marche';
const LIST = { path: PATH, kind: 'marche', depth: 2 } as const;

/** A file that is all fed, or that `drive` feeds in pieces of `size`. */
function fileOf(text: string, options: ReadOptions = {}, isFed = true): JsonFile {
  const window = new Window();
  if (isFed) {
    window.feed(bytesOf(text));
    window.finish();
  }
  return new JsonFile(window, options);
}

/** What a reader gives, in short, and what it returns. The records that a fast path takes are reported one by one. */
function drive<T>(
  file: JsonFile,
  reading: Signals<T>,
  chunks: Iterator<Uint8Array> = [].values(),
): { reported: unknown[]; result: T } {
  const reported: unknown[] = [];
  for (;;) {
    const step = reading.next();
    if (step.done === true) return { reported, result: step.value };
    const event = step.value;
    if (event === NEED_BYTES) {
      const chunk = chunks.next();
      if (chunk.done === true) file.window.finish();
      else file.window.feed(chunk.value);
    } else if (event.type === 'record') reported.push(['record', event.path, event.value]);
    else if (event.type === 'finding') reported.push([event.finding.code, event.finding.path]);
    else if (event.type === 'unreadable') reported.push([event.reason, event.path]);
    else if (event.type === 'taken') reported.push(...reportedOf(event));
  }
}

function* reportedOf({ next }: TakenEvent): Generator<unknown[]> {
  for (let taken = next(); taken; taken = next()) {
    if (taken.type === 'suspect') yield ['suspect', taken.path, taken.locate('/b')];
    else for (let i = 0; i < taken.count; i++) yield ['passed', `${PATH}/${taken.index + i}`];
  }
}

/** The first record of a list, with the way to its places. */
function first(text: string): RecordEvent {
  for (const event of readRecords(fileOf(text), LIST)) if (event !== NEED_BYTES && event.type === 'record') return event;
  throw new Error('there is no record');
}

describe('the records of a list', () => {
  test.each<[title: string, text: string, reported: unknown[], count: number]>([
    [
      'are any values',
      '[{"é":1}, -0.5 ,null,[],""]',
      [{ é: 1 }, -0.5, null, [], ''].map((value, i) => ['record', `${PATH}/${i}`, value]),
      5,
    ],
    [
      'go on after one that is broken',
      '[{"a":01},{}]',
      [
        ['syntax.bad-number', `${PATH}/0/a`],
        ['broken', `${PATH}/0`],
        ['record', `${PATH}/1`, {}],
      ],
      2,
    ],
  ])('%s', (_, text, reported, count) => {
    const file = fileOf(text);
    const read = drive(file, readRecords(file, LIST));
    expect(read.reported).toEqual(reported);
    expect(read.result).toHaveLength(count);
    expect(Object.keys(read.result)).toEqual([]);
  });

  test('count on where the file has the list a second time', () => {
    const file = fileOf('[{},{}][{"a":1}]');
    drive(file, readRecords(file, LIST));
    expect(drive(file, readRecords(file, LIST)).reported).toEqual([['record', `${PATH}/2`, { a: 1 }]]);
  });

  test('end with one that is cut short, which is said to be broken', () => {
    const file = fileOf('[{},{"a":');
    const caught = (() => {
      try {
        return drive(file, readRecords(file, LIST));
      } catch (stop) {
        return stop;
      }
    })();
    expect(caught).toBeInstanceOf(Stop);
    expect((caught as Stop).events.at(-1)).toMatchObject({ type: 'unreadable', path: `${PATH}/1`, index: 1, reason: 'broken' });
  });
});

describe('the place of a value', () => {
  const many = Array.from({ length: 70 }, (_, i) => `"k${i}":${i}`).join();

  test.each<[title: string, record: string, pointer: string, part: 'value' | 'key', from: string | undefined]>([
    ['is found behind characters of several units, under names of such', '{"é😀":{"ê": "x"}}', '/é😀/ê', 'value', '"x"'],
    ['is that of its key where that is asked for', '{"a":1,\n"b":2}', '/b', 'key', '"b"'],
    ['is that of the last member of a name, however the name is written', String.raw`{"a":1,"\u0061":2}`, '/a', 'value', '2'],
    [
      'is found under a name with signs of pointers, and among many members',
      `{"~/":[{}, 9],${many},"~/":[{}, 8]}`,
      '/~0~1/1',
      'value',
      '8',
    ],
    ['is none for an item by another writing of its number', '{"a":[1,2]}', '/a/01', 'value', undefined],
  ])('%s', (_, record, pointer, part, from) => {
    const text = `[ ${record}]`;
    const expected = from === undefined ? undefined : positionIn(text, text.lastIndexOf(from));
    expect(first(text).locate(pointer, part)).toEqual(expected);
  });
});

test('a place that is asked for once the reader has gone on is an error of the caller', () => {
  const file = fileOf('[{"a":1},{}]');
  const reading = readRecords(file, LIST);
  const { locate } = reading.next().value as RecordEvent;
  reading.next();
  expect(() => locate('/a')).toThrow('after the next event was asked for');
});

test('that a record stands in no list is said once a file, and its keys stay in the skeleton', () => {
  const file = fileOf('{"id":"1","__proto__":{"a":1}} {"id":"2"}');
  const single = () => drive(file, readSingleRecord(file, { path: '', kind: 'marche', depth: 0 }, 0));
  const { reported, result } = single();
  expect(reported.map((event) => (event as unknown[])[0])).toEqual(['structure.single-record', 'record']);
  expect(JSON.stringify(result)).toBe('{"id":null,"__proto__":null}');
  file.window.nextByte();
  expect(single().reported).toHaveLength(1);
});

/** A fast path for records without braces in them: passes those that say `ok`, is unsure of `b` in those that say `bad`, and refuses others. */
const FAST: FastPath = {
  space: HEAP,
  takes: () => true,
  pass(_, __, window): Passing {
    const text = new TextDecoder('latin1').decode(window.slice(window.offset, window.limit));
    const record = /[\s,]*(\{[^}]*\})/y;
    let count = 0;
    let to = 0;
    for (let found = record.exec(text); ; found = record.exec(text)) {
      const inside = found?.[1];
      if (inside === undefined) return { count, to, next: text.includes(']', to - window.offset) ? undefined : 'more' };
      if (!inside.includes('ok'))
        return { count, to, next: inside.includes('bad') ? suspectIn(window, record.lastIndex, inside) : undefined };
      count++;
      to = window.offset + record.lastIndex;
    }
  },
  measure(window, to) {
    const text = new TextDecoder().decode(window.slice(window.offset, to));
    const lines = text.split('\n');
    return { lines: lines.length - 1, units: lines.at(-1)?.length ?? 0 };
  },
};

function suspectIn(window: Window, end: number, inside: string): Suspect {
  const to = window.offset + end;
  return {
    to,
    value: {},
    suspects: [{ name: 'b', value: 'bad', kept: false }],
    missing: [],
    strays: [],
    judged: undefined,
    valueOf: () => undefined,
    whole: () => undefined,
    indexOf: () => window.indexOf(to - inside.length + inside.indexOf('"bad"')),
  };
}

test('with a fast path each record is reported once, in order and in its place, however the file comes', () => {
  const records = ['{"b":"ok é😀"}', '{"b":"ok"}', '{"é":1,\n"b":"bad"}', '{"b":3}', '{"b":"bad"}', '4', '{"b":"ok"}'];
  const text = `[\n ${records.join(' ,\n ')} ]`;
  const suspectAt = (at: number) => positionIn(text, text.indexOf('"bad"', at));
  const expected = [
    ['passed', `${PATH}/0`],
    ['passed', `${PATH}/1`],
    ['suspect', `${PATH}/2`, suspectAt(0)],
    ['record', `${PATH}/3`, { b: 3 }],
    ['suspect', `${PATH}/4`, suspectAt(text.indexOf('"b":3'))],
    ['record', `${PATH}/5`, 4],
    ['passed', `${PATH}/6`],
  ];
  const whole = fileOf(text, { fast: FAST });
  expect(drive(whole, readRecords(whole, LIST)).reported).toEqual(expected);
  for (const size of [1, 7, 30]) {
    const file = fileOf(text, { fast: FAST }, false);
    const chunks = inChunks(bytesOf(text), [size]);
    file.window.feed(chunks.next().value ?? new Uint8Array());
    const { reported, result } = drive(file, readRecords(file, LIST), chunks);
    expect(reported, `pieces of ${size}`).toEqual(expected);
    expect(result).toHaveLength(records.length);
  }
});
