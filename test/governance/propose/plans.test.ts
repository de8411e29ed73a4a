import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { expect, test } from 'vitest';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { exampleSources } from '../../../src/governance/examples/all.node.ts';
import { checkCodeFacts, unwrittenDescriptions } from '../../../src/governance/checks/codelists.ts';
import { checkPropositions } from '../../../src/governance/checks/propositions.ts';
import { checkFields } from '../../../src/governance/checks/fields.ts';
import { whereOf } from '../../../src/governance/problem.ts';
import { proposeCode } from '../../../src/governance/propose/code.ts';
import { type AskedDeprecation, proposeDeprecation } from '../../../src/governance/propose/deprecate.ts';
import { Draft, Refusal } from '../../../src/governance/propose/draft.ts';
import { proposeField } from '../../../src/governance/propose/field.ts';
import { type AskedRemoval, proposeRemoval } from '../../../src/governance/propose/remove.ts';
import { proposeName } from '../../../src/governance/propose/rename.ts';
import { proposeRule } from '../../../src/governance/propose/rule.ts';
import { proposeSplit } from '../../../src/governance/propose/split.ts';
import { readFields } from '../../../src/model/fields.ts';
import { modelOf } from '../../../src/model/read-version.node.ts';
import { NEWEST, readJsonFile } from '../../support/engine.ts';
import { after, examplesOf, expectRenamed, under } from './renamed.ts';
import { frozenFolder } from '../../support/draft.ts';
import { filesUnder, TODAY } from './tree.ts';

const root = await frozenFolder();
const files = await filesUnder(root);
const sources = await exampleSources(root);

type Write = (draft: Draft) => void;

const SCHEMA = 'schema/next/marche.schema.json';
const TYPES = 'schema/next/codelists/type-prix.csv';
const CASES = 'examples/cases/';
const TYPE_COLUMNS = 'code,libelle,label_en,description,source,since,deprecated,replaced_by\n';

function written(write: Write, from: ReadonlyMap<string, string> = files): Draft {
  const draft = new Draft(from);
  write(draft);
  return draft;
}

function refusal(write: Write, from: ReadonlyMap<string, string> = files): string {
  const draft = new Draft(from);
  try {
    write(draft);
  } catch (error) {
    if (error instanceof Refusal) return error.texts.fr;
    throw error;
  }
  return 'is not refused';
}

const FIELD = { name: 'clauseReexamen', in: 'marche', type: 'oui-non' };
/** A field that few examples have; plans.slow.test.ts has others. */
const RENAMED = { field: 'marche.tauxAvance', name: 'partAvance' };
const SPLIT = {
  field: 'marche-type-prix',
  code: 'Provisoire',
  becomes: 'Définitif révisable',
  adds: 'marche-forme-prix=Unitaire',
};
const UNTIL = '2028-12-31';

const field =
  (asked: object): Write =>
  (draft) =>
    void proposeField(draft, { ...FIELD, ...asked });
const code =
  (asked: object): Write =>
  (draft) =>
    proposeCode(draft, { list: 'type-prix', code: 'Mixte', ...asked });
const deprecation =
  (asked: Omit<AskedDeprecation, 'until'> & { until?: string }): Write =>
  (draft) =>
    proposeDeprecation(draft, { until: UNTIL, ...asked }, TODAY);
const rename =
  (asked: object): Write =>
  (draft) =>
    proposeName(draft, { ...RENAMED, ...asked }, TODAY);
const split =
  (asked: object): Write =>
  (draft) =>
    proposeSplit(draft, { ...SPLIT, ...asked }, TODAY);
const removal =
  (asked: Partial<AskedRemoval>): Write =>
  (draft) =>
    proposeRemoval(draft, { list: 'type-prix', code: 'Provisoire', ...asked }, TODAY);

