/** Laws that hold for every JSON text: how it is cut does not matter, values and places are those of the text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding.ts';
import type { ReadEvent } from '../../src/read/record.ts';
import { readChunks } from '../../src/read/json/read-json.ts';
import { anyFile, chunkSizes, publishedFile, type Written, writtenFile } from './documents.ts';
import { bytesOf, endOf, eventsOf, inChunks, pointersIn, positionIn, valueAt } from './helpers.ts';
import { draws } from '../support/tier.ts';

describe('any JSON text', () => {
  test('gives the same events however it is cut into chunks', () => {
    fc.assert(
      fc.property(
        writtenFile(anyFile),
        chunkSizes,
        fc.constantFrom({}, { maxRecordBytes: 20 }, { maxDepth: 4 }),
        ({ text }, sizes, options) => {
          const bytes = bytesOf(text);
          expect(JSON.stringify(eventsOf(bytes, sizes, options))).toBe(JSON.stringify(eventsOf(bytes, undefined, options)));
        },
      ),
      { numRuns: draws(100, 1500) },
    );
  });

  test('gives the same events when it is far longer than a chunk, with the places of the text', () => {
    const records = Array.from(
      { length: 3000 },
      (_, index) => `{ "id": "${index}",\n "objet": "${'Voirie é🏗️ '.repeat(index % 9)}" }`,
    );
    const text = `{"note":${JSON.stringify('é'.repeat(70_000))},\n"marches": [\n${records.join(',\n')}\n]}`;
    const bytes = bytesOf(text);
    const whole = JSON.stringify(eventsOf(bytes));
    for (const sizes of [[1000], [4096, 7], [65_536], [100_003]])
      expect(JSON.stringify(eventsOf(bytes, sizes)) === whole).toBe(true);
    let at = 0;
    for (const event of readChunks(inChunks(bytes, [4096]))) {
      if (event.type !== 'record' || event.index % 100 !== 0) continue;
      at = text.indexOf(`"objet"`, text.indexOf(`"id": "${event.index}"`, at));
      expect(event.locate('/objet', 'key')).toEqual(positionIn(text, at));
    }
  });

  test('gives the records that JSON.parse gives, in order, and a skeleton of the rest', () => {
    fc.assert(
      fc.property(writtenFile(publishedFile), ({ text }) => {
        const whole = JSON.parse(text) as { marches: unknown };
        const lists = Array.isArray(whole.marches) ? { '': whole.marches } : (whole.marches as Record<string, unknown[]>);
        const expected = Object.values(lists).flat();
        const events = [...readChunks([bytesOf(text)])];
        expect(events.flatMap((event) => (event.type === 'record' ? [event.value] : []))).toEqual(expected);
        const paths = events.flatMap((event) => (event.type === 'record' ? [event.path] : []));
        expect(paths.map((path) => valueAt(whole, path))).toEqual(expected);
        expect(JSON.stringify(endOf(events).skeleton)).toBe(JSON.stringify(emptied(whole)));
      }),
      { numRuns: draws(100, 1500) },
    );
  });

  test('of which some records are known gives the other events, and asks about each record once', () => {
    fc.assert(
      fc.property(writtenFile(anyFile), chunkSizes, fc.array(fc.boolean(), { minLength: 1 }), ({ text }, sizes, answers) => {
        const bytes = bytesOf(text);
        const plain = eventsOf(bytes, sizes) as ReadEvent[];
        const asked: string[] = [];
        const isKnown = (record: Uint8Array, _list: unknown, isCompact: boolean): boolean => {
          const written = Buffer.from(record).toString();
          expect(isCompact).toBe(!/[ \t\n\r]/.test(written.replace(/"(\\.|[^"\\])*"/g, '')));
          return answers[asked.push(written) % answers.length] === true;
        };
        const left = eventsOf(bytes, sizes, { isKnown });
        const records = plain.flatMap((event) => (event.type === 'record' ? [event] : []));
        expect(asked).toHaveLength(records.length);
        const known = new Set(records.filter((_, at) => answers[(at + 1) % answers.length] === true));
        const paths = [...known].map(({ path }) => path);
        const isOfKnown = (path: string): boolean => paths.some((one) => path === one || path.startsWith(`${one}/`));
        const rest = plain.filter(
          (event) =>
            !(event.type === 'record' && known.has(event)) &&
            !(event.type === 'finding' && event.finding.record && isOfKnown(event.finding.path)),
        );
        expect(JSON.stringify(left.slice(0, -1))).toBe(JSON.stringify(rest.slice(0, -1)));
      }),
      { numRuns: draws(100, 1500) },
    );
  });

  test('is JSON, whatever its shape', () => {
    fc.assert(
      fc.property(writtenFile(anyFile), ({ text }) => {
        const end = endOf([...readChunks([bytesOf(text)])]);
        expect(end).toMatchObject({ parsed: true, bytes: bytesOf(text).length });
        const whole: unknown = JSON.parse(text);
        expect(Array.isArray(end.skeleton)).toBe(Array.isArray(whole));
        expect(keysOf(end.skeleton)).toEqual(keysOf(whole));
      }),
      { numRuns: draws(70, 1000) },
    );
  });
});

describe('the place of any value in a record', () => {
  test('and of any key is that of its first byte, with the line and column of the text', () => {
    fc.assert(
      fc.property(writtenFile(publishedFile), ({ text, places }) => {
        for (const event of readChunks(inChunks(bytesOf(text), [64]))) {
          if (event.type !== 'record') continue;
          for (const pointer of pointersIn(event.value)) {
            const { value, key } = places.get(event.path + pointer) as { value: number; key?: number };
            expect(event.locate(pointer)).toEqual(positionIn(text, value));
            expect(event.locate(pointer, 'key')).toEqual(pointer === '' || key === undefined ? undefined : positionIn(text, key));
          }
        }
      }),
      { numRuns: draws(100, 1500) },
    );
  });

  test('and around the records is known at the end of the file', () => {
    fc.assert(
      fc.property(writtenFile(publishedFile), chunkSizes, ({ text, places }, sizes) => {
        const end = endOf([...readChunks(inChunks(bytesOf(text), sizes))]);
        // Holes, the records, have no pointer here.
        for (const pointer of pointersIn(end.skeleton)) {
          const { value, key } = places.get(pointer) as { value: number; key?: number };
          expect(end.locate(pointer)).toEqual(positionIn(text, value));
          if (key !== undefined) expect(end.locate(pointer, 'key')).toEqual(positionIn(text, key));
        }
        expect(end.locate('/marches/marche/0')).toBeUndefined();
      }),
      { numRuns: draws(70, 1000) },
    );
  });

  test('is unknown for a pointer that leads nowhere', () => {
    for (const event of readChunks([bytesOf('{"marches":[{"a":[1,{"b":2}],"c":"x"}]}')])) {
      if (event.type !== 'record') continue;
      const nowhere = ['/x', '/a/2', '/a/-1', '/a/01', '/a/length', '/a/1/b/0', '/c/0', '/a/', '/toString'];
      expect(nowhere.map((pointer) => event.locate(pointer))).toEqual(nowhere.map(() => undefined));
      expect(event.locate('/a/1/b')).toMatchObject({ offset: 25 });
    }
  });

  test('may be asked for only as long as the record is at hand', () => {
    const late = [...readChunks([bytesOf('{"marches":[{"a":1},{"a":2}]}')])].find((event) => event.type === 'record');
    expect(() => late?.locate('/a')).toThrow('after the next event');
  });

  test.each([2, 200])('is that of the last of several members with one key, among %i', (members) => {
    const others = Array.from({ length: members }, (_, i) => `"k${i}":${i}`).join(',');
    const text = `{"marches":[{"a":1,"\\u0061b":2,${others},"ab":"deux","\\u0061":"trois"}]}`;
    for (const event of readChunks([bytesOf(text)])) {
      if (event.type !== 'record') continue;
      expect(event.locate('/a')).toEqual(positionIn(text, text.indexOf('"trois"')));
      expect(event.locate('/ab', 'key')).toEqual(positionIn(text, text.indexOf('"ab"')));
      expect(event.locate(`/k${members - 1}`)).toEqual(positionIn(text, text.indexOf(`:${members - 1},"ab"`) + 1));
      expect(event.locate(`/k${members}`)).toBeUndefined();
    }
  });

  test('is found many times in one large record', () => {
    const items = 100_000;
    const text = `{"marches":[{"a":[${Array.from({ length: items }, () => '{"é":1}').join(',')}]}]}`;
    for (const event of readChunks([bytesOf(text)])) {
      if (event.type !== 'record') continue;
      for (let item = 0; item < items; item += 10) event.locate(`/a/${item}/é`);
      expect(event.locate(`/a/${items - 1}/é`)).toEqual(positionIn(text, text.lastIndexOf('1')));
    }
  });
});

describe('any broken text', () => {
  const tokens = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    "'",
    '0',
    '-',
    '.',
    'e',
    'NaN',
    'true',
    'x',
    '//',
    '\n',
    ' ',
    '\0',
    '\u0001',
    'é',
    '\ufeff',
    '"id":',
    '{"id":1}',
    '\\u12',
  ];
  const inserted: fc.Arbitrary<number[]> = fc.oneof(
    fc.constantFrom(...tokens).map((token) => [...bytesOf(token)]),
    fc.integer({ min: 0, max: 255 }).map((byte) => [byte]),
    fc.constant<number[]>([]),
  );
  const mutation = fc.record({ at: fc.nat(), removed: fc.integer({ min: 0, max: 3 }), inserted });
  const mutant = fc
    .tuple(writtenFile(anyFile), fc.array(mutation, { minLength: 1, maxLength: 3 }), fc.option(fc.nat(), { freq: 5 }))
    .map(mutate);

  test('is reported to be JSON if and only if JSON.parse takes it, and else has a finding', () => {
    fc.assert(
      fc.property(mutant, (bytes) => {
        const outcome = outcomeOf(bytes);
        expect(outcome.parsed).toBe(parses(bytes));
        if (!outcome.parsed) expect(outcome.complaints).toBeGreaterThan(0);
      }),
      { numRuns: draws(1000, 10_000) },
    );
  });

  test('gives the same events however it is cut into chunks', () => {
    fc.assert(
      fc.property(mutant, chunkSizes, fc.constantFrom({}, { maxRecordBytes: 20 }, { maxDepth: 4 }), (bytes, sizes, options) => {
        expect(JSON.stringify(outcomeOf(bytes, sizes, options))).toBe(JSON.stringify(outcomeOf(bytes, undefined, options)));
      }),
      { numRuns: draws(500, 5000) },
    );
  });
});

type Mutation = { at: number; removed: number; inserted: number[] };

function mutate([{ text }, mutations, cut]: [Written, Mutation[], number | null]): Uint8Array {
  const bytes = [...bytesOf(text)];
  for (const { at, removed, inserted } of mutations) bytes.splice(at % (bytes.length + 1), removed, ...inserted);
  return Uint8Array.from(cut === null ? bytes : bytes.slice(0, cut % (bytes.length + 1)));
}

function outcomeOf(bytes: Uint8Array, sizes?: number[], options = {}) {
  try {
    const events = eventsOf(bytes, sizes, options) as { type: string }[];
    const complaints = events.filter((event) => event.type === 'finding').length;
    return { parsed: endOf(events).parsed, complaints, events };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { parsed: false, complaints: 1, events: [error.code, error.params, error.position] };
  }
}

function parses(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

function emptied(whole: { marches: unknown }): unknown {
  const holes = (list: unknown[]) => list.map(() => null);
  const { marches } = whole;
  if (Array.isArray(marches)) return { ...whole, marches: holes(marches) };
  const lists = marches as Record<string, unknown[]>;
  return { ...whole, marches: Object.fromEntries(Object.entries(lists).map(([kind, list]) => [kind, holes(list)])) };
}

function keysOf(value: unknown): string[] | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : undefined;
}
