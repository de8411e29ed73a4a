import { describe, expect, test } from 'vitest';
import type { ReadEvent } from '../../src/read/record.ts';
import { bytesOf, eventsOf, positionIn, recordsOf } from './helpers.ts';

const M = '{"id":"2024A1","objet":"Voirie","acheteur":{"id":"21350238800019"}}';
const C = '{"id":"2024C1","objet":"Cantine","autoriteConcedante":{"id":"21350238800019"}}';
/** No key tells these from any other object: only the list says that they are records. */
const X = '{"a":1}';

type Case = {
  text: string;
  layout: string;
  /** Where the records are held. */
  path: string;
  records: string[];
  lists?: (string | null)[];
  code?: string;
  params?: Record<string, unknown>;
  skeleton: unknown;
};

const holes = (length: number): unknown[] => Array.from({ length }, () => undefined);
const ofM = { id: null, objet: null, acheteur: null };

const cases: Case[] = [
  {
    text: `{"marches":‸{"marche":[${M},${X}],"contrat-concession":[${C}]}}`,
    layout: 'by-kind',
    path: '/marches',
    records: ['/marches/marche/0', '/marches/marche/1', '/marches/contrat-concession/0'],
    lists: ['marche', 'marche', 'contrat-concession'],
    skeleton: { marches: { marche: holes(2), 'contrat-concession': holes(1) } },
  },
  {
    text: `{"version":"2.1","marches":‸{"marche":[${M}]}}`,
    layout: 'by-kind',
    path: '/marches',
    records: ['/marches/marche/0'],
    lists: ['marche'],
    skeleton: { version: '2.1', marches: { marche: holes(1) } },
  },
  {
    text: `{"marches":‸[${M},${C}]}`,
    layout: 'flat',
    path: '/marches',
    records: ['/marches/0', '/marches/1'],
    skeleton: { marches: holes(2) },
  },
  { text: '{"marches":‸{}}', layout: 'by-kind', path: '/marches', records: [], skeleton: { marches: {} } },
  {
    text: '{"marches":‸{"marche":[],"autre":[1,2],"contrat-concession":"aucun"}}',
    layout: 'by-kind',
    path: '/marches',
    records: [],
    skeleton: { marches: { marche: [], autre: null, 'contrat-concession': 'aucun' } },
  },
  { text: `‸[${M},${X}]`, layout: 'bare-list', path: '', records: ['/0', '/1'], code: 'structure.bare-list', skeleton: holes(2) },
  { text: '‸[]', layout: 'bare-list', path: '', records: [], code: 'structure.bare-list', skeleton: [] },
  { text: `‸${M}`, layout: 'single-record', path: '', records: [''], code: 'structure.single-record', skeleton: ofM },
  {
    text: '‸{"source":"PES","titulaires":[{"id":"1"}]}',
    layout: 'single-record',
    path: '',
    records: [''],
    code: 'structure.single-record',
    skeleton: { source: null, titulaires: null },
  },
  {
    text: '‸{"id":"1","nature":"Marché","objet":"Voirie"}',
    layout: 'single-record',
    path: '',
    records: [''],
    code: 'structure.single-record',
    skeleton: { id: null, nature: null, objet: null },
  },
  {
    text: '‸{"acheteur":{"marche":[]},"objet":"Voirie","marches":"travaux","marche":{"id":"1"}}',
    layout: 'single-record',
    path: '',
    records: [''],
    code: 'structure.single-record',
    skeleton: { acheteur: null, objet: null, marches: null, marche: null },
  },
  // The published schemas accept any key beside the list of records, also one that a record has.
  {
    text: `{"autoriteConcedante":{"marche":{}},"marches":‸[${M}]}`,
    layout: 'flat',
    path: '/marches',
    records: ['/marches/0'],
    skeleton: { autoriteConcedante: null, marches: holes(1) },
  },
  {
    text: `{"marches":‸{"techniques":[],"marche":[${M}]}}`,
    layout: 'by-kind',
    path: '/marches',
    records: ['/marches/marche/0'],
    lists: ['marche'],
    skeleton: { marches: { techniques: null, marche: holes(1) } },
  },
  {
    text: `{"marches":‸${M}}`,
    layout: 'single-record',
    path: '/marches',
    records: ['/marches'],
    code: 'structure.single-record',
    skeleton: { marches: ofM },
  },
  {
    text: `{"data":‸{"total":1,"marche":[${M}],"contrat-concession":[${C}]},"page":1}`,
    layout: 'wrapper',
    path: '/data',
    records: ['/data/marche/0', '/data/contrat-concession/0'],
    lists: ['marche', 'contrat-concession'],
    code: 'structure.wrapper',
    params: { name: 'data' },
    skeleton: { data: null, page: null },
  },
  {
    text: `{"data":‸{"marches":[${M}]}}`,
    layout: 'wrapper',
    path: '/data',
    records: ['/data/marches/0'],
    code: 'structure.wrapper',
    params: { name: 'data' },
    skeleton: { data: null },
  },
  {
    text: `{"total":2,"contrats/2024":‸[${M},${X}]}`,
    layout: 'wrapper',
    path: '/contrats~12024',
    records: ['/contrats~12024/0', '/contrats~12024/1'],
    code: 'structure.wrapper',
    params: { name: 'contrats/2024' },
    skeleton: { total: null, 'contrats/2024': null },
  },
  {
    text: `{"data":‸{"contrats":[${M}]}}`,
    layout: 'wrapper',
    path: '/data',
    records: ['/data/contrats/0'],
    code: 'structure.wrapper',
    params: { name: 'data' },
    skeleton: { data: null },
  },
  {
    text: `{"marche":‸[${M}]}`,
    layout: 'wrapper',
    path: '/marche',
    records: ['/marche/0'],
    lists: ['marche'],
    code: 'structure.wrapper',
    params: { name: 'marche' },
    skeleton: { marche: null },
  },
];