test('a field is an entry of the schema and a file of texts, in which what only a person can say is marked', async () => {
  const draft = written(field({ after: 'marcheInnovant' }));
  expect([...draft.changed.keys()]).toEqual([SCHEMA, 'schema/fields/marche-clause-reexamen.yaml']);
  const { properties } = JSON.parse(draft.text(SCHEMA)) as { properties: Record<string, unknown> };
  expect(properties['clauseReexamen']).toEqual({
    'x-field': 'marche-clause-reexamen',
    'x-source': 'proposition',
    type: 'boolean',
  });
  expect(Object.keys(properties).indexOf('clauseReexamen')).toBe(Object.keys(properties).indexOf('marcheInnovant') + 1);
  await expect(draft.text('schema/fields/marche-clause-reexamen.yaml')).toMatchFileSnapshot('../../golden/propose/field.yaml');
});

test('a field is written where the object is, with the form that other fields have, and its place in OCDS', () => {
  const draft = written(
    field({
      name: 'etage',
      in: 'lieu-execution',
      type: 'texte',
      example: 'Deuxième',
      ocds: 'contracts/title',
      source: 'arrete-2022-12-22-marches, annexe I',
    }),
  );
  expect(JSON.parse(draft.text(SCHEMA))).toMatchObject({
    properties: {
      lieuExecution: {
        properties: { etage: { 'x-field': 'lieu-execution-etage', $ref: 'common.schema.json#/$defs/texteNonVide' } },
      },
    },
  });
  expect(parse(draft.text('schema/ocds/mapping.yaml'))).toMatchObject({
    fields: { 'lieu-execution-etage': { ocds: ['contracts/title'] } },
  });
  expect(parse(draft.text('schema/fields/lieu-execution-etage.yaml'))).toMatchObject({
    source: { fr: 'arrete-2022-12-22-marches, annexe I', en: 'arrete-2022-12-22-marches, annex I' },
    examples: ['Deuxième'],
    'x-ocds': { path: 'contracts/title' },
  });
});

test.each([
  ['entier', undefined, 3],
  ['nombre', '12,5', 12.5],
  ['date', undefined, '2026-03-16'],
  ['proportion', undefined, 0.5],
  ['siret', '28128353100016', '28128353100016'],
  ['oui-non', 'Non', false],
  ['texte', `l'étage "deux" : à gauche`, `l'étage "deux" : à gauche`],
])('the example of a field of type %s is a value of it', (type, example, value) => {
  const draft = written(field({ type, example }));
  expect(parse(draft.text('schema/fields/marche-clause-reexamen.yaml'))).toMatchObject({ examples: [value] });
});

test('a field of a list that is new says where its codes are described in English', () => {
  const steps = (list: string, from: ReadonlyMap<string, string> = files): string =>
    written(field({ type: 'code', list }), from)
      .left.map(({ fr }) => fr)
      .join('\n');
  const urgency =
    'code,libelle,label_en,description,source,since,deprecated,replaced_by\nHaute,Haute,High,Avant un mois.,proposition,next,,\n';
  expect(steps('niveau-urgence', broken('schema/next/codelists/niveau-urgence.csv', urgency))).toContain(
    'Dans schema/codelist-descriptions.yaml, sous « niveau-urgence », décrivez en anglais',
  );
  expect(steps('type-prix')).not.toContain('codelist-descriptions');
});

test('a field of an object that stands in several places is in all of them, which is said', () => {
  const draft = written(field({ name: 'pays', in: 'marche.titulaires', type: 'texte', example: 'France' }));
  expect([...draft.changed.keys()]).toEqual([SCHEMA, 'schema/fields/titulaire-pays.yaml']);
  expect(draft.left.map(({ fr }) => fr).join('\n')).toContain(
    'marche.titulaires.titulaire.pays, marche.modifications.modification.titulaires.titulaire.pays',
  );
});

test('the names that it takes are those of the dialect', () => {
  const { $defs } = readJsonFile('schema/dialect/decp-dialect.schema.json') as {
    $defs: { definitions: { propertyNames: { pattern: string } }; property: { properties: Record<string, { pattern: string }> } };
  };
  const taken = (asked: object): boolean => refusal(field(asked)) === 'is not refused';
  const [names, ids] = [$defs.definitions.propertyNames.pattern, $defs.property.properties['x-field']?.pattern ?? ''];
  for (const name of ['a', 'clauseReexamen', 'lotDeux', 'lot2', 'Lot', 'é', 'a-b', '', 'constructor'])
    expect([name, taken({ name })]).toEqual([name, new RegExp(names, 'u').test(name)]);
  for (const id of ['a', 'a-b', 'lot-2', 'a-', '-a', 'A', '', 'constructor'])
    expect([id, taken({ id })]).toEqual([id, new RegExp(ids, 'u').test(id)]);
});

