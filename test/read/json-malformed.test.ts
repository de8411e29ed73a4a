import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import type { ReadEvent } from '../../src/read/record.ts';
import { endOf, eventsOf, positionIn, rawBytes } from './helpers.ts';

const BEFORE = '{"id":"2024A1","objet":"Réfection de la toiture de l\'école","acheteur":{"id":"21350238800019"}}';
const AFTER = '{"id":"2024A2","objet":"Élagage","acheteur":{"id":"21350238800019"}}';
const around = (record: string) => `{"marches":{"marche":[${BEFORE},\n  ${record},\n  ${AFTER}]}}`;

/** `‸` marks the place of the finding; `\xHH` is that byte. The path is that of the record, unless it begins otherwise. */
type Case = { record: string; code: string; path: string; params?: Record<string, unknown> };

const inRecord: Case[] = [
  { record: '{"id":"1","titulaires":[1,2‸,]}', code: 'syntax.trailing-comma', path: '/titulaires' },
  { record: '{"id":"1","nature":"Marché" ‸,\n}', code: 'syntax.trailing-comma', path: '' },
  { record: '{"concessionnaires":‸NaN}', code: 'syntax.not-a-number', path: '/concessionnaires', params: { value: 'NaN' } },
  { record: '{"a":[1,‸-Infinity]}', code: 'syntax.not-a-number', path: '/a/1', params: { value: '-Infinity' } },
  { record: '{"a":‸Infinity}', code: 'syntax.not-a-number', path: '/a', params: { value: 'Infinity' } },
  { record: "{‸'id':'1'}", code: 'syntax.single-quotes', path: '' },
  { record: '{"id":‸\'1\'}', code: 'syntax.single-quotes', path: '/id' },
  { record: '{"objet":"Voirie‸\nlot 2"}', code: 'syntax.control-character', path: '/objet', params: { code: 10 } },
  { record: '{"id":"1"‸\\x0B}', code: 'syntax.control-character', path: '', params: { code: 11 } },
  { record: '{"objet":"Voirie‸\\x1F"}', code: 'syntax.control-character', path: '/objet', params: { code: 31 } },
  { record: '{"objet":"Voirie‸\\x00"}', code: 'encoding.nul', path: '/objet' },
  { record: '{"id":"1",‸\\x00"a":1}', code: 'encoding.nul', path: '' },
  { record: '{"objet":"R‸\\xE9fection"}', code: 'encoding.invalid-utf8', path: '/objet' },
  { record: '{"objet":"Réfection ‸\\xE2\\x82"}', code: 'encoding.invalid-utf8', path: '/objet' },
  { record: '{"objet":"‸\\xED\\xA0\\x80"}', code: 'encoding.invalid-utf8', path: '/objet' },
  { record: '{"objet":"‸\\xC0\\xAF"}', code: 'encoding.invalid-utf8', path: '/objet' },
  { record: '{"objet":"‸\\xE0\\x9F\\xBF"}', code: 'encoding.invalid-utf8', path: '/objet' },
  { record: '{"objet":"‸\\xF0\\x8F\\xBF\\xBF"}', code: 'encoding.invalid-utf8', path: '/objet' },
  { record: '{"objet":"‸\\xF4\\x90\\x80\\x80"}', code: 'encoding.invalid-utf8', path: '/objet' },
  { record: '{"objet":"‸\\xF5\\x80\\x80\\x80"}', code: 'encoding.invalid-utf8', path: '/objet' },
  { record: '{"id":"1" ‸\\xA0}', code: 'encoding.invalid-utf8', path: '' },
  { record: '{"a":"C:‸\\Users"}', code: 'syntax.bad-escape', path: '/a', params: { found: '\\U' } },
  { record: '{"a":"‸\\u12é4"}', code: 'syntax.bad-escape', path: '/a', params: { found: '\\u12é' } },
  { record: '{"montant":‸01250}', code: 'syntax.bad-number', path: '/montant', params: { found: '01250' } },
  { record: '{"montant":‸1250.}', code: 'syntax.bad-number', path: '/montant', params: { found: '1250.' } },
  { record: '{"montant":‸.5}', code: 'syntax.bad-number', path: '/montant', params: { found: '.5' } },
  { record: '{"montant":‸+1}', code: 'syntax.bad-number', path: '/montant', params: { found: '+1' } },
  { record: '{"montant":‸-}', code: 'syntax.bad-number', path: '/montant', params: { found: '-' } },
  { record: '{"montant":1250‸€}', code: 'syntax.unexpected', path: '/montant', params: { found: '€', expected: [',', '}'] } },
  { record: '{"montant":‸1250EUR}', code: 'syntax.bad-number', path: '/montant', params: { found: '1250EUR' } },
  { record: '{"montant":‸1250,50}', code: 'syntax.bad-number', path: '/montant', params: { found: '1250,50' } },
  { record: '{"montant":‸1 250}', code: 'syntax.bad-number', path: '/montant', params: { found: '1 250' } },
  { record: '{"id":"1", ‸// essai\n"a":1}', code: 'syntax.comment', path: '' },
  { record: '{"id": ‸/* essai */ "1"}', code: 'syntax.comment', path: '/id' },
  { record: '{"id":"1"\n‸"a":1}', code: 'syntax.missing-comma', path: '' },
  { record: '{"a":[true ‸false]}', code: 'syntax.missing-comma', path: '/a' },
  { record: '{"a":[true ‸tout]}', code: 'syntax.unexpected', path: '/a', params: { found: 'tout', expected: [',', ']'] } },
  { record: '{"a":1, ‸2:3}', code: 'syntax.unquoted-key', path: '', params: { found: '2' } },
  { record: '{‸id:"1"}', code: 'syntax.unquoted-key', path: '', params: { found: 'id' } },
  { record: '{"id":"1",‸montant:1}', code: 'syntax.unquoted-key', path: '', params: { found: 'montant' } },
  { record: '{"a":‸True}', code: 'syntax.unexpected', path: '/a', params: { found: 'True', expected: ['value'] } },
  { record: '{"a":‸nullement}', code: 'syntax.unexpected', path: '/a', params: { found: 'nullement', expected: ['value'] } },
  { record: '{"a":‸,"b":1}', code: 'syntax.unexpected', path: '/a', params: { found: ',', expected: ['value'] } },
  { record: '{"a" ‸1}', code: 'syntax.unexpected', path: '', params: { found: '1', expected: [':'] } },
  { record: '{"a":[‸,1]}', code: 'syntax.unexpected', path: '/a/0', params: { found: ',', expected: ['value', ']'] } },
  { record: '{‸,"a":1}', code: 'syntax.unexpected', path: '', params: { found: ',', expected: ['key', '}'] } },
  { record: '{"a":1,‸,"b":1}', code: 'syntax.unexpected', path: '', params: { found: ',', expected: ['key'] } },
  { record: '{‸“id”:"1"}', code: 'syntax.unexpected', path: '', params: { found: '“', expected: ['key', '}'] } },
  {
    record: '{"objet":"Lot "‸gros œuvre" neuf"}',
    code: 'syntax.unexpected',
    path: '',
    params: { found: 'gros', expected: [',', '}'] },
  },
];

