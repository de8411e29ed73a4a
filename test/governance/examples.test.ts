import { describe, expect, test } from 'vitest';
import { checkExamples } from '../../src/governance/examples/check.ts';
import { tokens, valueAt } from '../../packages/base/src/pointer.ts';
import { GOLDEN, judge, readText, VERSIONS } from '../support/engine.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { checkOf, exampleFiles, parsedExamples } from './support.ts';

test.each(VERSIONS)('the examples of %s prove what they say', async (version) => {
  expect(checkExamples(await exampleFiles(version), version, await checkOf(version))).toEqual([]);
});

const VALID = 'valid/marche-minimal.json';
const INVALID = 'invalid/schema.enum--procedure-avec-deux-majuscules.json';
const FINDINGS = 'invalid/schema.enum--procedure-avec-deux-majuscules.findings.json';
const finding = (code: string, path: string) => JSON.stringify({ findings: [{ code, path }] });

/** Files that lie, and what must be said of them. */
const PLANTED: [sentence: string, change: (files: Map<string, string>) => void, file: string, says: RegExp[]][] = [
  [
    'a valid example that is refused',
    (files) => files.set(VALID, files.get(INVALID) ?? ''),
    VALID,
    [/doit être conforme.*schema\.enum.*procedure/],
  ],
  [
    'an invalid example that is accepted',
    (files) => files.set(INVALID, files.get(VALID) ?? ''),
    INVALID,
    [/attendu mais absent : schema\.enum/],
  ],
  ['an example without its findings', (files) => files.delete(FINDINGS), INVALID, [/il manque .*\.findings\.json/]],
  ['findings without their example', (files) => files.delete(INVALID), FINDINGS, [/aucun exemple du même nom/]],
  ['findings that cannot be read', (files) => files.set(FINDINGS, '{"findings": "schema.enum"}'), INVALID, [/contenu inattendu/]],
  ['no finding expected', (files) => files.set(FINDINGS, '{"findings": []}'), INVALID, [/va dans valid/]],
  [
    'another place than the one found',
    (files) => files.set(FINDINGS, finding('schema.enum', '/marches/marche/0/nature')),
    INVALID,
    [
      /donné ailleurs qu'attendu : schema\.enum, \S+procedure, et non schema\.enum, \S+nature ; .*"path": "\/marches\/marche\/0\/procedure"/,
    ],
  ],
  [
    'another code than the one of the name',
    (files) => files.set(FINDINGS, finding('schema.type', '/marches/marche/0/procedure')),
    INVALID,
    [
      /« schema\.type-- »/,
      /^le constat donné à \/marches\/marche\/0\/procedure est schema\.enum, et non schema\.type ; .*écrivez "code": "schema\.enum" dans/,
    ],
  ],
  [
    'two findings without a note',
    (files) =>
      files.set(
        FINDINGS,
        `{"findings": [${'{"code":"schema.enum","path":"/marches/marche/0/procedure"},'.repeat(2).slice(0, -1)}]}`,
      ),
    INVALID,
    [/plusieurs constats/, /absent/],
  ],
  ['a name without a code', (files) => files.set('invalid/procedure.json', '{}'), 'invalid/procedure.json', [/nom inattendu/]],
  [
    'a name with an accent',
    (files) => files.set('valid/procédure.json', files.get(VALID) ?? ''),
    'valid/procédure.json',
    [/nom inattendu/],
  ],
  ['a file in no folder', (files) => files.set('brouillon.json', '{}'), 'brouillon.json', [/fichier inattendu/]],
];

describe('the checker of examples reports', () => {
  test.each(PLANTED)('%s', async (_, change, file, says) => {
    const kept = [VALID, INVALID, FINDINGS];
    const files = new Map([...(await exampleFiles(GOLDEN))].filter(([path]) => kept.includes(path)));
    change(files);
    const problems = checkExamples(files, GOLDEN, await checkOf(GOLDEN));
    expect(problems.map((problem) => problem.file)).toEqual(says.map(() => `examples/${GOLDEN}/${file}`));
    for (const [i, sentence] of says.entries()) expect(problems[i]?.fr).toMatch(sentence);
  });
});