test('a code is a line of its list and a description in English, under the list that it is of', () => {
  const draft = written(code({ code: 'Mixte, à tranches', description: 'Une part est ferme.' }));
  expect([...draft.changed.keys()]).toEqual([TYPES, 'schema/codelist-descriptions.yaml']);
  expect(draft.text(TYPES)).toBe(
    `${files.get(TYPES)}"Mixte, à tranches","Mixte, à tranches",TO WRITE,Une part est ferme.,"proposition, À ÉCRIRE",next,,\n`,
  );
  const before = parse(files.get('schema/codelist-descriptions.yaml') ?? '') as Record<string, object>;
  expect(parse(draft.text('schema/codelist-descriptions.yaml'))).toEqual({
    ...before,
    'type-prix': { ...before['type-prix'], 'Mixte, à tranches': 'TO WRITE' },
  });
});

test('what is left of a code names the columns, that of the source among them, and nothing that is written', () => {
  const steps = (asked: object): string[] => written(code(asked)).left.map(({ fr }) => fr);
  const all = { labelEn: 'Mixed', description: 'Une part est ferme.', descriptionEn: 'A part is firm.' };
  expect(steps({ ...all, source: 'proposition' })).toEqual([expect.stringMatching(/« Mixte », remplissez source \(.*pourquoi/)]);
  expect(steps({ ...all, source: 'proposition, besoin de juristes' })).toEqual([]);
  expect(steps({})).toEqual([
    expect.stringContaining('remplissez label_en, description, source'),
    expect.stringContaining('schema/codelist-descriptions.yaml'),
  ]);
});

test('a code of a name that every object has is described as well', () => {
  const draft = written(code({ code: 'constructor' }));
  expect(valueAt(parse(draft.text('schema/codelist-descriptions.yaml')), '/type-prix/constructor')).toBe('TO WRITE');
});

test('a code with a quote, a list with quotes and a list without a last line feed stay what they are', () => {
  const quoted = `${files.get(TYPES)}"Prix ""juste"", ou non",x,x,"a ""b"", c",proposition,next,,`;
  const draft = written(code({ code: 'Prix "juste"', description: 'Dit "juste".' }), broken(TYPES, quoted));
  expect(draft.text(TYPES)).toBe(
    `${quoted}\n"Prix ""juste""","Prix ""juste""",TO WRITE,"Dit ""juste"".","proposition, À ÉCRIRE",next,,\n`,
  );
});

test('a deprecated code says its replacement and its day, in both languages; a field says it in the schema too', () => {
  const ofCode = written(deprecation({ what: 'type-prix', code: 'Provisoire', by: 'Définitif révisable' }));
  expect(ofCode.text(TYPES)).toMatch(
    /^Provisoire,.* Ce code reste accepté jusqu'au 31 décembre 2028\.,.*,next,Définitif révisable$/m,
  );
  const english = (parse(ofCode.text('schema/codelist-descriptions.yaml')) as Record<string, Record<string, string>>)[
    'type-prix'
  ];
  expect(english?.['Provisoire']).toMatch(/\. This code stays accepted until 31 December 2028\.$/);
  const ofField = written(deprecation({ what: 'marche.tauxAvance' }));
  expect(JSON.parse(ofField.text(SCHEMA))).toMatchObject({
    properties: { tauxAvance: { 'x-deprecated': { since: 'next', reason: 'obsoleted' } } },
  });
  const { description } = parse(ofField.text('schema/fields/marche-taux-avance.yaml')) as { description: Record<string, string> };
  expect(description['fr']).toMatch(/ Ce champ reste accepté jusqu'au 31 décembre 2028\. Il n'est pas remplacé : À ÉCRIRE\.$/);
  expect(description['en']).toMatch(/ This field stays accepted until 31 December 2028\. It is not replaced: TO WRITE\.$/);
  // What is deprecated in the next version is not in those that are published.
  const texts = (all: ReadonlyMap<string, string>): unknown => readFields(under('schema/', all), NEWEST)['marche-taux-avance'];
  expect(texts(after(files, ofField))).toEqual(texts(files));
});

test('why nothing replaces it is written where it is said, and left to be written where it is not', () => {
  const said = { because: 'aucun contrat ne le porte', becauseEn: 'no contract has it.' };
  const steps = ({ left }: Draft): string => left.map(({ fr }) => fr).join('\n');
  const ofCode = written(deprecation({ what: 'type-prix', code: 'Provisoire', ...said }));
  expect(ofCode.text(TYPES)).toMatch(/^Provisoire,.* 2028\. Il n'est pas remplacé : aucun contrat ne le porte\./m);
  expect(ofCode.text('schema/codelist-descriptions.yaml')).toMatch(/2028\. It is not replaced: no contract has it\./);
  expect(steps(ofCode)).not.toContain('À ÉCRIRE');
  expect(steps(written(deprecation({ what: 'type-prix', code: 'Provisoire', because: said.because })))).toContain('TO WRITE');
  const ofField = written(deprecation({ what: 'marche.tauxAvance', ...said }));
  expect(ofField.text('schema/fields/marche-taux-avance.yaml')).toContain("Il n'est pas remplacé : aucun contrat ne le porte.");
  expect(ofField.text('schema/fields/marche-taux-avance.yaml')).toMatch(/It is not replaced: no contract has it\.$/m);
  expect(steps(ofField)).not.toContain('À ÉCRIRE');
  expect(steps(written(deprecation({ what: 'marche.tauxAvance', because: said.because })))).toContain('À ÉCRIRE');
});

test('a deprecation that ends within a year asks which text says so', () => {
  const steps = (until: string): string =>
    written(deprecation({ what: 'type-prix', code: 'Provisoire', until }))
      .left.map(({ fr }) => fr)
      .join('\n');
  expect(steps('2027-11-30')).toContain('12 mois au moins');
  expect(steps('2027-12-01')).not.toContain('12 mois');
});

const broken = (path: string, text: string): ReadonlyMap<string, string> => new Map([...files, [path, text]]);

/** What several tests look at. */
const RENAME = written(rename({}));
const SPLIT_PLAN = written(split({}));
const REMOVAL_PLAN = written(removal({}));

test('a field gets another name in next, wherever it is, and nowhere else', () => {
  expectRenamed(sources, files, RENAME, { name: RENAMED.name, paths: [RENAMED.field] });
});

test('what is shown of lists of records gets the other name too, and stays as it was for published versions', () => {
  const file = 'schema/fields/marches-marche.yaml';
  const shown = parse(RENAME.text(file)) as { examples: unknown; versions: Record<string, { examples: unknown }> };
  const before = (parse(files.get(file) ?? '') as typeof shown).examples;
  const texts = [before, shown.examples].map((one) => JSON.stringify(one));
  expect(texts[0]).toContain('"tauxAvance":');
  expect(texts[1]).toBe(texts[0]?.replaceAll('"tauxAvance":', '"partAvance":'));
  expect(Object.values(shown.versions).map(({ examples }) => examples)).toContainEqual(before);
});

test('whoever renames a field is asked whether its texts still say it', () => {
  expect(RENAME.left.map(({ fr }) => fr)[0]).toContain('le titre et la description dans schema/fields/marche-taux-avance.yaml');
});

test('a field that gets another name is a break, which is announced and begins a proposition', () => {
  const draft = RENAME;
  expect(draft.text('schema/releases.json')).toContain('"expectedVersion": "3.0.0"');
  expect(draft.text('propositions/0002-renommer-taux-avance-en-part-avance.md')).toMatch(
    /^# 0002 — Renommer tauxAvance en partAvance\n\n- \*\*État\*\* : ouverte\n- \*\*Date\*\* : 2026-12-01\n- \*\*Version\*\* : 3\.0\.0\n\n## Problème\n/,
  );
});

const PROPOSITION = 'propositions/0002-renommer-taux-avance-en-part-avance.md';

test('the proposition of a break says what is certain of it; a second break is added to it, and to no other', async () => {
  const second = written(split({}), after(files, RENAME));
  expect(
    [...second.changed.keys()].filter((path) => path.startsWith('propositions/') || path === 'schema/releases.json'),
  ).toEqual([PROPOSITION]);
  await expect(second.text(PROPOSITION)).toMatchFileSnapshot('../../golden/propose/proposition.md');
  const asked = (draft: Draft): string[] => {
    const all = after(files, draft);
    return checkPropositions(under('propositions/', all), under('schema/', all)).map(
      ({ en }) => /“##+ (.*?)”/.exec(en)?.[1] ?? en,
    );
  };
  const left = ['Problème', 'Qui le demande', 'Source juridique', 'Données mesurées', 'Autres solutions'];
  expect([asked(RENAME), asked(SPLIT_PLAN), asked(REMOVAL_PLAN), asked(second)]).toEqual([left, left, left, left]);
});

test('to a proposition that is decided nothing is added', () => {
  const decided = new Map(after(files, RENAME));
  decided.set(PROPOSITION, RENAME.text(PROPOSITION).replace('ouverte', 'acceptée'));
  const second = written(split({}), decided);
  expect(second.changed.has(PROPOSITION)).toBe(false);
  expect(second.left.map(({ fr }) => fr).join('\n')).toContain(`ajoutez-la à ${PROPOSITION}`);
});

test('a code that two fields say leaves its list, and the step says what becomes of it', () => {
  const draft = SPLIT_PLAN;
  expect(draft.text(TYPES)).not.toContain('Provisoire');
  expect(parse(draft.text('schema/next/migration.yaml'))).toMatchObject({
    splits: [
      {
        field: 'marche-type-prix',
        code: 'Provisoire',
        becomes: 'Définitif révisable',
        adds: { field: 'marche-forme-prix', code: 'Unitaire' },
        level: 'equivalent',
      },
    ],
  });
  const { is } = examplesOf(sources, files, draft, 'next');
  const having = [...is].filter(
    ([path, text]) => /^valid\/.*\.json$/.test(path) && /"typePrix": \[[^\]]*"Provisoire"/.test(text),
  );
  expect(having.map(([path]) => path)).toEqual([]);
  const newest = examplesOf(sources, files, draft, NEWEST);
  expect([...newest.is]).toEqual([...newest.was]);
});

const MIGRATION = 'schema/next/migration.yaml';
const BY = 'Définitif révisable';
const GOES = { fields: ['marche-type-prix'], source: 'proposition, À ÉCRIRE', reason: { fr: 'À ÉCRIRE', en: 'TO WRITE' } };
const SAID = { because: "n'a plus d'objet", becauseEn: 'has no purpose any longer', source: 'referentiel' };
const DEPRECATED = after(files, written(deprecation({ what: 'type-prix', code: 'Provisoire', by: BY })));

test.each<[name: string, asked: Partial<AskedRemoval>, section: string, entry: object, from?: ReadonlyMap<string, string>]>([
  ['nothing, where nothing says it', {}, 'unmapped', { ...GOES, codes: ['Provisoire'], level: 'lost' }],
  ['the code that says it', { becomes: BY }, 'codes', { ...GOES, map: { Provisoire: BY }, level: 'equivalent' }],
  ['what its deprecation names', {}, 'codes', { ...GOES, map: { Provisoire: BY }, level: 'equivalent' }, DEPRECATED],
  [
    'what is said of it',
    SAID,
    'unmapped',
    {
      ...{ ...GOES, codes: ['Provisoire'], level: 'lost', source: 'referentiel' },
      reason: { fr: "n'a plus d'objet.", en: 'has no purpose any longer.' },
    },
  ],
])('a published code that goes leaves its list, and the step has %s', (_, asked, section, entry, from = files) => {
  const draft = written(removal(asked), from);
  expect(draft.text(TYPES)).toBe(from.get(TYPES)?.replace(/^Provisoire,.*\n/m, ''));
  const step = parse(draft.text(MIGRATION)) as Record<string, unknown>;
  expect(Object.keys(step)).toEqual(['from', 'summary', section]);
  expect(step[section]).toEqual([entry]);
  expect(draft.changed.has('schema/codelist-descriptions.yaml')).toBe(false);
  expect(draft.text('schema/releases.json')).toContain('"expectedVersion": "3.0.0"');
  expect(draft.has('propositions/0002-retirer-le-code-provisoire.md')).toBe(true);
  expect(draft.left.some(({ fr }) => fr.includes('À ÉCRIRE'))).toBe(asked.because === undefined);
});

/** The parsed examples that conform, of a list of texts by path. */
const valid = (examples: ReadonlyMap<string, string>): [path: string, text: string][] =>
  [...examples].filter(([path]) => path.startsWith('valid/'));

test.each<[list: string, code: string, by: string, form: string]>([
  ['type-prix', 'Provisoire', BY, '"typePrix": ['],
  ['procedure-marche', "Appel d'offres ouvert", 'Procédure adaptée', '"procedure": '],
  ['nature-concession', 'Concession de service', 'Concession de travaux', '"nature": '],
])('examples of next have another code in the place of one of %s, those of published versions stay', (list, code, by, form) => {
  const draft = written(removal({ list, code, becomes: by }));
  const { was, is } = examplesOf(sources, files, draft, 'next');
  expect(valid(is).filter(([path, text]) => path.endsWith('.json') && text.includes(`${form}"${code}"`))).toEqual([]);
  expect(valid(is).filter(([path, text]) => path.endsWith('.xml') && text.includes(`>${code}<`))).toEqual([]);
  const [before, now] = [was, is].map((all) => valid(all).filter(([, text]) => text.includes(by)).length) as [number, number];
  expect(now).toBeGreaterThan(before);
  const newest = examplesOf(sources, files, draft, NEWEST);
  expect([...newest.is]).toEqual([...newest.was]);
});

test('the list of an example that has the other code as well loses one item; a case that shows the code alone ends', () => {
  const table = 'examples/cases/marche-types-prix.yaml';
  const cases = `- base: marche-minimal
  since: 2.1.0
  cases:
    - name: deux-prix
      set: { typesPrix.typePrix: [ Provisoire, ${BY} ], ccag: Travaux }
      expect: valid
    - name: prix-provisoire
      set: { typesPrix.typePrix: [ Provisoire ] }
      expect: valid
`;
  const draft = written(removal({ becomes: BY }), broken(table, cases));
  expect(parse(draft.text(table))).toEqual([
    {
      base: 'marche-minimal',
      since: '2.1.0',
      cases: [expect.objectContaining({ until: NEWEST }), expect.objectContaining({ until: NEWEST })],
    },
    {
      base: 'marche-minimal',
      since: 'next',
      cases: [{ name: 'deux-prix', set: { 'typesPrix.typePrix': [BY], ccag: 'Travaux' }, expect: 'valid' }],
    },
  ]);
});

test('a code that no version has had goes without a trace', () => {
  const all = after(files, written(code({})));
  const draft = written(removal({ code: 'Mixte' }), all);
  const now = after(all, draft);
  expect([...now].filter(([path, text]) => files.get(path) !== text)).toEqual([]);
  expect(draft.left).toEqual([]);
});

test.each([
  [
    'the only one of its list goes with the list',
    'type-prix:\n  Mixte: >-\n    A part\n    is firm.\n\nccag:\n  A: B\n',
    '\nccag:\n  A: B\n',
  ],
  ['one between others goes alone', 'type-prix:\n  A: B\n  Mixte: C\n\n  D: E\n', 'type-prix:\n  A: B\n\n  D: E\n'],
  ['one that is missing is not looked for', 'type-prix:\n  A: B\n', 'type-prix:\n  A: B\n'],
])('of the descriptions of codes that no version has, %s', (_, before, now) => {
  const path = 'schema/codelist-descriptions.yaml';
  const all = after(files, written(code({}))).set(path, before);
  expect(written(removal({ code: 'Mixte' }), all).text(path)).toBe(now);
});

test('pages of published versions keep what they show where they do not have the code that comes in its place', () => {
  const page = 'schema/fields/marche-type-prix.yaml';
  const { versions: _, ...texts } = parse(files.get(page) ?? '') as Record<string, unknown>;
  const shows = stringify({ ...texts, examples: [['Provisoire']] });
  const all = after(broken(page, shows), written(code({ code: 'Mixte' })));
  const shown = parse(written(removal({ becomes: 'Mixte' }), all).text(page)) as {
    examples: unknown;
    versions: Record<string, { examples: unknown }>;
  };
  expect(JSON.stringify(shown.examples)).not.toContain('Provisoire');
  expect(JSON.stringify(shown.examples)).toContain('Mixte');
  expect(JSON.stringify(Object.values(shown.versions))).toContain('Provisoire');
});

test.each<[name: string, write: Write, from?: ReadonlyMap<string, string>]>([
  ['a field of a name that is none', field({ name: 'Clause de réexamen' })],
  ['a field that is there', field({ name: 'ccag' })],
  ['a field in an object that is none', field({ in: 'marche.lieuExecutoin' })],
  ['a field in a field that has no fields', field({ in: 'marche.montant' })],
  ['a field after one that is none', field({ after: 'cgac' })],
  ['a field of a type that is none', field({ type: 'bool' })],
  ['a list in the place of a type', field({ type: 'type-prix' })],
  ['a code without its list', field({ type: 'code' })],
  ['a list that is none', field({ type: 'codes', list: 'type-pri' })],
  ['a list for what is no code', field({ list: 'type-prix' })],
  ['a text without an example', field({ type: 'texte' })],
  ['an example of another type', field({ type: 'entier', example: 'beaucoup' })],
  ['an example that says nothing', field({ type: 'nombre', example: '' })],
  ['an example that is too long', field({ type: 'identifiant', example: '12345678901234567' })],
  ['a stable name that is taken', field({ id: 'marche-ccag' })],
  ['a stable name that is none', field({ id: 'Clause' })],
  ['a text of the law that is none', field({ source: 'arrete-2022-12-22-marche, annexe I' })],
  ['a place of OCDS that is none', field({ ocds: 'contracts/titel' })],
  ['a schema that cannot be read', field({}), broken(SCHEMA, '{ "properties": { "ccag": ] }')],
  ['a schema that is missing', field({}), new Map([...files].filter(([path]) => path !== SCHEMA))],
  ['a code that is there', code({ code: 'Provisoire' })],
  ['a code of a list that is none', code({ list: 'types-de-prix-du-marche' })],
  ['a code with a typographic apostrophe', code({ code: 'Prix d\u2019appel' })],
  ['a code on two lines', code({ code: 'Prix\nmixte' })],
  ['a code with accents apart', code({ code: 'Prix a\u0300 terme' })],
  [
    'a code that begins as another that is there',
    code({ code: 'Définitif révisable' }),
    broken(TYPES, `${TYPE_COLUMNS}Définitif révisable ou non,a,b,c,d,next,,\nDéfinitif révisable,a,b,c,d,next,,\n`),
  ],
  ['a list that a spreadsheet saved', code({}), broken(TYPES, 'code;libelle\nA;B\n')],
  ['a deprecation without its code', deprecation({ what: 'type-prix' })],
  ['a deprecation of a code that is none', deprecation({ what: 'type-prix', code: 'Provisoir' })],
  ['a replacement that is none', deprecation({ what: 'type-prix', code: 'Provisoire', by: 'Ferme' })],
  ['what replaces itself', deprecation({ what: 'type-prix', code: 'Provisoire', by: 'Provisoire' })],
  [
    'a replacement that is deprecated',
    deprecation({ what: 'type-prix', code: 'Provisoire', by: 'Définitif ferme' }),
    after(files, written(deprecation({ what: 'type-prix', code: 'Définitif ferme' }))),
  ],
  [
    'a reason beside a replacement',
    deprecation({ what: 'type-prix', code: 'Provisoire', by: 'Définitif ferme', because: "n'a plus d'objet" }),
  ],
  ['a reason on two lines', deprecation({ what: 'type-prix', code: 'Provisoire', because: 'sans\nobjet' })],
  ['a day that is past', deprecation({ what: 'type-prix', code: 'Provisoire', until: TODAY })],
  ['a deprecation of a field that is none', deprecation({ what: 'marche.marcheInovant' })],
  ['a name that several fields have', rename({ field: 'montant' })],
  ['a name that another field has', rename({ name: 'ccag' })],
  ['a name that the field has', rename({ name: 'tauxAvance' })],
  ['a name that is none', rename({ name: 'nombre-offres' })],
  ['a field of a path that is nearly one', rename({ field: 'marche.offreRecues' })],
  ['a split of a field without codes', split({ field: 'marche.objet' })],
  ['a split of a code that is none', split({ code: 'Provisoires' })],
  ['a split into itself', split({ becomes: 'Provisoire' })],
  ['a split without another field', split({ adds: 'Tranches' })],
  ['a split of a list that several fields have', split({ field: 'titulaire-type-identifiant', code: 'TVA', becomes: 'SIRET' })],
  ['a removal from a list that is none', removal({ list: 'type-pri' })],
  ['a removal of a field with codes', removal({ list: 'marche.formePrix' })],
  ['a removal of a field without codes', removal({ list: 'marche-objet' })],
  ['a removal of a code that is none', removal({ code: 'Provisoir' })],
  ['a removal into itself', removal({ becomes: 'Provisoire' })],
  ['a removal into a code that is none', removal({ becomes: 'Définitif révisables' })],
  ['a removal of what replaces a deprecated code', removal({ code: BY }), DEPRECATED],
  ['a removal of the only code of a list', removal({}), broken(TYPES, `${TYPE_COLUMNS}Provisoire,a,b,c,d,2.0.0,,\n`)],
  ['a removal of a code that rules read', removal({ list: 'type-identifiant', code: 'RIDET' })],
  ['a removal for a text of the law that is none', removal({ source: 'arrete-2022-12-22-marche, annexe I' })],
  ['a rule on the whole file', (draft) => proposeRule(draft, { id: 'deux-mots', scope: 'fichier' }, 'fr')],
  ['a rule that is there', (draft) => proposeRule(draft, { id: 'montant-suspect', scope: 'marche' }, 'fr')],
])('%s is refused with a sentence that says the way out', async (name, write, from = files) => {
  await expect(`${refusal(write, from)}\n`).toMatchFileSnapshot(
    `../../golden/propose/refused/${name.replaceAll(' ', '-')}.fr.txt`,
  );
});

test.each<[string, Write, Draft?]>([
  ['field', field({})],
  ['code', code({})],
  ['deprecation', deprecation({ what: 'type-prix', code: 'Provisoire' })],
  ['deprecation of a field', deprecation({ what: 'marche-taux-avance' })],
  ['name', rename({ field: 'marche-taux-avance' }), RENAME],
  ['split', split({}), SPLIT_PLAN],
  ['removal', removal({}), REMOVAL_PLAN],
])('the same %s a second time has nothing to write', (_, write, first = written(write)) => {
  expect(refusal(write, after(files, first))).toMatch(/rien à écrire|est déjà|rien n'est écrit/);
});

test('what is marked is refused until it is written, with its place', async () => {
  const from = new Map(files).set('schema/codelist-descriptions.yaml', 'type-prix:\n  Provisoire: Not settled yet.\n');
  const draft = written((one): void => {
    field({})(one);
    code({})(one);
  }, from);
  const schema = under('schema/', after(from, draft));
  const model = await modelOf(schema, join(root, 'schema'), 'next');
  const problems = [...checkFields(schema, [model]), ...checkCodeFacts(schema), ...unwrittenDescriptions(schema)];
  const ours = problems.filter(({ file }) => draft.changed.has(file)).map((problem) => `${whereOf(problem)}\n  ${problem.fr}\n`);
  await expect(ours.join('')).toMatchFileSnapshot('../../golden/propose/marked.fr.txt');
});

test('what is not changed keeps its layout and its comments', () => {
  const plans = [field({}), code({}), deprecation({ what: 'marche-taux-avance' })].map((write) => written(write));
  for (const draft of [...plans, RENAME, SPLIT_PLAN, REMOVAL_PLAN])
    for (const [path, text] of draft.changed) {
      const before = files.get(path)?.split('\n');
      if (before === undefined || path.startsWith(CASES)) continue;
      const lines = new Set(text.split('\n'));
      expect([path, before.filter((line) => !lines.has(line)).length <= 14]).toEqual([path, true]);
    }
});