describe('a record with broken syntax', () => {
  test.each(inRecord)('$record is $code', ({ record, code, path, params = {} }) => {
    const { events, position } = read(around(record));
    const finding = {
      code,
      severity: 'error',
      path: `/marches/marche/1${path}`,
      position,
      params,
      record: { kind: 'marche', index: 1 },
    };
    expect(findingsOf(events)).toEqual([finding]);
    expect(events.filter((event) => event.type === 'unreadable')).toEqual([
      { type: 'unreadable', path: '/marches/marche/1', list: 'marche', index: 1, reason: 'broken' },
    ]);
    expect(recordPaths(events)).toEqual(['/marches/marche/0', '/marches/marche/2']);
    expect(endOf(events)).toMatchObject({ parsed: false, skeleton: undefined });
  });
});

/** Mistakes after which no end of the record can be reported. */
const endless: Case[] = [
  {
    record: '{"id":"1","acheteur":{"id":"1","nature":"Marché",‸',
    code: 'syntax.unexpected',
    path: '/acheteur',
    params: { found: ',', expected: ['key'] },
  },
  { record: '{"a":‸]}', code: 'syntax.unexpected', path: '/a', params: { found: ']', expected: ['value'] } },
  { record: '{"a":[1,2‸}', code: 'syntax.unexpected', path: '/a', params: { found: '}', expected: [',', ']'] } },
  {
    record: '{"id":"1,"‸objet":"Voirie"}',
    code: 'syntax.unexpected',
    path: '',
    params: { found: 'objet', expected: [',', '}'] },
  },
  { record: '{"id":‸\'l"eau\'}', code: 'syntax.single-quotes', path: '/id' },
];