test('a place without the `at` of its rule is a wrong place, and not data that is accepted', async () => {
  const stem = 'invalid/montant-centimes--concession-a-trois-decimales';
  const files = new Map([...(await exampleFiles(GOLDEN))].filter(([path]) => path.startsWith(stem)));
  const [{ path }] = (JSON.parse(files.get(`${stem}.findings.json`) ?? '') as { findings: [{ path: string }] }).findings;
  files.set(`${stem}.findings.json`, finding('montant-centimes', path.slice(0, path.lastIndexOf('/'))));
  const problems = checkExamples(files, GOLDEN, await checkOf(GOLDEN));
  expect(problems).toHaveLength(1);
  expect(problems[0]?.fr).toBe(
    `constat donné ailleurs qu'attendu : montant-centimes, ${path}, et non montant-centimes, ${path.slice(0, path.lastIndexOf('/'))} ; si c'est bien la faute que montre l'exemple, écrivez "path": "${path}" dans son « .findings.json », sinon corrigez l'exemple`,
  );
});

test.each([
  ['D04', 'schema.type--part-de-l-union-europeenne-a-null'],
  ['D04', 'schema.type--part-de-la-france-a-null'],
  ['D05b', 'schema.pattern--identifiant-de-l-accord-cadre-vide'],
  ['D46', 'schema.additionalProperties--technique-au-singulier'],
  ['D46', 'schema.additionalProperties--modalite-d-execution-au-singulier'],
  ['D46', 'schema.additionalProperties--type-de-prix-au-singulier'],
  ['D46b', 'schema.additionalProperties--type-d-enregistrement-de-la-version-2.0.2'],
  ['D29d', 'schema.enum--type-d-identifiant-ue-de-la-version-1'],
])('what 2.0.3 refuses against its documentation stays refused and has its example: %s, %s', async (_, name) => {
  expect((await exampleFiles(GOLDEN)).has(`invalid/${name}.json`)).toBe(true);
});

test('the demonstration file shows three mistakes and nothing else, in version 2.0.3 and in one of our own', async () => {
  for (const version of ['2.0.3', GOLDEN]) {
    const { findings, records } = judge(
      readText('examples/demo/marches-de-kervadec.json').replace('"version": "2.0",', ''),
      await loadVersion(version),
    );
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'schema.enum /marches/marche/2/procedure',
      'schema.type /marches/marche/6/montant',
      'schema.pattern /marches/marche/9/dateNotification',
    ]);
    expect(records).toMatchObject({ marche: 12, 'contrat-concession': 2, conforming: 11 });
  }
});

test('every SIRET of a valid example and of the demonstration passes its key, and no titulaire is its own buyer', async () => {
  const demo = { name: 'demo', value: JSON.parse(readText('examples/demo/marches-de-kervadec.json')) as unknown };
  const valid = (await parsedExamples(GOLDEN)).filter(({ name }) => name.startsWith('valid/'));
  for (const { name, value } of [...valid, demo]) {
    for (const [pointer, siret] of siretsOf(value)) expect(hasRightKey(siret), `${name} ${pointer} ${siret}`).toBe(true);
    for (const [pointer, siret] of siretsOf(value)) {
      const record = `/${tokens(pointer).slice(0, 3).join('/')}`;
      const buyer = valueAt(value, `${record}/acheteur/id`) ?? valueAt(value, `${record}/autoriteConcedante/id`);
      expect(/\/titulaire\/|\/concessionnaire\//.test(pointer) && siret === buyer, `${name} ${pointer}`).toBe(false);
    }
  }
});

function* siretsOf(value: unknown, pointer = ''): Generator<[pointer: string, siret: string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = `${pointer}/${key}`;
    if (/\/(acheteur|autoriteConcedante)\/id$/.test(at)) yield [at, String(child)];
    else if (key === 'typeIdentifiant' && child === 'SIRET') yield [at, String((value as { id: unknown }).id)];
    else yield* siretsOf(child, at);
  }
}

/** Luhn: every second digit from the right counts double. */
function hasRightKey(siret: string): boolean {
  const digits = Array.from(siret, Number).reverse();
  const sum = digits.reduce((total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit), 0);
  return /^[0-9]{14}$/.test(siret) && sum % 10 === 0;
}
