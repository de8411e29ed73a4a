import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/governance/examples/change.ts';
import { exampleSources, readAllExamples } from '../../src/governance/examples/all.node.ts';
import { exampleSums, releasedExamples } from '../../src/governance/examples/published.node.ts';
import { formatSums } from '../../src/governance/sums.ts';
import { Examples, whereIn } from '../../src/governance/examples/origin.ts';
import { nameFor, tableText, textOfLength } from '../../src/governance/examples/suggest.node.ts';
import { type ExampleSources, unfold } from '../../src/governance/examples/unfold.ts';
import { withFindings } from '../../src/governance/examples/write-case.ts';
import { publishedRefusals } from '../../src/governance/gate/published.node.ts';
import { whereOf } from '../../src/governance/problem.ts';
import { readSource } from '../../src/model/source-text.ts';

const real = await exampleSources();

const BASE = {
  marches: {
    marche: [{ id: 'A1', montant: 10, titulaires: [{ titulaire: { id: '1' } }, { titulaire: { id: '2' } }], objet: 'Voirie' }],
  },
};
const COMPLETE = { version: '2.1', marches: { marche: [{ id: 'B', montant: 1, titulaires: [], duree: 2, objet: 'x' }] } };

/** A small world: two published versions of our own, the draft, and some tables. */
const sourcesOf = (cases: string, more: Record<string, string> = {}): ExampleSources => ({
  ...real,
  versions: ['2.0.3', '2.1.0', '2.2.0', 'next'],
  label: (version) => (version === 'next' ? '2.3' : version.slice(0, 3)),
  files: new Map(
    Object.entries({
      '2.1.0/valid/base.json': JSON.stringify(BASE),
      '2.1.0/valid/complete.json': JSON.stringify(COMPLETE),
      'cases/a.yaml': cases,
      ...more,
    }),
  ),
});

const table = (...lines: string[]): string =>
  ['- base: base', '  since: 2.1.0', '  cases:', ...lines.map((line) => `    ${line}`), ''].join('\n');
const one = (cases: string, path: string, version = 'next'): unknown => {
  const { examples, problems } = unfold(sourcesOf(cases), version);
  expect(problems).toEqual([]);
  return JSON.parse(examples.get(path) ?? 'null') as unknown;
};
type File = { version?: string; marches: { marche: Record<string, unknown>[] } };

describe('a case', () => {
  test('is its base with what it changes, under the name of its finding, with the finding at the place that it changes', () => {
    const cases = table('- name: nul', '  set: { montant: 0 }', '  expect: schema.minimum');
    expect((one(cases, 'invalid/schema.minimum--nul.json') as File).marches.marche[0]).toEqual({
      ...BASE.marches.marche[0],
      montant: 0,
    });
    expect(one(cases, 'invalid/schema.minimum--nul.findings.json')).toEqual({
      findings: [{ code: 'schema.minimum', path: '/marches/marche/0/montant' }],
    });
  });

  test('says what is missing by the place of it', () => {
    const cases = table('- name: sans', '  remove: [ "titulaires[1].titulaire.id" ]', '  expect: schema.required');
    expect(one(cases, 'invalid/schema.required--sans.findings.json')).toEqual({
      findings: [{ code: 'schema.required', path: '/marches/marche/0/titulaires/1/titulaire', property: 'id' }],
    });
  });

  test('that conforms announces what is no error; the forecast is of the contract', () => {
    const cases = table('- name: bon', '  set: { montant: 12 }', '  expect: valid', '  also: [ rules.left-out, { trop: / } ]');
    expect(one(cases, 'valid/bon.findings.json')).toEqual({
      findings: [
        { code: 'rules.left-out', path: '/marches/marche/0' },
        { code: 'trop', path: '' },
      ],
    });
  });

  test('may change a scene first, add items, and what is outside of the first contract; a name that is new takes its usual place', () => {
    const cases = table(
      '- name: bon',
      '  with: { duree: 3 }',
      '  without: [ "titulaires[1]" ]',
      '  set: { /version: "{version}", "titulaires[1]": 7, /marches/marche/1: { id: C } }',
      '  expect: valid',
    );
    const file = one(cases, 'valid/bon.json') as File;
    expect(file.version).toBe('2.3');
    expect(file.marches.marche[1]).toEqual({ id: 'C' });
    expect(Object.entries(file.marches.marche[0] ?? {})).toEqual([
      ['id', 'A1'],
      ['montant', 10],
      ['titulaires', [{ titulaire: { id: '1' } }, 7]],
      ['duree', 3],
      ['objet', 'Voirie'],
    ]);
    expect(Object.keys(file)).toEqual(['version', 'marches']);
    expect((one(cases, 'valid/bon.json', '2.1.0') as File).version).toBe('2.1');
  });

  test('holds from its first version to its last', () => {
    const cases = table(
      '- { name: vieux, until: 2.1.0, set: { montant: 1 }, expect: valid }',
      '- { name: neuf, since: next, set: { montant: 1 }, expect: valid }',
      '- { name: vieux, since: 2.2.0, set: { montant: 2 }, expect: valid }',
    );
    const names = (version: string) =>
      [...unfold(sourcesOf(cases), version).examples].flatMap(([path, text]) =>
        /vieux|neuf/.test(path) ? [`${path} ${(JSON.parse(text) as File).marches.marche[0]?.['montant'] as number}`] : [],
      );
    expect(['2.0.3', '2.1.0', '2.2.0', 'next'].map(names)).toEqual([
      [],
      ['valid/vieux.json 1'],
      ['valid/vieux.json 2'],
      ['valid/neuf.json 1', 'valid/vieux.json 2'],
    ]);
  });
});