describe('a record whose end cannot be decided', () => {
  test.each(endless)('$record ends the reading', ({ record, code, path, params = {} }) => {
    const { events, position } = read(around(record));
    const base = '/marches/marche/1';
    expect(findingsOf(events)).toEqual([
      { code, severity: 'error', path: base + path, position, params, record: { kind: 'marche', index: 1 } },
      { code: 'syntax.rest-not-read', severity: 'error', path: base, position, params: {} },
    ]);
    expect(events.at(-2)).toMatchObject({ type: 'unreadable', path: base, reason: 'broken' });
    expect(recordPaths(events)).toEqual(['/marches/marche/0']);
    expect(endOf(events)).toMatchObject({ parsed: false, bytes: rawBytes(around(record).replace('‸', '')).length });
  });
});

/** `records` are those still given. The text goes on after the finding, unless `rest` says that it was not read. */
type FileCase = { text: string; code: string; path: string; params?: Record<string, unknown>; records: number; rest?: boolean };

const A = BEFORE;
const aroundRecords: FileCase[] = [
  { text: `{"marches":{"marche":[${A}‸,]}}`, code: 'syntax.trailing-comma', path: '/marches/marche', records: 1 },
  { text: `{"marches":{"marche":[${A}]‸,}}`, code: 'syntax.trailing-comma', path: '/marches', records: 1 },
  { text: `{"marches":[${A}] ‸, }`, code: 'syntax.trailing-comma', path: '', records: 1 },
  { text: `{"marches":[${A}\n‸${A}]}`, code: 'syntax.missing-comma', path: '/marches', records: 2 },
  {
    text: `{"marches":{"marche":[${A}] ‸"contrat-concession":[{}]}}`,
    code: 'syntax.missing-comma',
    path: '/marches',
    records: 2,
  },
  {
    text: `{"marches":[${A},‸,${A}]}`,
    code: 'syntax.unexpected',
    path: '/marches',
    params: { found: ',', expected: ['value'] },
    records: 2,
  },
  {
    text: `{"marches":[‸,${A}]}`,
    code: 'syntax.unexpected',
    path: '/marches',
    params: { found: ',', expected: ['value', ']'] },
    records: 1,
  },
  { text: `{"marches":[‸NaN,${A}]}`, code: 'syntax.not-a-number', path: '/marches/0', params: { value: 'NaN' }, records: 1 },
  {
    text: `{"version":‸True,"marches":[${A}]}`,
    code: 'syntax.unexpected',
    path: '/version',
    params: { found: 'True', expected: ['value'] },
    records: 1,
  },
  {
    text: `{"autre":{"a":‸NaN},"marches":[${A}]}`,
    code: 'syntax.not-a-number',
    path: '/autre/a',
    params: { value: 'NaN' },
    records: 1,
  },
  { text: `{"clé‸\\xE9":1,"marches":[${A}]}`, code: 'encoding.invalid-utf8', path: '', records: 1 },
  { text: `{"marches":[${A}]}\n‸{"marches":[${A}]}`, code: 'syntax.several-texts', path: '', records: 2 },
  { text: `{"marches":[${A}]}\\xEF\\xBB\\xBF‸{"marches":[${A}]}`, code: 'syntax.several-texts', path: '', records: 2 },
  { text: `{"marches":[${A},‸/* fin */]}`, code: 'syntax.comment', path: '/marches', records: 1, rest: true },
  {
    text: `{"marches":[${A}‸}]}`,
    code: 'syntax.unexpected',
    path: '/marches',
    params: { found: '}', expected: [',', ']'] },
    records: 1,
    rest: true,
  },
  {
    text: `{"marches":[${A}‸ok,{}]}`,
    code: 'syntax.unexpected',
    path: '/marches',
    params: { found: 'ok', expected: [',', ']'] },
    records: 1,
    rest: true,
  },
  { text: '{‸marches:[{}]}', code: 'syntax.unquoted-key', path: '', params: { found: 'marches' }, records: 0, rest: true },
  { text: "{‸'marches':[{}]}", code: 'syntax.single-quotes', path: '', records: 0, rest: true },
  {
    text: '{"marches" ‸[{}]}',
    code: 'syntax.unexpected',
    path: '',
    params: { found: '[', expected: [':'] },
    records: 0,
    rest: true,
  },
  {
    text: '{"version":‸,"marches":[{}]}',
    code: 'syntax.unexpected',
    path: '/version',
    params: { found: ',', expected: ['value'] },
    records: 0,
    rest: true,
  },
  {
    text: `{"marches":[${A}]}‸}`,
    code: 'syntax.unexpected',
    path: '',
    params: { found: '}', expected: ['end'] },
    records: 1,
    rest: true,
  },
  {
    text: `{"marches":[${A}]} ‸fin`,
    code: 'syntax.unexpected',
    path: '',
    params: { found: 'fin', expected: ['end'] },
    records: 1,
    rest: true,
  },
  { text: `{"marches":[${A}]}‸\\x00`, code: 'encoding.nul', path: '', records: 1, rest: true },
];