describe('a file', () => {
  test.each(cases)('$text has the layout $layout', ({ text, layout, path, records, lists, code, params = {}, skeleton }) => {
    const position = positionIn(text, text.indexOf('‸'));
    const bytes = bytesOf(text.replace('‸', ''));
    const events = eventsOf(bytes) as ReadEvent[];
    const layouts = events.filter((event) => event.type === 'layout');
    expect(layouts).toMatchObject([{ layout, path, position }]);
    expect(events.flatMap((event) => (event.type === 'record' ? [event.path] : []))).toEqual(records);
    const kinds = events.flatMap((event) => (event.type === 'record' ? [event.list] : []));
    expect(kinds).toEqual(lists ?? records.map(() => null));
    const finding = code === undefined ? [] : [{ type: 'finding', finding: { code, severity: 'error', path, position, params } }];
    expect(events.filter((event) => event.type === 'finding')).toEqual(finding);
    expect(events.at(-1)).toEqual({ type: 'end', skeleton, parsed: true, bytes: bytes.length });
  });

  test('tells its layout before its first record, with the version if that came before', () => {
    const types = (text: string) => (eventsOf(bytesOf(text)) as ReadEvent[]).map((event) => event.type);
    expect(types(`{"marches":[${M}]}`)).toEqual(['layout', 'record', 'end']);
    const layout = (text: string) => (eventsOf(bytesOf(text)) as ReadEvent[]).find((event) => event.type === 'layout');
    expect(layout(`{"version":"2.1","marches":[${M}]}`)).toHaveProperty('version', '2.1');
    expect(layout(`{"marches":[${M}],"version":"2.1"}`)).not.toHaveProperty('version');
  });

  test('with one record in the place of a list has that record', () => {
    const text = `{"marches":{"marche":${M},"contrat-concession":[${C}]}}`;
    const events = eventsOf(bytesOf(text)) as ReadEvent[];
    expect(events.map((event) => (event.type === 'record' ? [event.path, event.list, event.index] : event.type))).toEqual([
      'layout',
      'finding',
      ['/marches/marche', 'marche', 0],
      ['/marches/contrat-concession/0', 'contrat-concession', 0],
      'end',
    ]);
    expect(events.at(-1)).toHaveProperty('skeleton', { marches: { marche: ofM, 'contrat-concession': holes(1) } });
  });

  test('has its skeleton short: what is long or large is only reported by its type', () => {
    const long = JSON.stringify('x'.repeat(2000));
    const text = `{"version":${long},"marches":{"marche":{"a":${long}},"contrat-concession":${long}}}`;
    const skeleton = { version: '', marches: { marche: {}, 'contrat-concession': '' } };
    expect(eventsOf(bytesOf(text)).at(-1)).toMatchObject({ skeleton, parsed: true });
  });

  test('wrapped twice is read to the first wrapper only', () => {
    expect(recordsOf(bytesOf(`{"data":{"contrats":[${M}],"plus":{"marche":[${M}]}}}`)).map(({ path }) => path)).toEqual([
      '/data/contrats/0',
    ]);
  });

  test('with a list of records beside the two known ones under `marches` has these records too', () => {
    const events = eventsOf(bytesOf(`{"marches":{"marche":[${M}],"marchés":[${M}]}}`)) as ReadEvent[];
    expect(events.filter((event) => event.type === 'layout')).toMatchObject([{ layout: 'by-kind' }, { layout: 'wrapper' }]);
    expect(events.filter((event) => event.type === 'finding')).toMatchObject([
      { finding: { code: 'structure.wrapper', path: '/marches/marchés', params: { name: 'marchés' } } },
    ]);
    expect(events.filter((event) => event.type === 'record')).toMatchObject([
      { path: '/marches/marche/0' },
      { path: '/marches/marchés/0' },
    ]);
  });

  const listless: [text: string, path: string, params: Record<string, unknown>, skeleton: unknown][] = [
    ['null', '', { found: 'null' }, null],
    ['true', '', { found: 'boolean' }, true],
    [' -12.5e3 ', '', { found: 'number' }, -12500],
    ['"marches"', '', { found: 'string' }, 'marches'],
    ['{}', '', { found: [] }, {}],
    ['{"a":[1],"b":{"c":[]}}', '', { found: ['a', 'b'] }, { a: null, b: null }],
    // The lists of a record are not taken for lists of records.
    ['{"n":{"acheteur":{},"modifications":[{"titulaires":[]}]}}', '', { found: ['n'] }, { n: null }],
    ['{"objet":"Voirie","montant":1}', '', { found: ['objet', 'montant'] }, { objet: null, montant: null }],
    ['{"marches":null}', '/marches', { found: 'null' }, { marches: null }],
    ['{"marches":"x"}', '/marches', { found: 'string' }, { marches: 'x' }],
  ];

  test.each(listless)('%s is JSON without records', (text, path, params, skeleton) => {
    const events = eventsOf(bytesOf(text)) as ReadEvent[];
    expect(events).toMatchObject([
      { finding: { code: 'structure.no-record-list', path, params } },
      { type: 'end', parsed: true },
    ]);
    expect(events.at(-1)).toHaveProperty('skeleton', skeleton);
  });
});

