import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, expect, test } from 'vitest';
import { unfold, type Unfolded } from '../../../src/governance/examples/unfold.ts';
import { exampleSources } from '../../../src/governance/examples/all.node.ts';
import { checkCodeFacts, unwrittenDescriptions } from '../../../src/governance/checks/codelists.ts';
import { checkFields } from '../../../src/governance/checks/fields.ts';
import { whereOf } from '../../../src/governance/problem.ts';
import { proposeCode } from '../../../src/governance/propose/code.ts';
import { proposeDeprecation } from '../../../src/governance/propose/deprecate.ts';
import { Draft, Refusal } from '../../../src/governance/propose/draft.ts';
import { type NameAt, valueWithNames } from '../../../src/governance/propose/edit.ts';
import { proposeField } from '../../../src/governance/propose/field.ts';
import { proposeName } from '../../../src/governance/propose/rename.ts';
import { proposeRule } from '../../../src/governance/propose/rule.ts';
import { proposeSplit } from '../../../src/governance/propose/split.ts';
import { filesUnder } from '../../../src/governance/propose/verb.node.ts';
import { modelOf } from '../../../src/model/read-version.node.ts';
import { checkRule } from '../../../src/rules/check-rule.ts';
import { NEWEST, readText } from '../../support/engine.ts';
import { frozenTree, TODAY } from './tree.ts';

const root = frozenTree();
const files = await filesUnder(root);
const sources = await exampleSources(root);
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Write = (draft: Draft) => void;

const SCHEMA = 'schema/next/marche.schema.json';
const TYPES = 'schema/next/codelists/type-prix.csv';
const CASES = 'examples/cases/';

function written(write: Write, from: ReadonlyMap<string, string> = files): Draft {
  const draft = new Draft(from);
  write(draft);
  return draft;
}

/** The files after a proposal. */
const after = (draft: Draft): Map<string, string> => new Map([...files, ...draft.changed]);

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

const before = new Map<string, Unfolded>();

/** The examples of a version after a proposal, or before all of them. */
function unfolded(version: string, draft?: Draft): Unfolded {
  const made =
    (draft ? undefined : before.get(version)) ?? unfold({ ...sources, files: examplesOf(draft ? after(draft) : files) }, version);
  if (!draft) before.set(version, made);
  return made;
}

const FIELD = { name: 'clauseReexamen', in: 'marche', type: 'oui-non' };
const RENAMED = { field: 'marche.offresRecues', name: 'nombreOffres' };
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
  (asked: { what: string; code?: string; by?: string }): Write =>
  (draft) =>
    proposeDeprecation(draft, { until: UNTIL, ...asked });
const rename =
  (asked: object): Write =>
  (draft) =>
    proposeName(draft, { ...RENAMED, ...asked }, TODAY);
const split =
  (asked: object): Write =>
  (draft) =>
    proposeSplit(draft, { ...SPLIT, ...asked }, TODAY);

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
  ['oui-non', 'non', false],
])('the example of a field of type %s is a value of it', (type, example, value) => {
  const draft = written(field({ type, example }));
  expect(parse(draft.text('schema/fields/marche-clause-reexamen.yaml'))).toMatchObject({ examples: [value] });
});

test('a code is a line of its list and a description in English, under the list that it is of', () => {
  const draft = written(code({ code: 'Mixte, à tranches', description: 'Une part est ferme.' }));
  expect([...draft.changed.keys()]).toEqual([TYPES, 'schema/codelist-descriptions.yaml']);
  expect(draft.text(TYPES)).toBe(
    `${files.get(TYPES)}"Mixte, à tranches","Mixte, à tranches",TO WRITE,Une part est ferme.,"proposition, À ÉCRIRE",next,,\n`,
  );
  const before = parse(readText('schema/codelist-descriptions.yaml')) as Record<string, object>;
  expect(parse(draft.text('schema/codelist-descriptions.yaml'))).toEqual({
    ...before,
    'type-prix': { ...before['type-prix'], 'Mixte, à tranches': 'TO WRITE' },
  });
});

