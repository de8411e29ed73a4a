/** The command `schema-diff`: its exit codes, what it says of wrong calls, and its forms. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../packages/schema-diff/src/command.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'schema-diff-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const put = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(folder, name);
};

const OLD = put('old.json', { type: 'object', properties: { age: { type: 'integer' } } });
const NARROWER = put('narrower.json', { type: 'object', properties: { age: { type: 'integer', minimum: 0 } } });
const YAML = put('old.yaml', 'type: object\nproperties:\n  age: { type: integer }\n');
const UNKNOWN = put('unknown.json', {
  type: 'object',
  properties: { age: { type: 'integer' } },
  $dynamicRef: 'https://exemple.invalid/x',
});
const UNSETTLED = put('unsettled.json', {
  type: 'object',
  properties: { age: { type: 'integer' } },
  dependencies: { age: ['nom'] },
});
const DATA = put('data.json', { people: [{ name: 'Ada' }] });
const DEEP = put('deep.yaml', `${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}`);

async function run(...args: string[]) {
  let [out, err] = ['', ''];
  const host = { out: (text: string) => void (out += text), err: (text: string) => void (err += text), colour: false };
  const code = await runCommand(args, { ...host, tool: { name: 'schema-diff', version: '1.2.3' } });
  // The folder makes lines longer than those of a reader.
  const short = (text: string): string => text.replaceAll(`${folder}/`, '');
  return { code, out: short(out), err: short(err) };
}

describe('exit codes', () => {
  test.each([
    ['the same in JSON and YAML', [OLD, YAML], 0],
    ['a widening', [NARROWER, OLD], 0],
    ['a break', [OLD, NARROWER], 1],
    ['what cannot be decided', [OLD, UNSETTLED], 3],
    ['a reference to nothing that is given', [OLD, UNKNOWN], 2],
    ['no such file', [OLD, join(folder, 'absent.json')], 2],
    ['one schema alone', [OLD], 2],
    ['a form that there is not', [OLD, YAML, '--format', 'xml'], 2],
    ['a dialect that there is not', [OLD, YAML, '--dialect', 'draft-05'], 2],
    ['the address of a dialect', [OLD, YAML, '--dialect', 'http://json-schema.org/draft-07/schema#'], 0],
    ['a budget of nothing', [OLD, YAML, '--budget', '0'], 2],
    ['an option that there is not', [OLD, YAML, '--fast'], 2],
    ['YAML without end', [OLD, DEEP], 2],
    ['data, the same on both sides', [DATA, DATA], 2],
  ])('%s', async (_, args, code) => {
    const { code: given, out, err } = await run(...args);
    expect(given).toBe(code);
    expect([out === '', err === '']).toEqual(code === 2 ? [true, false] : [false, true]);
    expect(err.split('\n').length).toBeLessThanOrEqual(2);
  });
});

test('a wrong call says what is wrong with it, and the way out', async () => {
  expect((await run(OLD)).err).toBe('schema-diff: two schemas are compared, 1 given. Try: schema-diff old.json new.json\n');
  expect((await run(OLD, YAML, '--dialect', 'draft-05')).err).toContain(
    '“draft-05” is none of draft-04, draft-06, draft-07, 2019-09, 2020-12',
  );
  expect((await run(OLD, put('text.json', '"text"'))).err).toContain(
    '“text.json” holds no JSON Schema: it must be an object, true or false',
  );
  expect((await run(OLD, DATA)).err).toContain(
    'the second document, which has no keyword at its root that 2020-12 reads as an assertion',
  );
  const api = put('api.json', { openapi: '3.1.0', components: { schemas: { Person: { type: 'object' } } } });
  expect((await run(api, OLD)).err).toContain('“"$ref": "#/components/schemas/Person"”');
});

test('the report is in the language asked for', async () => {
  const words = async (...args: string[]): Promise<string> => (await run(...args)).out.replace(/\s+/g, ' ');
  expect(await words(OLD, NARROWER)).toContain('narrower.json refuses data that old.json accepts: a major version is needed.');
  const french = 'narrower.json refuse des données que old.json accepte : il faut une version majeure.';
  expect(await words(OLD, NARROWER, '--lang', 'fr')).toContain(french);
  expect(await words('--help')).toContain('Exit code: 0 nothing');
  expect(await words('--help', 'fr')).toContain('Code de sortie : 0 rien');
  expect(await words('--version')).toBe('1.2.3 ');
});

test('programs read it as JSON, as commands of GitHub and as SARIF', async () => {
  const json = JSON.parse((await run(OLD, NARROWER, '--format', 'json')).out) as {
    relation: string;
    changes: { kind: string }[];
  };
  expect([json.relation, json.changes.map(({ kind }) => kind)]).toEqual(['narrowed', ['minimum-added']]);
  expect((await run(OLD, NARROWER, '--format', 'github')).out).toMatch(/^::error file=narrower\.json,title=minimum-added::/);
  const sarif = JSON.parse((await run(OLD, NARROWER, '--format', 'sarif')).out) as {
    runs: { results: { ruleId: string; level: string }[] }[];
  };
  expect(sarif.runs[0]?.results).toMatchObject([{ ruleId: 'minimum-added', level: 'error' }]);
});
