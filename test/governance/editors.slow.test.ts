/** What an editor says of the sources, by the schemas that the build makes and the settings that a clone gives it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';
import { readSources } from '../../src/governance/build/sources.node.ts';
import { EDITOR_SCHEMAS, editorSchemas } from '../../src/governance/editors/schemas.ts';
import { readJsonFile, readText, ROOT } from '../support/engine.ts';

const SETTINGS = readJsonFile('.vscode/settings.json') as { 'yaml.schemas': Record<string, string[]> };

const { sources } = await readSources();
if (sources === undefined) throw new Error('the sources cannot be read');
const made = new Map(editorSchemas(sources.files, sources.models).map(({ path, text }) => [`./dist/${path}`, text]));

const service = getLanguageService({
  schemaRequestService: (uri) => Promise.reject(new Error(`${uri}: nothing is asked of the network`)),
  workspaceContext: { resolveRelativePath: (path) => path },
});
service.configure({
  validate: true,
  completion: true,
  hover: true,
  schemas: Object.entries(SETTINGS['yaml.schemas']).map(([path, fileMatch]) => ({
    uri: pathToFileURL(join(ROOT, path)).href,
    fileMatch,
    schema: JSON.parse(made.get(path) ?? 'null') as unknown,
  })),
});

let version = 0;

/** A file as an editor holds it: each text that was typed is a version of its own. */
const opened = (path: string, text: string): TextDocument =>
  TextDocument.create(pathToFileURL(join(ROOT, path)).href, 'yaml', ++version, text);

/** `line: message` of each finding, lines from 1. */
async function said(path: string, text: string): Promise<string[]> {
  const found = await service.doValidation(opened(path, text), false);
  return found.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
}

/** What is offered where the cursor, `|`, stands. */
async function offered(path: string, text: string): Promise<string[]> {
  const document = opened(path, text.replace('|', ''));
  const { items } = await service.doComplete(document, document.positionAt(text.indexOf('|')), false);
  return items.map(({ label }) => label);
}

test('the settings tie each source to the schema that is made for it', () => {
  const tied = EDITOR_SCHEMAS.map(({ name, files }) => [`./dist/editors/${name}.schema.json`, files]);
  expect(SETTINGS['yaml.schemas']).toEqual(Object.fromEntries(tied));
});

describe('a right file has no finding', () => {
  const right = [
    'schema/1.5.0/migration.yaml',
    'schema/2.0.3/known-defects.yaml',
    'schema/2.1.0/errata.yaml',
    'schema/2.1.0/migration.yaml',
    'schema/2.1.0/rules/avance-sans-taux.yaml',
    'schema/2.1.0/rules/cle-consolidation-dupliquee.yaml',
    'messages/gate.yaml',
    'messages/table.yaml',
  ];
  test.each(right)('%s', async (path) => {
    expect(await said(path, readText(path))).toEqual([]);
  });
});

const FIELD = `title: { fr: 'Montant', en: 'Amount' }
description: { fr: 'Le montant.', en: 'The amount.' }
source: { fr: 'arrete-2022-12-22-marches, annexe', en: 'arrete-2022-12-22-marches, annex' }
examples: [12]
`;

describe('a wrong file has a finding on its line', () => {
  const rule = readText('schema/2.1.0/rules/avance-sans-taux.yaml');
  test.each<[name: string, path: string, text: string, line: number]>([
    ['a text in one language', 'schema/fields/a.yaml', FIELD.replace(", en: 'Amount'", ''), 1],
    [
      'a source that is no legal text',
      'schema/fields/a.yaml',
      FIELD.replace('arrete-2022-12-22-marches, annexe', 'arrete-1999'),
      3,
    ],
    ['a key that is not known', 'schema/fields/a.yaml', `${FIELD}units: x\n`, 5],
    ['a severity that is none', 'schema/next/rules/a.yaml', rule.replace('severity: warning', 'severity: grave'), 2],
    [
      'a field that no version has',
      'schema/next/migration.yaml',
      'from: 2.1.0\nsummary: { fr: a, en: b }\nlost:\n  - fields: [marche-couleur]\n    level: lost\n    reason: { fr: a, en: b }\n    source: referentiel\n',
      4,
    ],
    ['a field of OCDS without a way back', 'schema/ocds/mapping.yaml', 'fields:\n  marche-montant:\n    ocds: []\n', 2],
    ['a text without English', 'messages/a.yaml', "title:\n  fr: ''\n", 2],
  ])('%s', async (_, path, text, line) => {
    expect((await said(path, text)).map((one) => Number(one.split(':')[0]))).toContain(line);
  });
});

describe('names are offered', () => {
  test.each<[path: string, text: string, name: string]>([
    ['schema/fields/a.yaml', "source: { fr: |, en: '' }", 'arrete-2022-12-22-marches'],
    ['schema/fields/a.yaml', 'remedies:\n  - finding: |', 'schema.enum'],
    ['schema/fields/a.yaml', 'versions:\n  |', '2.0.3'],
    ['schema/next/rules/a.yaml', 'family: |', 'qualite'],
    ['schema/next/rules/a.yaml', 'source:\n  text: |', 'documentation-format-2'],
    ['schema/next/rules/a.yaml', 'since: |', '2.0.3'],
    ['schema/next/migration.yaml', 'lost:\n  - fields: [|]', 'marche-montant'],
    ['schema/next/migration.yaml', 'unmapped:\n  - codes:\n      - |', 'Procédure adaptée'],
    ['schema/ocds/mapping.yaml', 'fields:\n  |', 'marche-montant'],
    ['schema/codelist-descriptions.yaml', 'ccag:\n  |', 'Travaux'],
    ['schema/legal-texts.yaml', 'a:\n  replaces:\n    - |', 'arrete-2022-12-22-marches'],
  ])('%s: %s', async (path, text, name) => {
    expect(await offered(path, text)).toContain(name);
  });
});

test('a key says in French what it is for', async () => {
  const hover = await service.doHover(opened('schema/fields/a.yaml', FIELD), { line: 3, character: 3 });
  expect(JSON.stringify(hover)).toContain('Des valeurs plausibles et inventées');
});