test('a deprecated code says its replacement and its day; a field says it in the schema and in both languages', () => {
  const ofCode = written(deprecation({ what: 'type-prix', code: 'Provisoire', by: 'Définitif révisable' }));
  expect(ofCode.text(TYPES)).toMatch(/^Provisoire,.* Accepté jusqu'au 31 décembre 2028\.,.*,next,Définitif révisable$/m);
  const ofField = written(deprecation({ what: 'marche.marcheInnovant' }));
  expect(JSON.parse(ofField.text(SCHEMA))).toMatchObject({
    properties: { marcheInnovant: { 'x-deprecated': { since: 'next', reason: 'obsoleted' } } },
  });
  const { description } = parse(ofField.text('schema/fields/marche-innovant.yaml')) as { description: Record<string, string> };
  expect(description['fr']).toMatch(/Accepté jusqu'au 31 décembre 2028\. N'est pas remplacé : À ÉCRIRE\.$/);
  expect(description['en']).toMatch(/Accepted until 31 December 2028\. It is not replaced: TO WRITE\.$/);
});

const renames = [
  { field: 'marche.offresRecues', name: 'nombreOffres', paths: ['marche.offresRecues'] },
  { field: 'marche.montant', name: 'montantHT', paths: ['marche.montant'] },
  { field: 'lieu-execution-type-code', name: 'sorteDeCode', paths: ['marche.lieuExecution.typeCode'] },
];

test.each(renames)(
  '$field gets the name $name in next, wherever it is, and nowhere else',
  async ({ field: called, name, paths }) => {
    const draft = written(rename({ field: called, name }));
    const nameAt: NameAt = (path) => (paths.some((one) => `marches.${one}` === path.join('.')) ? name : undefined);
    const [was, is] = [unfolded('next'), unfolded('next', draft)];
    expect(is.problems).toEqual([]);
    expect([...is.examples.keys()]).toEqual([...was.examples.keys()]);
    for (const [path, text] of was.examples) {
      const now = is.examples.get(path) ?? '';
      if (path.endsWith('.findings.json')) expect([path, JSON.parse(now)]).toEqual([path, renamedFindings(text, nameAt)]);
      else if (path.endsWith('.json') && isJson(text))
        expect([path, JSON.parse(now)]).toEqual([path, valueWithNames(JSON.parse(text), nameAt)]);
    }
    expect([...unfolded(NEWEST, draft).examples]).toEqual([...unfolded(NEWEST).examples]);
    const model = await modelOf(schemaOf(after(draft)), join(root, 'schema'), 'next');
    for (const rule of model.rules)
      expect([rule.id, checkRule(rule, model)]).toEqual([rule.id, expect.objectContaining({ rule })]);
  },
);

/** What the findings of an example become: the names in their places, and that of what is missing. */
function renamedFindings(text: string, nameAt: NameAt): unknown {
  const { findings, ...rest } = JSON.parse(text) as { findings: { path: string; property?: string }[] };
  const names = (place: readonly string[]): string[] => place.filter((token) => !/^\d+$/.test(token));
  const renamed = (place: readonly string[]): string[] =>
    place.map((token, i) => (/^\d+$/.test(token) ? token : (nameAt(names(place.slice(0, i + 1))) ?? token)));
  return {
    ...rest,
    findings: findings.map((finding) => {
      const place = finding.path.split('/').slice(1);
      const path = ['', ...renamed(place)].join('/');
      return {
        ...finding,
        path,
        ...(finding.property !== undefined && { property: renamed([...place, finding.property]).at(-1) }),
      };
    }),
  };
}

const examplesOf = (from: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    [...from].flatMap(([path, text]) => (path.startsWith('examples/') ? [[path.slice('examples/'.length), text] as const] : [])),
  );

const schemaOf = (from: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    [...from].flatMap(([path, text]) => (path.startsWith('schema/') ? [[path.slice('schema/'.length), text] as const] : [])),
  );

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a field that gets another name is a break, which is announced and begins a proposition', () => {
  const draft = written(rename({}));
  expect(draft.text('schema/releases.json')).toContain('"expectedVersion": "3.0.0"');
  expect(draft.text('propositions/0002-renommer-offresrecues-en-nombreoffres.md')).toMatch(
    /^# 0002 — Renommer offresRecues en nombreOffres\n\n- \*\*État\*\* : ouverte\n- \*\*Date\*\* : 2026-12-01\n- \*\*Version\*\* : 3\.0\.0\n\n## Problème\n/,
  );
  // A second break of the same draft is added to the same proposition.
  const second = written(rename({ field: 'marche.dureeMois', name: 'duree' }), after(draft));
  expect(
    [...second.changed.keys()].filter((path) => path.startsWith('propositions/') || path === 'schema/releases.json'),
  ).toEqual([]);
});

test('a code that two fields say leaves its list, and the step says what becomes of it', () => {
  const draft = written(split({}));
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
  const { examples, problems } = unfolded('next', draft);
  expect(problems).toEqual([]);
  for (const [path, text] of examples)
    if (path.startsWith('valid/') && path.endsWith('.json'))
      expect([path, /"typePrix": \[[^\]]*"Provisoire"/.test(text)]).toEqual([path, false]);
  expect([...unfolded(NEWEST, draft).examples]).toEqual([...unfolded(NEWEST).examples]);
});

const broken = (path: string, text: string): ReadonlyMap<string, string> => new Map([...files, [path, text]]);

