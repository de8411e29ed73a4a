import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { checkCodeDescriptions, checkCodelists, checkCodeFacts } from '../../src/governance/checks/codelists.ts';
import { checkDeprecations } from '../../src/governance/checks/deprecations.ts';
import { checkDialect, checkSchemas } from '../../src/governance/checks/dialect.ts';
import { checkPatterns } from '../../src/governance/checks/patterns.ts';
import { checkColumns, checkFields, checkFieldExamples } from '../../src/governance/checks/fields.ts';
import { checkForms } from '../../src/governance/checks/forms.ts';
import { readTreeOf } from '../../src/governance/build/sources.node.ts';
import { CHECKS, readySteps } from '../../src/governance/build/steps.node.ts';
import { checkFrozen, checkFrozenBundles } from '../../src/governance/build/freeze.node.ts';
import { formatSums, parseSums } from '../../src/governance/sums.ts';
import { checkShared, checkSources } from '../../src/governance/checks/sources.ts';
import { whereOf, type Problem } from '../../src/governance/problem.ts';
import type { Model } from '../../src/model/types.ts';
import { subschemas } from '../../src/model/tree.ts';
import { modelOf } from '../../src/model/read-version.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { ROOT, VERSIONS, GOLDEN } from '../support/engine.ts';
import { citedById } from '../support/draft.ts';
import { frozenTree } from './wrong-trees/frozen-tree.ts';

/** The draft as it was after the newest release. */
const frozen = await frozenTree();
const FROZEN_FILE = /^next\/([a-z-]+\.schema\.json|codelists\/[a-z-]+\.csv)$/;
const sources = new Map(
  [...frozen.schema].flatMap(([path, bytes]) =>
    path.startsWith('nomenclatures/') ? [] : [[path, new TextDecoder().decode(bytes)]],
  ),
);
/** The faults are planted in the schema and codelists of a frozen version, read as those of `next`: no proposal moves the lines that golden files name. */
const files = new Map(
  [...sources].map(([path, text]) => [
    path,
    FROZEN_FILE.test(path) ? citedById(sources.get(path.replace('next', GOLDEN)) ?? text) : text,
  ]),
);
const DESCRIPTIONS = 'codelist-descriptions.yaml';
// The list of the planted faults first, and one line a description: no word of a description moves the lines that golden files name.
const { 'type-prix': prices, ...others } = parse(files.get(DESCRIPTIONS) ?? '') as Record<string, unknown>;
files.set(DESCRIPTIONS, stringify({ 'type-prix': prices, ...others }, { lineWidth: 0 }));
const next = await modelOf(files, `${ROOT}schema`, 'next');
const models = [...(await Promise.all(VERSIONS.map(async (version) => (await loadVersion(version)).model))), next];

/** The sources with one edit: `from` replaced by `to` in the file, which must hold it. */
const edited = (path: string, from: string | RegExp, to: string): Map<string, string> => {
  const text = files.get(path) ?? '';
  expect(text.replace(from, to)).not.toBe(text);
  return new Map(files).set(path, text.replace(from, to));
};
/** The sources where the texts of a field say a length. */
const objetOf = (length: number): Map<string, string> =>
  edited(
    OBJET,
    /(description:\n {2}fr: \|-\n {4}).*(\n {2}en: \|-\n {4}).*/,
    `$1L'achat en 2026, en ${length} caractères au plus.$2The purchase in 2026, in ${length} characters at most.`,
  );
const reported = (problems: Problem[]): string[] =>
  problems.map((problem) => `${whereOf(problem)}\n  ${problem.fr}\n  ${problem.en}`);

test('the sources without the proposals since the newest release have no problem', async () => {
  const reading = await readTreeOf(frozen, ROOT.replace(/\/$/, ''));
  expect(reading).toMatchObject({ problems: [], failures: [] });
  for (const { id, run } of readySteps(CHECKS, reading)) expect([id, (await run()).problems]).toEqual([id, []]);
  for (const { files: all, models: read } of [reading.sources].flatMap((one) => one ?? []))
    expect(checkFieldExamples(all, read.slice(-1))).toEqual([]);
});