test('a file holds for later versions of our own, until one has another of its name or withdraws it', () => {
  const more = {
    '2.0.3/valid/old.json': '{}',
    '2.1.0/valid/base.findings.json': '{}',
    '2.2.0/valid/complete.json': '{"marches":{}}',
    'next/withdrawn.yaml': '- valid/base.json\n',
  };
  const cases = '- base: complete\n  since: 2.1.0\n  cases: [ { name: a, expect: valid } ]\n';
  const paths = (version: string) => [...unfold(sourcesOf(cases, more), version).examples.keys()];
  expect(paths('2.0.3')).toEqual(['valid/old.json']);
  expect(paths('2.2.0')).toEqual(['valid/a.json', 'valid/base.findings.json', 'valid/base.json', 'valid/complete.json']);
  expect(paths('next')).toEqual(['valid/a.json', 'valid/complete.json']);
  expect(unfold(sourcesOf(cases, more), '2.2.0').examples.get('valid/complete.json')).toBe('{"marches":{}}');
});

describe('a table that cannot be unfolded is reported with its line, the case and the way out', () => {
  test.each<[name: string, cases: string, says: RegExp]>([
    ['no YAML', '- base: [', /^examples\/cases\/a\.yaml:\d+:\d+ .*n'est pas refermé/],
    [
      'a word that is none',
      table('- { name: a, sett: { montant: 1 }, expect: valid }'),
      /^examples\/cases\/a\.yaml:4:\d+ .*sett/,
    ],
    [
      'no base',
      table('- { name: a, expect: valid }').replace('base: base', 'base: basse'),
      /a\.yaml:4:9 cas « a » : aucun exemple entier ne se nomme « basse » .* base, complete/,
    ],
    [
      'a place that is not there',
      table('- { name: a, set: { "titulaires[7].titulaire.id": 1 }, expect: valid }'),
      /a\.yaml:4:9 cas « a » : base n'a pas de place « titulaires\[7\]/,
    ],
    ['nothing to take away', table('- { name: a, remove: [ duree ], expect: valid }'), /n'a pas de place « duree »/],
    [
      'several places and one finding',
      table('- { name: a, set: { id: B, montant: 1 }, expect: schema.type }'),
      /il change plusieurs places ; dites celle du constat, p\. ex\. \{ schema\.type: id \}/,
    ],
    [
      'several places, of which one is in a list',
      table('- { name: a, set: { "titulaires[0].titulaire.id": B, montant: 1 }, expect: schema.type }'),
      /p\. ex\. \{ schema\.type: "titulaires\[0\]\.titulaire\.id" \}/,
    ],
    [
      'no place and one finding',
      table('- { name: a, expect: schema.type }'),
      /il ne change aucune place ; dites celle du constat, p\. ex\. \{ schema\.type: objet \}/,
    ],
    [
      'a version that is none',
      table('- { name: a, since: 9.0.0, expect: valid }'),
      /a\.yaml:4:9 cas « a » : il n'y a pas de version 9\.0\.0/,
    ],
    [
      'a name twice',
      table('- { name: a, expect: valid }', '- { name: a, expect: valid }'),
      /a\.yaml:5:9 cas « a » : il y a déjà un exemple de ce nom pour/,
    ],
    [
      'the name of a file',
      table('- { name: base, expect: valid }'),
      /il y a déjà un exemple de ce nom pour 2\.1\.0 \(examples\/2\.1\.0\/valid\/base\.json\)/,
    ],
  ])('%s', (_, cases, says) => {
    const { problems } = readAllExamples(sourcesOf(cases));
    expect(problems.map((problem) => `${whereOf(problem)} ${problem.fr}`)[0]).toMatch(says);
    for (const { en } of problems) expect(en).not.toBe('');
  });

  test('in English as well, and once for all versions', () => {
    const { problems } = readAllExamples(sourcesOf(table('- { name: a, remove: [ duree ], expect: valid }')));
    expect(problems.map(({ en }) => en)).toEqual([
      'case “a”: base has no place “duree”; write a place that it has, or a new value in an object that it has',
    ]);
  });

  test('a file of another name', () => {
    const { problems } = readAllExamples(sourcesOf('', { 'cases/A b.txt': '' }));
    expect(problems.map(whereOf)).toContain('examples/cases/A b.txt');
  });
});

describe('the examples of a released version', () => {
  const CASES = table('- name: nul', '  set: { montant: 0 }', '  expect: valid');
  const SUMS = formatSums(exampleSums(unfold(sourcesOf(CASES), '2.1.0').examples));
  const said = (cases: string) =>
    readAllExamples(sourcesOf(cases, { '2.1.0/SHA256SUMS': SUMS })).problems.map(
      (problem) => `${whereOf(problem)} ${problem.fr}`,
    );

  test('are those that it was released with, however they are written', () => {
    expect(said(CASES)).toEqual([]);
    expect(said(`# Une note.\n${CASES.replace('montant: 0', '"montant": 0')}`)).toEqual([]);
    expect(said(`${CASES}    - { name: neuf, since: next, expect: valid }\n`)).toEqual([]);
  });

  test('are refused where one changes, goes or comes', () => {
    expect(said(CASES.replace('montant: 0', 'montant: 1'))).toEqual([
      expect.stringMatching(
        /^examples\/cases\/a\.yaml:4:7 valid\/nul\.json : cet exemple changerait dans 2\.1\.0, .*« since: next »/,
      ),
    ]);
    expect(said(`${CASES}    - { name: neuf, expect: valid }\n`)).toEqual([
      expect.stringMatching(
        /^examples\/cases\/a\.yaml:7:9 valid\/neuf\.json : cet exemple s'ajouterait à 2\.1\.0, .*écrivez « since: next »/,
      ),
    ]);
    expect(said(CASES.replace('name: nul', 'since: next\n      name: nul'))).toEqual([
      expect.stringMatching(/^examples\/2\.1\.0\/SHA256SUMS valid\/nul\.json : cet exemple de 2\.1\.0, .*« until: 2\.1\.0 »/),
    ]);
  });

  test('are refused once where the data is the same and another finding is announced, with the one to put back', () => {
    expect(said(CASES.replace('expect: valid', 'expect: schema.minimum'))).toEqual([
      'examples/cases/a.yaml:4:7 invalid/schema.minimum--nul.json : ce cas de 2.1.0, une version publiée, a les mêmes données et annonce schema.minimum au lieu de valid ; remettez « expect: valid »',
    ]);
    // Other data under another finding is another case, and the one before is missing.
    expect(said(CASES.replace('montant: 0', 'montant: 1').replace('expect: valid', 'expect: schema.minimum'))).toHaveLength(2);
  });
});

test.each([
  ['changed', ['generated']],
  ['removed', ['generated']],
  ['added', []],
] as const)('the gate has no hand write the sums of a released version (%s)', async (how, kinds) => {
  const base = { ...{ name: 'main', commit: '', prefix: '', root: '' }, text: () => Promise.resolve(undefined) };
  const refusals = await publishedRefusals([{ path: 'examples/2.1.0/SHA256SUMS', how }], base, ['2.1.0']);
  expect(refusals.map(({ kind }) => kind)).toEqual(kinds);
});

test('a release has the examples of the draft, pinned by their sums and stored once, and the draft keeps them', () => {
  const before = unfold(real, 'next').examples;
  const written = releasedExamples(real, '9.9.0').map(({ path, text }) => [path, text] as const);
  const left = [...real.files].filter(([path]) => !path.startsWith('next/'));
  const label = (version: string) => (version === 'next' ? '9.10' : version === '9.9.0' ? '9.9' : real.label(version));
  const after: ExampleSources = {
    ...real,
    label,
    files: new Map([...left, ...written]),
    versions: [...real.versions.slice(0, -1), '9.9.0', 'next'],
  };
  const { examples, problems } = readAllExamples(after);
  expect(problems).toEqual([]);
  const labelled = (from: string, to: string) =>
    [...before].map(([path, text]) => [path, text.replace(`"version": "${from}"`, `"version": "${to}"`)]);
  expect([...(examples.get('9.9.0') ?? [])]).toEqual(labelled(real.label('next'), '9.9'));
  expect([...(examples.get('next') ?? [])]).toEqual(labelled(real.label('next'), '9.10'));
  // The sums, what the draft had as files, and the tables with something of the draft.
  expect(written.length).toBeLessThan(real.files.size / 2);
});

test('a published version has as many examples as it was published with', () => {
  const { examples } = readAllExamples(real);
  expect(examples.get('2.1.0')?.size).toBe(1189);
});

test('a problem of an example leads to the line of its case, one of a file to the file', () => {
  const examples = new Examples(
    [['valid/a.json', '{}']],
    new Map([
      ['valid/a.json', { file: 'examples/cases/a.yaml', at: '/0/cases/0', name: 'a', place: () => ({ line: 3, column: 5 }) }],
    ]),
  );
  expect(whereIn(examples, 'next', 'valid/a.json')).toEqual({ file: 'examples/cases/a.yaml', place: { line: 3, column: 5 } });
  expect(whereIn(examples, 'next', 'valid/b.json')).toEqual({ file: 'examples/next/valid/b.json' });
});

describe('what cases announce is written into their table, and all else stays as it is written', () => {
  const TEXT = `# Une note.
- base: base
  since: 2.1.0
  cases:
    # Avant.
    - name: a # après
      set:   { montant: 12 }
      expect: valid

    - name: b
      set: { montant: 13 }
      expect: valid
      also: [ rules.left-out ]
      note: >-
        Une note
        longue.
      with: { id: B }
    - { name: c, set: { montant: 14 }, expect: montant-suspect }
`;
  const VERSIONS = ['2.0.3', '2.1.0', 'next'];
  const LEFT = { code: 'rules.left-out', path: '/marches/marche/0' };
  const PRICE = { code: 'montant-suspect', path: '/marches/marche/0/montant' };
  const found = (findings: { code: string; path: string }[], note?: string) => ({ findings, note, made: BASE });
  const written = (at: string, ...of: [string, ReturnType<typeof found>][]) => withFindings(TEXT, at, new Map(of), VERSIONS);

  test('where nothing was announced, in the same way for all versions', () => {
    expect(written('/0/cases/0', ['2.1.0', found([LEFT])], ['next', found([LEFT])])).toBe(
      TEXT.replace('expect: valid\n\n', 'expect: valid\n      also: [ rules.left-out ]\n\n'),
    );
    expect(written('/0/cases/2', ['2.1.0', found([PRICE, LEFT], 'Deux.')], ['next', found([PRICE, LEFT], 'Deux.')])).toBe(
      TEXT.replace('expect: montant-suspect }', 'expect: montant-suspect, also: [ rules.left-out ], note: Deux. }'),
    );
  });

  test('in place of what was announced, or no more', () => {
    const note = 'Une note longue.';
    expect(written('/0/cases/1', ['2.1.0', found([PRICE, LEFT], note)], ['next', found([PRICE, LEFT], note)])).toContain(
      'also: [ montant-suspect, rules.left-out ]',
    );
    expect(written('/0/cases/1', ['2.1.0', found([])], ['next', found([])])).toBe(
      TEXT.replace(/ {6}also: \[ rules\.left-out \]\n {6}note: >-\n.*\n.*\n/, ''),
    );
  });

  test('with a copy that begins with the version that says something else', () => {
    expect(written('/0/cases/0', ['next', found([LEFT])])).toBe(
      TEXT.replace(
        'expect: valid\n\n',
        'expect: valid\n    - name: a\n      since: next\n      set: { montant: 12 }\n      expect: valid\n      also: [ rules.left-out ]\n\n',
      ).replace('- name: a # après\n', '- name: a\n      until: 2.1.0 # après\n'),
    );
  });
});

test('a table that is suggested is written without aliases, which are refused where it is read', () => {
  const item = { titulaire: 'a' };
  const cases = [{ name: 'deux-fois', set: { titulaires: [item, item] }, expect: 'schema.uniqueItems' }];
  const text = tableText({ base: 'marche-minimal', since: 'next', cases }, false);
  expect(readSource(text)).toMatchObject({ errors: [], value: [{ cases }] });
});

test.each([
  [0, ['Voirie'], ''],
  [9, ['Voirie'], 'VoirieVoi'],
  [16, [undefined, 3, ' ', 'Travaux de voirie.'], 'Travaux de voiri'],
  [18, ['Travaux de voirie.', 'Autre'], 'Travaux de voirie.'],
  [27, ['Travaux de voirie'], 'Travaux de voirie Travaux d'],
  [4, ['🚲 à louer'], '🚲 à.'],
  [7, [], 'Texte i'],
])('a text of %i characters that is suggested is made of the words of an example', (length, values, text) => {
  expect(textOfLength(length, values)).toBe(text);
  expect([...text]).toHaveLength(length);
});

test('a case that is suggested is named by what it shows, without a number where two would have one name', () => {
  const names = new Set<string>();
  const named = (change: Change, code?: string): string => nameFor({ base: 'marche-minimal', change }, code, names);
  const set = (place: string, value: unknown, code?: string): string => named({ set: { [place]: value } }, code);
  expect([
    set('garanties', [{ garantie: {} }]),
    set('garanties', [], 'schema.minItems'),
    set('garanties', [{ garantie: {} }, { garantie: {} }], 'schema.uniqueItems'),
    set('garanties', {}, 'schema.type'),
    set('garanties[0].garantie.taux', -0.01, 'schema.minimum'),
    set('garanties[0].garantie.nature', 'a'.repeat(257), 'schema.maxLength'),
    set('garanties[0].garantie.nature', ' ', 'schema.pattern'),
    set('garanties[0].garantie.montant', '12.5', 'schema.type'),
    set('garanties[0].garantie', [{}], 'schema.type'),
    set('clauseReexamen', true),
    named({ remove: ['titulaires[0].titulaire.id'] }, 'schema.required'),
    named({ remove: ['acheteur.id'] }, 'schema.required'),
    named({ remove: ['id'] }, 'schema.required'),
  ]).toEqual([
    'garanties-de-1',
    'garanties-vide',
    'garanties-en-double',
    'garanties-en-objet',
    'taux-moins-0-01',
    'nature-de-257-caracteres',
    'nature-vide',
    'montant-en-texte',
    'garantie-en-liste',
    'clause-reexamen-true',
    'id-absent',
    'acheteur-id-absent',
    'marche-minimal-id-absent',
  ]);
});