test.each<[name: string, write: Write, from?: ReadonlyMap<string, string>]>([
  ['a field of a name that is none', field({ name: 'Clause de réexamen' })],
  ['a field that is there', field({ name: 'ccag' })],
  ['a field in an object that is none', field({ in: 'marche.lieuExecutoin' })],
  ['a field in a field that has no fields', field({ in: 'marche.montant' })],
  ['a field after one that is none', field({ after: 'cgac' })],
  ['a field of a type that is none', field({ type: 'bool' })],
  ['a code without its list', field({ type: 'code' })],
  ['a list that is none', field({ type: 'codes', list: 'type-pri' })],
  ['a list for what is no code', field({ list: 'type-prix' })],
  ['a text without an example', field({ type: 'texte' })],
  ['an example of another type', field({ type: 'entier', example: 'beaucoup' })],
  ['a stable name that is taken', field({ id: 'marche-ccag' })],
  ['a stable name that is none', field({ id: 'Clause' })],
  ['a text of the law that is none', field({ source: 'arrete-2022-12-22-marche, annexe I' })],
  ['a place of OCDS that is none', field({ ocds: 'contracts/titel' })],
  ['a schema that cannot be read', field({}), broken(SCHEMA, '{ "properties": { "ccag": ] }')],
  ['a schema that is missing', field({}), new Map([...files].filter(([path]) => path !== SCHEMA))],
  ['a code that is there', code({ code: 'Provisoire' })],
  ['a code of a list that is none', code({ list: 'types-de-prix-du-marche' })],
  ['a code with a typographic apostrophe', code({ code: 'Prix d\u2019appel' })],
  ['a list that a spreadsheet saved', code({}), broken(TYPES, 'code;libelle\nA;B\n')],
  ['a deprecation without its code', deprecation({ what: 'type-prix' })],
  ['a deprecation of a code that is none', deprecation({ what: 'type-prix', code: 'Provisoir' })],
  ['a replacement that is none', deprecation({ what: 'type-prix', code: 'Provisoire', by: 'Ferme' })],
  ['what replaces itself', deprecation({ what: 'type-prix', code: 'Provisoire', by: 'Provisoire' })],
  ['a deprecation of a field that is none', deprecation({ what: 'marche.marcheInovant' })],
  ['a name that several fields have', rename({ field: 'montant' })],
  ['a name that another field has', rename({ name: 'ccag' })],
  ['a name that the field has', rename({ name: 'offresRecues' })],
  ['a name that is none', rename({ name: 'nombre-offres' })],
  ['a split of a field without codes', split({ field: 'marche.objet' })],
  ['a split of a code that is none', split({ code: 'Provisoires' })],
  ['a split into itself', split({ becomes: 'Provisoire' })],
  ['a split without another field', split({ adds: 'Tranches' })],
  ['a split of a list that several fields have', split({ field: 'titulaire-type-identifiant', code: 'TVA', becomes: 'SIRET' })],
  ['a rule on the whole file', (draft) => proposeRule(draft, { id: 'deux-mots', scope: 'fichier' }, 'fr')],
  ['a rule that is there', (draft) => proposeRule(draft, { id: 'montant-suspect', scope: 'marche' }, 'fr')],
])('%s is refused with a sentence that says the way out', async (name, write, from = files) => {
  await expect(`${refusal(write, from)}\n`).toMatchFileSnapshot(
    `../../golden/propose/refused/${name.replaceAll(' ', '-')}.fr.txt`,
  );
});

test.each<[string, Write]>([
  ['field', field({})],
  ['code', code({})],
  ['deprecation', deprecation({ what: 'type-prix', code: 'Provisoire' })],
  ['deprecation of a field', deprecation({ what: 'marche-innovant' })],
  ['name', (draft) => proposeName(draft, { field: 'marche-offres-recues', name: 'nombreOffres' }, TODAY)],
  ['split', split({})],
])('the same %s a second time has nothing to write', (_, write) => {
  expect(refusal(write, after(written(write)))).toMatch(/rien à écrire|est déjà|rien n'est écrit/);
});

test('what is marked is refused until it is written, with its place', async () => {
  const draft = written((one): void => {
    field({})(one);
    code({})(one);
  });
  const schema = schemaOf(after(draft));
  const model = await modelOf(schema, join(root, 'schema'), 'next');
  const problems = [...checkFields(schema, [model]), ...checkCodeFacts(schema), ...unwrittenDescriptions(schema)];
  const ours = problems.filter(({ file }) => draft.changed.has(file)).map((problem) => `${whereOf(problem)}\n  ${problem.fr}\n`);
  await expect(ours.join('')).toMatchFileSnapshot('../../golden/propose/marked.fr.txt');
});

test('what is not changed keeps its layout and its comments', () => {
  for (const write of [field({}), code({}), deprecation({ what: 'marche-innovant' }), rename({}), split({})]) {
    const draft = written(write);
    for (const [path, text] of draft.changed) {
      const before = files.get(path);
      if (before === undefined || path.startsWith(CASES)) continue;
      const kept = before.split('\n').filter((line) => text.split('\n').includes(line)).length;
      expect([path, before.split('\n').length - kept <= 14]).toEqual([path, true]);
    }
  }
});