const MARCHE = 'next/marche.schema.json';
const OBJET = 'fields/marche-objet.yaml';
const PRICES = 'next/codelists/type-prix.csv';
/** What a legal text has besides its title. */
const REST = "kind: documentation\nscope: both\nverified: { on: non-lu, date: '2026-11-30' }";
const withCodes = (change: (codelists: Model['codelists']) => void): Model => {
  const copy = structuredClone(next);
  change(copy.codelists);
  return copy;
};
const firstCode = (change: Partial<Model['codelists'][string][number]>) =>
  withCodes(({ ccag }) => Object.assign(ccag?.[0] ?? {}, change));

/** The sources with one field more in a marché, and a definition that it may refer to. */
const planted = (keywords: string, definition = '{ "type": "string" }'): Map<string, string> => {
  const field = `"essai": { "x-field": "marche-objet", "x-source": "referentiel", ${keywords} },`;
  const text = edited(MARCHE, /"properties": \{/, `"properties": {\n    ${field}`).get(MARCHE) ?? '';
  return new Map(files).set(
    MARCHE,
    text.replace('"$defs": {', () => `"$defs": {\n    "liste": ${definition},`),
  );
};

/** What somebody may slip in, and what the check answers. */
/** Invented. */
const APPLIED =
  '{ "who": { "fr": "Nul.", "en": "Nobody." }, "source": { "fr": "Aucune.", "en": "None." }, "date": "2026-01-01" }';

/** The sources where a code cites another legal text. */
const citing = (id: string, among: Map<string, string>): Map<string, string> =>
  new Map(among).set(PRICES, (among.get(PRICES) ?? '').replace('arrete-2022-12-22-marches', id));

const provisional = (): string => next.codelists['type-prix']?.find(({ code }) => code === 'Provisoire')?.description ?? '';

/** The sources where a field is deprecated. */
const deprecated = (how: string, field = 'marche-taux-avance'): Map<string, string> =>
  edited(MARCHE, `"x-field": "${field}",`, `"x-field": "${field}", "x-deprecated": ${how},`);

const PLANTED: Record<string, () => Problem[]> = {
  'a misspelt keyword': () => checkDialect(edited('next/common.schema.json', '"maxLength"', '"maxLenght"')),
  'a property without x-field': () => checkDialect(edited(MARCHE, /"x-field": "marche-nature",\s*/, '')),
  'a property without x-source': () => checkDialect(edited(MARCHE, /("x-field": "marche-nature"),\s*"x-source": "[^"]*"/, '$1')),
  'a type beside a reference': () =>
    checkDialect(
      edited(MARCHE, '"$ref": "common.schema.json#/$defs/cpv"', '"type": "string", "$ref": "common.schema.json#/$defs/cpv"'),
    ),
  'codes typed by hand beside a codelist': () =>
    checkDialect(edited(MARCHE, '"x-codelist": "ccag"', '"x-codelist": "ccag", "enum": ["Travaux"]')),
  'a type beside a codelist': () =>
    checkDialect(edited(MARCHE, '"x-codelist": "ccag"', '"type": "string", "x-codelist": "ccag"')),
  'a list of codes without its envelope': () =>
    checkDialect(edited(MARCHE, '"x-codelist": "ccag"', '"type": "array", "x-codelist": "ccag"')),
  'a codelist beside a reference': () =>
    checkDialect(
      edited(MARCHE, '"$ref": "common.schema.json#/$defs/cpv"', '"x-codelist": "ccag", "$ref": "common.schema.json#/$defs/cpv"'),
    ),
  'items beside properties': () =>
    checkDialect(
      edited(MARCHE, /"type": "object",(\s*"required": \["technique"\],)/, '"type": "array", "items": { "type": "string" },$1'),
    ),
  'a value that may be null': () => checkDialect(edited(MARCHE, '"type": "boolean"', '"type": ["string", "null"]')),
  'a condition in a schema': () => checkDialect(edited(MARCHE, '"type": "boolean"', '"type": "boolean", "oneOf": []')),
  'a title in a schema': () => checkDialect(edited(MARCHE, '"type": "boolean"', '"type": "boolean", "title": "Innovant"')),
  'a bound that is not included': () =>
    checkDialect(edited('next/common.schema.json', '"minimum": 0,', '"exclusiveMinimum": 0,')),
  'a property whose name has a hyphen': () => checkDialect(edited(MARCHE, '"marcheInnovant": {', '"marche-innovant": {')),
  'a bound without effect': () => checkDialect(edited(MARCHE, '"minItems": 1', '"minItems": 0')),
  'an open object': () => checkDialect(edited(MARCHE, '"additionalProperties": false,', '')),
  'an untyped value': () => checkDialect(edited(MARCHE, '"type": "boolean"', '"x-since": "2.0.0"')),
  'a list of lists': () => checkSchemas(planted('"type": "array", "items": { "type": "array", "items": { "type": "string" } }')),
  'a list of lists by a reference': () =>
    checkSchemas(
      planted('"type": "array", "items": { "$ref": "#/$defs/liste" }', '{ "type": "array", "items": { "type": "string" } }'),
    ),
  'a definition that holds itself': () =>
    checkSchemas(
      planted(
        '"$ref": "#/$defs/liste"',
        '{ "type": "object", "additionalProperties": false, "properties": { "suite": { "x-field": "marche-objet", "x-source": "referentiel", "$ref": "#/$defs/liste" } } }',
      ),
    ),
  'a reference to no definition': () => checkSchemas(planted('"$ref": "common.schema.json#/$defs/identifiants"')),
  'a reference to no file': () => checkSchemas(planted('"$ref": "commun.schema.json#/$defs/identifiant"')),
  'a keyword that a reference says already': () =>
    checkSchemas(planted('"$ref": "common.schema.json#/$defs/proportion", "maximum": 5')),
  'bounds that leave no number': () => checkSchemas(planted('"type": "integer", "minimum": 0.2, "maximum": 0.8')),
  'bounds that leave no text': () => checkSchemas(planted('"type": "string", "minLength": 9, "maxLength": 3')),
  'a field beside the records': () =>
    checkSchemas(
      edited(
        'next/decp.schema.json',
        '"properties": {',
        '"properties": { "auteur": { "x-field": "version", "x-source": "referentiel", "type": "string" },',
      ),
    ),
  'a file that is not JSON': () => checkDialect(edited(MARCHE, '"required"', '"required')),
  'a field that no version uses': () =>
    checkFields(new Map(files).set('fields/marche-couleur.yaml', files.get(OBJET) ?? ''), models),
  'a field without English title': () => checkFields(edited(OBJET, /^title: .*\n/m, "title: { fr: 'Objet' }\n"), models),
  'an unknown key in a field': () => checkFields(edited(OBJET, /^title:/m, 'titre: Objet\ntitle:'), models),
  'a field without its counterparts': () =>
    checkFields(new Map(files).set(OBJET, (files.get(OBJET) ?? '').replace(/^x-ocds:[\s\S]*?(?=^x-eforms)/m, '')), models),
  'a typographic apostrophe in a text': () =>
    checkFields(edited(OBJET, /(description:\s*fr: \|-\s*)/, '$1L\u2019objet. '), models),
  'HTML in a text': () => checkFields(edited(OBJET, /(description:\s*fr: \|-\s*)/, '$1<b>Objet</b>. '), models),
  'a heading and a relative link in a text': () =>
    checkFields(edited(OBJET, /(description:\s*fr: \|-\n\s*)/, '$1# Objet\n\n    [voir](page.md)\n\n    '), models),
  'a YAML slip': () => checkFields(edited(OBJET, /^title:/m, 'title: {\ntitle:'), models),
  'a typographic apostrophe in a code': () => checkCodelists(firstCode({ code: 'Maîtrise d\u2019œuvre' })),
  'a code with a blank at its end': () => checkCodelists(firstCode({ code: 'Travaux ' })),
  'a code with accents that are not composed': () => checkCodelists(firstCode({ code: 'Procédure'.normalize('NFD') })),
  'a code without label': () => checkCodelists(firstCode({ label_en: '' })),
  'a code replaced by none': () => checkCodelists(firstCode({ deprecated: 'next', replaced_by: 'Travaux publics' })),
  'a code replaced and not deprecated': () => checkCodelists(firstCode({ replaced_by: 'Travaux' })),
  'a codelist that is not used': () => checkCodelists(withCodes((codelists) => (codelists['couleur'] = []))),
  'a code whose source is in words': () =>
    checkCodeFacts(edited(PRICES, /"arrete-2022-12-22-marches/, '"arrêté du 22 décembre 2022 (marchés)')),
  'a new code without a version': () =>
    checkCodeFacts(edited(PRICES, /$/, 'Essai,Essai,Trial,Un texte.,"proposition, un besoin",,,\n')),
  'a new code of an older version': () =>
    checkCodeFacts(edited(PRICES, /$/, 'Essai,Essai,Trial,Un texte.,"proposition, un besoin",2.1.0,,\n')),
  'a published code that says it is new': () => checkCodeFacts(edited(PRICES, '2.0.0,,', 'next,,')),
  'a code deprecated with an older version': () => checkCodeFacts(edited(PRICES, '2.0.0,,', '2.0.0,2.0.3,')),
  'a code deprecated without a replacement, nor a word, nor a day': () =>
    checkCodeFacts(edited(PRICES, '2.0.0,,', '2.0.0,next,')),
  'a field deprecated with an older version and replaced by none': () =>
    checkDeprecations(deprecated('{ "since": "2.0.3", "reason": "renamed", "replacement": "marche-objett" }')),
  'a field renamed to nothing': () => checkDeprecations(deprecated('{ "since": "next", "reason": "renamed" }')),
  'a required field that is deprecated': () =>
    checkDeprecations(deprecated('{ "since": "next", "reason": "obsoleted" }', 'marche-ccag')),
  'two codes that differ by capitals and accents': () =>
    checkCodelists(
      withCodes((lists) => {
        const [first] = lists['type-prix'] ?? [];
        if (first) lists['type-prix']?.push({ ...first, code: first.code.toUpperCase().normalize('NFD').replace(/\p{M}/gu, '') });
      }),
    ),
  'a field that a text asks for in the schema only': () =>
    checkFields(
      edited(OBJET, /(source:\s+\{\s+fr: ')[^']*(',\s+en: ')[^']*/, '$1proposition, un besoin$2proposition, a need'),
      models,
    ),
  'a code proposed without a reason': () =>
    checkCodeFacts(edited(PRICES, /$/, 'Essai,Essai,Trial,Un texte.,proposition,next,,\n')),
  'a field proposed without a reason': () =>
    checkFields(edited(OBJET, /(source:\s+\{\s+fr: ')[^']*(',\s+en: ')[^']*/, '$1proposition$2proposition, a need'), models),
  'a pattern that takes an exponential time': () => checkPatterns(planted('"type": "string", "pattern": "([^ \\\\t]+)+"')),
  'a pattern that takes a quadratic time': () => checkPatterns(planted('"type": "string", "pattern": "^[a-z]*[a-z]*$"')),
  'a search that takes a quadratic time': () => checkPatterns(planted('"type": "string", "pattern": "[a-z]+$"')),
  'definitions in a circle that nothing refers to': () =>
    checkSchemas(edited(MARCHE, '"$defs": {', '"$defs": { "un": { "$ref": "#/$defs/deux" }, "deux": { "$ref": "#/$defs/un" },')),
  'a field that is gone and that the views on SQL tables show': () => {
    const schema = structuredClone(next.schema);
    for (const [, node] of subschemas(schema)) delete node.properties?.['dateNotificationModification'];
    return checkForms({ ...next, schema });
  },
  'a list that contains itself': () =>
    checkSchemas(edited(MARCHE, '"$defs": {', '"$defs": { "un": { "type": "array", "items": { "$ref": "#/$defs/un" } },')),
  'a record without fields': () =>
    checkSchemas(new Map(files).set(MARCHE, '{ "$schema": "../dialect/decp-dialect.schema.json" }\n')),
  'a root without its lists': () => checkSchemas(edited('next/decp.schema.json', '"marche": {', '"contrat": {')),
  'a code without English': () => checkCodeDescriptions(edited(DESCRIPTIONS, /^ {2}Provisoire:.*\n/m, ''), models),
  'an English description of no code': () =>
    checkCodeDescriptions(edited(DESCRIPTIONS, /^type-prix:\n/m, 'type-prix:\n  Essai: A trial.\n'), models),
  'an English description in French': () =>
    checkCodeDescriptions(edited(DESCRIPTIONS, /^( {2}Provisoire:).*\n/m, `$1 "${provisional()}"\n`), models),
  'descriptions that are a list': () => checkCodeDescriptions(new Map(files).set(DESCRIPTIONS, '- Travaux\n'), models),
  'a field whose source is in words': () =>
    checkFields(edited(OBJET, /arrete-2022-12-22-marches/g, 'arrêté du 22 décembre 2022'), models),
  'a field of which the second source is no entry': () =>
    checkFields(edited(OBJET, /marches, annexe? I(?= ?;)/g, '$& ; ccp-r2191-3'), models),
  'a field whose languages cite two texts': () =>
    checkFields(edited(OBJET, "en: 'arrete-2022-12-22-marches", "en: 'referentiel"), models),
  'a field that names a source and does not cite it': () =>
    checkFields(
      edited(
        OBJET,
        / ; format-publie ; consolidation-nationale([^]*?description:\s*fr: \|-\s*)/,
        '$1Le schéma publié et la consolidation nationale le disent. ',
      ),
      models,
    ),
  'a column with the title of another': () => {
    const { 'marche-nature': nature, 'marche-ccag': ccag } = next.fields;
    return checkColumns(files, [{ ...next, fields: { ...next.fields, 'marche-ccag': { ...ccag!, title: nature!.title } } }]);
  },
  'an example of a field that the schema refuses': () =>
    checkFieldExamples(edited('fields/marche-type-prix.yaml', "['Définitif ferme']", "['Définitif fermé']"), [next]),
  'an example of a field that the version in force refuses': () =>
    checkFieldExamples(edited('fields/marche-type-prix.yaml', "['Définitif ferme']", "['Définitif fermé']"), [
      { ...next, version: '2.0.3' },
    ]),
  'a length in a text that the schema does not have': () => checkFields(objetOf(500), models),
  'a length in a text that only the draft has': () => {
    const schema = structuredClone(next.schema);
    for (const [, node] of subschemas(schema)) if (node['x-field'] === 'marche-objet') node.maxLength = 500;
    return checkFields(objetOf(500), [...models.slice(0, -1), { ...next, schema }]);
  },
  'a path that OCDS does not have': () =>
    checkFields(edited('fields/marche-montant.yaml', 'contracts/value/amount', 'contracts/values/amount'), models),
  'a field that eForms does not have': () =>
    checkFields(edited('fields/marche-montant.yaml', 'BT-720-Tender', 'BT-720-Tenders'), models),
  'a legal text that is not listed': () => {
    const schema = structuredClone(next.schema);
    Object.assign(schema.properties?.['version'] ?? {}, { 'x-source': 'arrete-2030-01-01, annexe I' });
    return checkSources(files, [{ ...next, schema }]);
  },
  'an article of a legal text that is no entry': () => {
    const schema = structuredClone(next.schema);
    Object.assign(schema.properties?.['version'] ?? {}, { 'x-source': 'arrete-2022-12-22-marches, article 1er, I, 26°' });
    return [
      ...checkFields(edited(OBJET, 'marches, annex I;', 'marches, annex II;'), models),
      ...checkCodeFacts(edited(PRICES, 'arrete-2022-12-22-marches, annexe I', 'code-commande-publique, article R. 9999-1')),
      ...checkSources(files, [{ ...next, schema }]),
    ];
  },
  'an article that a text names and that is no entry': () =>
    checkSources(
      edited('fields/marche-date-notification.yaml', /(?<=description:\n {2}fr: \|-\n {4}).*/, 'Le jour (R. 2196-9).'),
      models,
    ),
  'a legal text that amends, replaces or is part of none': () => {
    const article = "place: { fr: alinéa 1, en: paragraph 1 }\n  verified: { on: non-lu, date: '2026-11-30' }";
    const other = `title: { fr: Autre, en: Other }\n${REST.replaceAll(/^/gm, '  ')}`;
    const added = `un:\n  of: ccp-r2196-1\n  ${article}\ndeux:\n  amends: [loi-1]\n  replaces: [loi-2]\n  ${other}\n`;
    return checkShared(edited('legal-texts.yaml', /^/, added));
  },
  'a version that follows a legal text that is not listed': () =>
    checkShared(edited('releases.json', '"arrete-2019-03-22"', '"arrete-2019-03-23"')),
  'a legal text without content': () => {
    const empty = edited('legal-texts.yaml', /^/, 'vide:\n');
    return [...checkCodeFacts(citing('vide', empty)), ...checkShared(empty), ...checkSources(empty, models)];
  },
  'a release of unknown status': () =>
    checkShared(edited('releases.json', '"remplacée",\n      "replacedBy": "1.4.0"', '"valable"')),
  'a second version in force': () =>
    checkShared(
      edited(
        'releases.json',
        '"status": "remplacée",\n      "replacedBy": "2.0.3"',
        `"status": "en vigueur",\n      "appliedBy": ${APPLIED}`,
      ),
    ),
  'a draft whose number is that of a published version': () =>
    checkShared(edited('releases.json', /(?<="version": "next",\s*"expectedVersion": )"[^"]*"/, '"2.0.3"')),
  'a version in force of which nothing says who applies it': () =>
    checkShared(edited('releases.json', '"status": "publiée ici"', '"status": "en vigueur"')),
  'an organisation with an address that ends with a slash': () =>
    checkSources(edited('organisation.json', /"site": "([^"]+)"/, '"site": "$1/"'), models),
  'a known defect without verdict': () =>
    checkSources(edited('2.0.3/known-defects.yaml', 'verdict: accepted', 'verdict: perhaps'), models),
  'a published file changed, added, removed': () => {
    const sums = parseSums(files.get('2.0.3/SHA256SUMS') ?? '');
    const now = new Map(sums).set('marche.schema.json', '0'.repeat(64)).set('note.txt', '1'.repeat(64));
    now.delete('common.schema.json');
    return checkFrozen('2.0.3', sums, now);
  },
  'a version folder made by a copy': () => checkFrozen('9.9.9', new Map(), new Map([['decp.schema.json', '0'.repeat(64)]])),
  'a bundle that says something else than its parts': () =>
    checkFrozenBundles(edited('2.0.3/bundled/decp.schema.json', '"maxLength": 1000', '"maxLength": 999'), models.slice(0, -1)),
};

test.each(Object.entries(PLANTED))('%s is refused with one sentence that says what to do', async (name, plant) => {
  const lines = reported(plant());
  expect(lines.length).toBeGreaterThan(0);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../golden/checks/${name.replaceAll(/[^a-zA-Z]+/g, '-')}.txt`);
});

test('what is proposed without a text says so, and a new list may hold codes of another', () => {
  expect(checkCodeFacts(edited(PRICES, /$/, 'Essai,Essai,Trial,Un texte.,"proposition, un besoin",next,,\n'))).toEqual([]);
  const moved = new Map(files).set('next/codelists/prix-de-l-acte.csv', files.get('next/codelists/variation-prix.csv') ?? '');
  expect(checkCodeFacts(moved)).toEqual([]);
  const named = new Map(files).set('next/codelists/constructor.csv', files.get('next/codelists/variation-prix.csv') ?? '');
  expect(checkCodeFacts(named)).toEqual([]);
  const proposed = models.map((model) => {
    const schema = structuredClone(model.schema);
    for (const [, node] of subschemas(schema)) if (node['x-field'] === 'marche-objet') node['x-source'] = 'proposition';
    return { ...model, schema };
  });
  expect(checkFields(edited(OBJET, /arrete-2022-12-22-marches, annexe? I/g, 'proposition, un besoin'), proposed)).toEqual([]);
});

test('a length that a text says is right where one of those that it says is that of the schema', () => {
  expect(checkFields(objetOf(1000), models)).toEqual([]);
  const two = objetOf(1000).get(OBJET)?.replace('en 1000', 'en 500 caractères au plus, ou 1 000') ?? '';
  expect(checkFields(new Map(files).set(OBJET, two), models)).toEqual([]);
});

test('sums are written and read back', () => {
  const sums = new Map([
    ['b', 'f'.repeat(64)],
    ['a', '0'.repeat(64)],
  ]);
  expect(parseSums(formatSums(sums))).toEqual(sums);
});

test.each(['', "title: { fr: 'Décret' }", 'title: 7', "citation: { fr: 'décret', en: 2 }"])(
  'a legal text that is not written to its end is known all the same (%s)',
  (entry) => {
    const unfinished = edited('legal-texts.yaml', /$/, `\nessai:\n${`${entry}\n${REST}`.replaceAll(/^/gm, '  ')}\n`);
    expect(checkCodeFacts(citing('essai', unfinished))).toEqual([]);
    expect([...checkShared(unfinished), ...checkSources(unfinished, models)]).toHaveLength(1);
  },
);
