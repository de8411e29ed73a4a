import { describe, expect, test } from 'vitest';
import { checkOcds } from '../../src/governance/checks/ocds.ts';
import { whereOf } from '../../src/governance/problem.ts';
import { ROLES } from '../../src/ocds/mapping.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { subschemas } from '../../src/model/tree.ts';
import { readSources } from '../../src/governance/build/sources.node.ts';
import { GOLDEN, readJsonFile } from '../support/engine.ts';
import { mapping } from './export.ts';

const { files, models } = await readSources();
const FILE = 'ocds/mapping.yaml';
const edited = (from: string | RegExp, to: string, file = FILE) => {
  const before = files.files.get(file) ?? '';
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return checkOcds(new Map(files.files).set(file, after), models).map((problem) => `${whereOf(problem)} ${problem.en}`);
};

test('the mapping says of each field what the field says', () => {
  expect(checkOcds(files.files, models)).toEqual([]);
});

test.each([
  [
    'a field of no version',
    () => edited('  marche-objet:', '  marche-objett:'),
    /mapping\.yaml:\d+:\d+ .*marche-objett.*“marche-objet”/,
  ],
  [
    'a path that OCDS does not have',
    () => edited('ocds: [buyer]', 'ocds: [buyers]'),
    /mapping\.yaml:\d+:\d+ .*“buyers”.*“buyer”/,
  ],
  ['a part that no contract has', () => edited('role: subject', 'role: sujet'), /mapping\.yaml:\d+:\d+/],
  [
    'a field that comes back partly without saying what is lost',
    () => edited(/back: partly,\n?\s+lost: \{[^}]*\}|back: partly, lost: \{[^}]*\}/, 'back: partly'),
    /mapping\.yaml:\d+:\d+/,
  ],
  [
    'a field that names another path',
    () => edited('relatedProcesses/identifier', 'relatedProcesses/scheme', 'fields/marche-id-accord-cadre.yaml'),
    /mapping\.yaml:\d+:\d+ .*marche-id-accord-cadre\.yaml says “relatedProcesses\/scheme”/,
  ],
] as const)('it is refused with %s', (_, problems, sentence) => {
  expect(problems()[0]).toMatch(sentence);
});

describe('the mapping', () => {
  // A field that came later and that nobody mapped is in the extension.
  test('has every field of the versions for which it was written', async () => {
    for (const version of ['2.0.1', '2.0.2', '2.0.3', GOLDEN]) {
      const { schema } = await loadModelOf(version);
      const ids = [...subschemas(schema)].flatMap(([, node]) => node['x-field'] ?? []);
      expect(
        ids.filter((id) => mapping.fields[id] === undefined),
        version,
      ).toEqual([]);
    }
  });

  test('names the parts that the code knows', () => {
    const dialect = readJsonFile('schema/dialect/ocds.schema.json') as {
      properties: { fields: { additionalProperties: { properties: { role: { enum: string[] } } } } };
    };
    expect(dialect.properties.fields.additionalProperties.properties.role.enum).toEqual(Object.keys(ROLES));
  });

  test('has a scheme for each type of identifier and a gazetteer for each type of place', async () => {
    const { codelists } = await loadModelOf(GOLDEN);
    const codes = (name: string) => (codelists[name] ?? []).map(({ code }) => code);
    expect(codes('type-identifiant').filter((code) => mapping.codes.scheme[code] === undefined)).toEqual([]);
    const { gazetteer, place } = mapping.codes;
    const known = [...Object.keys(gazetteer), ...Object.values(place)];
    expect(codes('type-code-lieu').filter((code) => !known.includes(code))).toEqual([]);
  });
});