describe('broken syntax around the records', () => {
  test.each(aroundRecords)('$text is $code', ({ text, code, path, params = {}, records, rest = false }) => {
    const { events, position } = read(text);
    const finding = { code, severity: 'error', path, position, params };
    const givenUp = { code: 'syntax.rest-not-read', severity: 'error', path, position, params: {} };
    expect(findingsOf(events)).toEqual(rest ? [finding, givenUp] : [finding]);
    expect(recordPaths(events)).toHaveLength(records);
    expect(endOf(events)).toMatchObject({ parsed: false });
  });
});

const cut: { text: string; path: string; closers: string; inRecord?: boolean }[] = [
  { text: '{', path: '', closers: '}' },
  { text: '{"marches"', path: '', closers: '}' },
  { text: '{"marches":', path: '/marches', closers: '}' },
  { text: '{"marches":{"mar', path: '/marches', closers: '"}}' },
  { text: `{"marches":{"marche":[${A}`, path: '/marches/marche', closers: ']}}' },
  { text: `{"marches":{"marche":[${A},\n`, path: '/marches/marche', closers: ']}}' },
  { text: '{"marches":{"marche":[{"objet":"Réf', path: '/marches/marche/0/objet', closers: '"}]}}', inRecord: true },
  { text: '{"marches":{"marche":[{"objet":"Réf\\', path: '/marches/marche/0/objet', closers: '"}]}}', inRecord: true },
  {
    text: '{"marches":{"marche":[{"titulaires":[{"id":1},{"id":12',
    path: '/marches/marche/0/titulaires/1/id',
    closers: '}]}]}}',
    inRecord: true,
  },
  {
    text: '{"marches":{"marche":[{"titulaires":[{"id":1},',
    path: '/marches/marche/0/titulaires/1',
    closers: ']}]}}',
    inRecord: true,
  },
  { text: '{"marches":{"marche":[{"ti', path: '/marches/marche/0', closers: '"}]}}', inRecord: true },
  { text: '"abc', path: '', closers: '"' },
];

describe('a file that ends too early', () => {
  test.each(cut)('$text is truncated', ({ text, path, closers, inRecord: isInRecord = false }) => {
    const { events, position } = read(`${text}‸`);
    const finding = { code: 'syntax.truncated', severity: 'error', path, position, params: { closers } };
    expect(findingsOf(events)).toEqual([isInRecord ? { ...finding, record: { kind: 'marche', index: 0 } } : finding]);
    expect(events.filter((event) => event.type === 'unreadable')).toHaveLength(isInRecord ? 1 : 0);
    expect(endOf(events)).toMatchObject({ parsed: false });
  });

  test('is whole again with the brackets that the finding names', () => {
    const text = around('{"titulaires":[{"id":"x\\"y"}],"objet":"Été"}').replaceAll('\n', '');
    for (const { index } of text.slice(0, -1).matchAll(/[}\]]/g)) {
      const start = text.slice(0, index + 1);
      const closers = findingsOf(read(start).events)[0]?.params['closers'] as string;
      expect(() => JSON.parse(start + closers) as unknown, start + closers).not.toThrow();
    }
  });
});

function read(text: string) {
  const at = text.indexOf('‸');
  const clean = text.replace('‸', '');
  const events = eventsOf(rawBytes(clean)) as ReadEvent[];
  // Bytes that are no UTF-8 stand after the mark, except for BOMs, which count one unit each as the text shows them.
  const shown = text.replaceAll('\\xEF\\xBB\\xBF', '\ufeff');
  return { events, position: at < 0 ? undefined : positionIn(shown, shown.indexOf('‸')) };
}

function findingsOf(events: ReadEvent[]): Finding[] {
  return events.flatMap((event) => (event.type === 'finding' ? [event.finding] : []));
}

function recordPaths(events: ReadEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'record' ? [event.path] : []));
}