describe('several texts in one file', () => {
  test('count their records on, list by list', () => {
    const text = `{"marches":{"marche":[${M},${M}]}}\n{"marches":{"marche":[${M}],"contrat-concession":[${C}]}}`;
    const paths = recordsOf(bytesOf(text)).map(({ path }) => path);
    expect(paths).toEqual(['/marches/marche/0', '/marches/marche/1', '/marches/marche/2', '/marches/contrat-concession/0']);
  });

  test('that are one record each are numbered as in a list', () => {
    expect(recordsOf(bytesOf(`${M}\n${C}\n${M}\n`)).map(({ path }) => path)).toEqual(['', '/1', '/2']);
  });

  test('are distinguished: a text without records is reported after one with records', () => {
    const events = eventsOf(bytesOf('{"marches":[]} {"a":1} {"marches":[]}')) as ReadEvent[];
    expect(events.map((event) => (event.type === 'finding' ? event.finding.code : event.type))).toEqual([
      'layout',
      'syntax.several-texts',
      'structure.no-record-list',
      'end',
    ]);
  });

  test('are reported once, and so is the shape that they share', () => {
    const findings = (eventsOf(bytesOf(`${M}\n${C}\n${M}\n`)) as ReadEvent[]).filter((event) => event.type === 'finding');
    expect(findings.map(({ finding }) => finding.code)).toEqual(['structure.single-record', 'syntax.several-texts']);
  });
});
