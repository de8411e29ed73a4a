import { describe, expect, test } from 'vitest';
import { explainRule } from '../../src/governance/explanations.ts';
import { CODES } from '../../src/messages.ts';
import { explanationText, listText } from '../../src/explain/verb.node.ts';
import { styleFor } from '../../packages/base/src/layout.ts';
import type { Explained } from '../../src/explain/types.ts';
import { readLegalTexts } from '../../src/model/citation.ts';
import type { Rule } from '../../src/model/rules.ts';
import { readJsonFile } from '../support/engine.ts';
import { decp } from './run.ts';

const LANGS = ['fr', 'en'] as const;
const { codes } = readJsonFile('dist/explain.json') as { codes: Explained[] };
const { rules } = readJsonFile('dist/rules/rules.json') as { rules: { id: string }[] };

/** One of each family of codes, with and without example. */
const GOLDEN = [
  'schema.enum',
  'schema.required',
  'syntax.truncated',
  'encoding.bom',
  'structure.list-of-another-version',
  'input.unknown-version',
  'output.cannot-write',
];

const explained = (code: string): Explained => codes.find((one) => one.code === code)!;

/** Which example is shown changes with the examples of the référentiel: not in golden files. */
const EXAMPLE = {
  file: 'examples/next/invalid/some-code--une-faute.json',
  version: 'next',
  place: '/marches/marche/0/nature',
  invalid: '{"nature": "marché", …}',
  valid: '{"nature": "Marché", …}',
};
const LONG_EXAMPLE = {
  ...EXAMPLE,
  place: '',
  invalid: '{\n  "marche": [{"id": "A1", …}, {"id": "A1", …}]\n}',
  valid: '{\n  "marche": [{"id": "A1", …}, {"id": "A2", …}]\n}',
};
const LEGAL = readLegalTexts(
  'consolidation-nationale: { kind: technique, title: { fr: Programme national, en: National program } }',
);
const RULE: Rule = {
  id: 'montant-invente',
  severity: 'warning',
  family: 'agregateur',
  consolidation: 'drop',
  title: { fr: 'montant inventé', en: 'invented amount' },
  description: {
    fr: 'Un **montant** inventé fausse les totaux :\n\n- `montant` pour un marché ;\n- `valeurGlobale` pour une concession, quelle que soit sa durée, son autorité concédante et son concessionnaire.',
    en: 'An invented **amount** makes totals wrong:\n\n- `montant` of a marché;\n- `valeurGlobale` of a concession, whatever its duration, its autorité concédante and its concessionnaire.',
  },
  remedy: { fr: 'Donnez le montant du contrat.', en: 'Give the amount of the contract.' },
  source: { text: 'consolidation-nationale, nettoyage', note: { fr: 'Le seuil est le sien.', en: 'The bound is its own.' } },
  since: '1.3.0',
  until: '2.0.3',
  on: [
    {
      scope: 'marche',
      assert: 'marche.montant > 1.0',
      deviation: { assert: 'true', note: { fr: 'Pas pour les marchés.', en: 'Not for marchés.' } },
    },
    { scope: 'concession', assert: 'concession.valeurGlobale > 1.0' },
  ],
  message: { fr: 'Montant inventé.', en: 'Invented amount.' },
};

test('every code of the catalogue and every rule is explained in both languages', () => {
  const catalogue = [...CODES];
  const explainedCodes = codes.map(({ code }) => code);
  expect(explainedCodes.slice(0, catalogue.length)).toEqual(catalogue);
  // Rules that no version has yet stand after those of the newest one; those that have ended are those of older ones only.
  const ofRules = codes.slice(catalogue.length).filter(({ rule }) => rule?.until === undefined);
  expect(ofRules.map(({ code }) => code).sort()).toEqual(rules.map(({ id }) => id).sort());
  for (const it of codes)
    for (const lang of LANGS)
      for (const part of [it.title, it.why, it.fix, it.source, ...(it.rule?.notes ?? [])])
        expect(part[lang].trim(), `${it.code}, ${lang}`).not.toBe('');
});

test('every keyword of the schema has an example with its fixed form', () => {
  const without = codes.filter(({ group, example }) => group === 'schema' && example?.valid === undefined);
  expect(without.map(({ code }) => code)).toEqual([]);
});

