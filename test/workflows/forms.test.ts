import { Ajv2020 } from 'ajv/dist/2020.js';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { descriptionRefusals } from '../../src/governance/gate/verb.node.ts';
import { readJsonFile, readText, ROOT } from '../support/engine.ts';

const FOLDER = '.github/ISSUE_TEMPLATE';
const CONFIG = 'config.yml';
const names = readdirSync(`${ROOT}${FOLDER}`).filter((name) => name !== CONFIG);

type Form = {
  name: string;
  labels: string[];
  body: { id?: string; attributes: { label?: string }; validations?: { required: boolean } }[];
};
const formOf = (name: string): Form => parse(readText(`${FOLDER}/${name}`)) as Form;
const check = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(
  readJsonFile('test/workflows/issue-form.schema.json') as object,
);

describe.each(names)('the issue form %s', (name) => {
  const form = formOf(name);

  test('is one, as the forge describes them', () => {
    check(form);
    expect(check.errors ?? []).toEqual([]);
  });

  test('asks each thing once', () => {
    const ids = form.body.flatMap(({ id }) => id ?? []);
    const labels = form.body.flatMap(({ attributes }) => attributes.label ?? []);
    expect([new Set(ids).size, new Set(labels).size]).toEqual([ids.length, labels.length]);
  });

  test('asks for the legal source, unless it is a question', () => {
    const source = form.body.find(({ id }) => id === 'source');
    expect(source?.validations?.required).toBe(form.labels.includes('question') ? undefined : true);
  });
});

test.each<[name: string, change: (form: Form) => unknown]>([
  ['no body', ({ name }) => ({ name })],
  ['a kind that is none', (form) => ({ ...form, body: [{ ...form.body[1], type: 'select' }] })],
  ['a list without choices', ({ body, ...form }) => ({ ...form, body: [{ ...body[1], type: 'dropdown' }] })],
  ['choices of a text', ({ body, ...form }) => ({ ...form, body: [{ ...body[1], attributes: { label: 'x', options: ['y'] } }] })],
  ['a misspelt key', ({ body, ...form }) => ({ ...form, body: [{ ...body[1], validation: {} }] })],
  ['a typographic apostrophe', (form) => ({ ...form, name: 'Erreur d\u2019usage' })],
])('a form with %s is noticed', (_, change) => {
  expect(check(change(formOf('2-erreur-dans-le-format.yml')))).toBe(false);
});

test('there is a form for each reason to write, and no issue without one', () => {
  expect(names.map((name) => formOf(name).name)).toEqual([
    'Question',
    'Erreur dans le format',
    'Nouveau code',
    'Nouvelle règle',
    'Nouveau champ',
  ]);
  expect(parse(readText(`${FOLDER}/${CONFIG}`))).toEqual({ blank_issues_enabled: false });
});

test('the template of a proposal asks for its legal source, and the gate says so where it is left empty', () => {
  const template = readText('.github/PULL_REQUEST_TEMPLATE.md');
  const format = [{ path: 'schema/next/marche.schema.json', how: 'changed' as const }];
  const filled = (words: string) => template.replace(/(## Source juridique\n)/, `$1\n${words}\n`);
  expect(descriptionRefusals(template, format).map(({ kind }) => kind)).toEqual(['description']);
  expect(descriptionRefusals('', format)).toHaveLength(1);
  expect(descriptionRefusals(filled('<!-- arrêté du -->'), format)).toHaveLength(1);
  expect(descriptionRefusals(filled("aucune : le code manquait à l'usage"), format)).toEqual([]);
  expect(descriptionRefusals(template, [{ path: 'src/report/json.ts', how: 'changed' }])).toEqual([]);
});

describe('CODEOWNERS', () => {
  const lines = readText('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  test('gives each folder to teams that schema/organisation.json names', () => {
    const { teams } = JSON.parse(readText('schema/organisation.json')) as { teams: Record<string, string> };
    for (const line of lines) {
      const [, ...names] = line.split(/ +/);
      expect(names.length, line).toBeGreaterThan(0);
      expect(Object.values(teams), line).toEqual(expect.arrayContaining(names));
    }
    expect(lines[0]).toMatch(/^\* /);
  });

  test('names folders and files that are there', () => {
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const paths = files.split('\n').map((path) => `/${path}`);
    const empty = lines.slice(1).flatMap((line) => {
      const [pattern = ''] = line.split(' ');
      const begins = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}`);
      return paths.some((path) => begins.test(path)) ? [] : [pattern];
    });
    expect(empty).toEqual([]);
  });
});