test('a fixed form differs from the one refused', () => {
  const alike = codes.filter(({ example }) => example && example.valid === example.invalid);
  expect(alike.map(({ code }) => code)).toEqual([]);
});

describe.each(LANGS)('decp explain --lang %s', (lang) => {
  const page = { lang, style: styleFor(false) } as const;

  test.each(GOLDEN)('%s reads as in its golden file', async (code) => {
    const it = explained(code);
    expect(await decp(['explain', code, '--lang', lang])).toEqual({ code: 0, out: explanationText(it, page), err: '' });
    const text = explanationText({ ...it, ...(it.example && { example: EXAMPLE }) }, page);
    await expect(text).toMatchFileSnapshot(`../golden/explain/${code}.${lang}.txt`);
  });

  test('a rule reads as in its golden file', async () => {
    const text = explanationText(explainRule(RULE, LONG_EXAMPLE, LEGAL), page);
    await expect(text).toMatchFileSnapshot(`../golden/explain/rule.${lang}.txt`);
  });

  test.each(codes.map(({ code }) => code))('%s fits the page and says nothing unfinished', (code) => {
    const text = explanationText(explained(code), page);
    for (const line of text.split('\n')) if (/ \S+ /.test(line) && !/[{[]/.test(line)) expect([...line].length).toBeLessThan(101);
    expect(text).not.toMatch(/undefined|\[object|\n{3}/);
  });

  test('without a code lists all of them by group, each once', async () => {
    const run = await decp(['explain', '--lang', lang]);
    expect(run).toEqual(await decp(['explain', '--list', '--lang', lang]));
    expect(run.code).toBe(0);
    const listed = [...run.out.matchAll(/^ {2}(\S+) {2}/gm)].map(([, code]) => code!);
    expect(listed.sort()).toEqual(codes.map(({ code }) => code).sort());
  });
});

describe('for programs', () => {
  test('json is one object in the language asked for', async () => {
    const value = JSON.parse((await decp(['explain', 'schema.enum', '--format', 'json', '--lang', 'en'])).out) as object;
    expect(value).toMatchObject({ code: 'schema.enum', group: 'schema', severity: 'error', title: 'value not in the list' });
    expect(Object.keys(value)).toEqual(['code', 'group', 'severity', 'title', 'why', 'fix', 'source', 'example']);
  });

  test('of a rule it says the family, the versions and what the consolidation does', async () => {
    const rule = codes.find((one) => one.rule);
    expect(rule).toBeDefined();
    const value = JSON.parse((await decp(['explain', rule!.code, '--format', 'json'])).out) as object;
    expect(value).toMatchObject({
      family: rule!.group,
      since: rule!.rule!.since,
      consolidation: rule!.rule!.consolidation,
      why: rule!.why.fr,
    });
  });

  test('the list is one object', async () => {
    const list = JSON.parse((await decp(['explain', '--format', 'json'])).out) as { codes: object[] };
    expect(list.codes).toHaveLength(codes.length);
    expect(list.codes).toContainEqual({
      code: 'schema.required',
      group: 'schema',
      severity: 'error',
      title: 'champ obligatoire absent',
    });
  });
});

test.each([
  ['a slip', 'schema.enumm', '« schema.enum »'],
  ['other capitals', 'schema.additionalproperties', '« schema.additionalProperties »'],
  ['the name alone', 'truncated', '« syntax.truncated »'],
  ['something else', 'xyzzy', '« decp explain --list »'],
])('an unknown code is a wrong call that names the nearest: %s', async (_, code, named) => {
  const run = await decp(['explain', code]);
  expect([run.code, run.out]).toEqual([2, '']);
  expect(run.err).toContain(`« ${code} »`);
  expect(run.err).toContain(named);
});

test('colours are for terminals only', async () => {
  const [it] = codes;
  const page = { lang: 'fr', style: styleFor(true) } as const;
  expect(explanationText(it!, page)).toContain('\u001b[');
  expect(listText(codes, page)).toContain('\u001b[');
  expect((await decp(['explain', it!.code])).out).not.toContain('\u001b[');
});
