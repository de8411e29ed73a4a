import { describe, expect, test } from 'vitest';
import type { RecordEntry, Rule, RuleEntry } from '../../src/model/rules.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import { parseCel } from '../../src/rules/cel/parse.ts';
import { print } from '../../src/rules/cel/print.ts';
import { checkRule } from '../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import { interpretRules } from '../../src/rules/interpret/rules.ts';
import { library } from '../../src/rules/library.ts';
import { appliesTo } from '../../src/rules/roster.ts';
import { RecordRules } from '../../src/rules/run.ts';
import { rulesOf } from '../../src/rules/versions/book.ts';
import { compareRules } from '../../src/diff/rules/compare.ts';
import { checkExpressions } from '../../src/governance/checks/rules.ts';
import { exampleProblems } from '../../src/governance/examples/all.node.ts';
import { whereOf } from '../../src/governance/problem.ts';
import { readersOf } from '../../src/generate/dictionary/describe.ts';
import { loadModel } from '../../src/model/load.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import { FROZEN, GOLDEN, RECOGNISED, VERSIONS } from '../support/engine.ts';
import { exampleRecords } from './base-records.ts';
import { field, listOf, object, renamedDraft, ruleOf, versionOf } from './drafts.ts';
import { TODAY } from './values.ts';

const number = (id: string): Schema => field(id, { type: 'number' });
const text = (id: string): Schema => field(id, { type: 'string' });

/** The version before the draft: an amount, a duration, a list of firms, and an optional rate. */
const BEFORE: Record<string, Schema> = {
  id: text('marche-id'),
  montant: number('marche-montant'),
  duree: number('marche-duree'),
  taux: number('marche-taux'),
  titulaires: field('titulaires', listOf(object({ titulaire: field('titulaire', object({ nom: text('titulaire-nom') })) }))),
};
const REQUIRED = ['id', 'montant', 'duree', 'titulaires'];
const before = (properties = BEFORE, required = REQUIRED): Model => versionOf('2.0.3', object(properties, required));

const draftOf = (properties: Record<string, Schema>, required = Object.keys(properties)): Model =>
  versionOf('next', object(properties, required));

const checked = (rule: Rule, model: Model): CheckedRule => {
  const found = checkRule(rule, model);
  if (Array.isArray(found)) throw new Error(found.map(({ texts }) => texts.en).join());
  return found;
};

/** The entries of a rule of the draft as the version before has them. */
const entriesIn = (draft: Model, on: RuleEntry | RuleEntry[], version = before()): readonly RuleEntry[] | undefined =>
  rulesOf(version, [checked(ruleOf('regle', on), draft)], draft).rules[0]?.rule.on;

/** What rules of a draft find in a record of the version before, with the values that their messages cite. */
function foundIn(record: object, draft: Model, rules: readonly Rule[], version = before()): unknown[] {
  const { own, rules: translated } = rulesOf(version, rules.map((rule) => checked(rule, draft)), draft); // oxfmt-ignore
  const compiled = interpretRules(translated, own, library({}, TODAY));
  const run = new RecordRules(compiled, translated.map(({ rule }) => rule), TODAY); // oxfmt-ignore
  const { hits, notEvaluated } = run.judge('marche', record, []);
  return [...hits.map(({ rule, pointer, params }) => [rule.id, pointer, params]), ...notEvaluated.map(({ id }) => `${id}: not evaluated`)]; // oxfmt-ignore
}

const RECORD = { id: 'A', montant: 0, duree: 0, titulaires: [{ titulaire: { nom: 'x' } }] };

describe('a field that the draft renames', () => {
  const { montant, ...rest } = BEFORE;
  const draft = draftOf({ ...rest, montantHT: montant as Schema }, ['id', 'montantHT', 'duree', 'titulaires']);
  const cites = { message: { fr: 'Le montant {montantHT} est faux.', en: 'The amount {montantHT} is wrong.' } };
  const rules = [
    ruleOf('montant-nul', { scope: 'marche', assert: 'marche.montantHT > 0.0', at: '/montantHT' }, cites),
    ruleOf('montant-du-nom', {
      scope: 'marche',
      each: 'titulaires[].titulaire',
      assert: "item.nom != 'x' || marche.montantHT > 1.0",
    }),
    ruleOf('montant-sans-taux', { scope: 'marche', when: '!has(marche.taux)', assert: 'marche.montantHT > 2.0', at: '' }),
  ];

  test('is read by its own name in the versions before, by all the rules that read it, in the place of the finding and the values of the message too', () => {
    expect(foundIn(RECORD, draft, rules)).toEqual([
      ['montant-nul', '/montant', { montant: 0 }],
      ['montant-du-nom', '/titulaires/0/titulaire', {}],
      ['montant-sans-taux', '', {}],
    ]);
    const [first] = rulesOf(before(), rules.map((rule) => checked(rule, draft)), draft).rules; // oxfmt-ignore
    expect(first?.rule.message.fr).toBe('Le montant {montant} est faux.');
  });

  test('is cited by its own name in the other texts of the rule', () => {
    const remedy = { fr: 'Corrigez `montantHT`, et non `id`.', en: 'Correct `montantHT`, not `id`.' };
    const [found] = rulesOf(before(), [checked({ ...rules[0]!, remedy }, draft)], draft).rules;
    expect(found?.rule.remedy).toEqual({ fr: 'Corrigez `montant`, et non `id`.', en: 'Correct `montant`, not `id`.' });
  });

  test('keeps a rule from running where it lacks though it is required, as before', () => {
    const { montant: _, ...record } = RECORD;
    expect(foundIn(record, draft, rules.slice(0, 1))).toEqual(['montant-nul: not evaluated']);
  });

  test('changes nothing of the rules that do not read it', () => {
    const rule = checked(ruleOf('duree', { scope: 'marche', assert: 'marche.duree > 0.0' }), draft);
    const { own, rules: same } = rulesOf(before(), [rule], draft);
    expect(own).toBe(draft);
    expect(same[0]).toBe(rule);
  });
});

describe('a field that the draft puts into another object', () => {
  const { montant, duree, taux, ...rest } = BEFORE as Record<string, Schema> & { montant: Schema; duree: Schema; taux: Schema };
  const draft = (required: string[]): Model =>
    draftOf({ ...rest, prix: field('marche-prix', object({ montant, duree, taux }, ['montant', 'duree'])) }, required);
  const always = draft(['id', 'titulaires', 'prix']);
  const maybe = draft(['id', 'titulaires']);
  const one = (assert: string, more: Partial<RecordEntry> = {}): RecordEntry => ({ scope: 'marche', assert, ...more });

  test.each<[title: string, draft: Model, entry: RecordEntry, there: RecordEntry]>([
    [
      'is read where it was',
      always,
      one('marche.prix.montant > 0.0', { at: '/prix/montant' }),
      one('marche.montant > 0.0', { at: '/montant' }),
    ],
    [
      'was there where the object is there with what it always has',
      maybe,
      one('!has(marche.prix) || marche.prix.montant > marche.prix.duree'),
      one('!(has(marche.montant) && has(marche.duree)) || marche.montant > marche.duree'),
    ],
    [
      'may be optional in it',
      maybe,
      one('!(has(marche.prix) && has(marche.prix.taux)) || marche.prix.taux > 0.0 && marche.prix.montant > 0.0'),
      one('!(has(marche.montant) && has(marche.taux)) || (marche.taux > 0.0 && marche.montant > 0.0)'),
    ],
  ])('%s', (_, model, entry, there) => {
    expect(entriesIn(model, entry)).toEqual([there]);
  });

  test('goes the other way too: it was in an object that may be absent', () => {
    const older = before({ ...rest, prix: field('marche-prix', object({ montant, duree, taux }, ['montant', 'duree'])) }, ['id', 'titulaires']); // oxfmt-ignore
    const flat = draftOf(BEFORE, ['id', 'titulaires']);
    expect(entriesIn(flat, one('!has(marche.montant) || marche.montant > 0.0'), older)).toEqual([
      one('!(has(marche.prix) && has(marche.prix.montant)) || marche.prix.montant > 0.0'),
    ]);
    expect(foundIn({ id: 'A', titulaires: [] }, flat, [ruleOf('regle', one('!has(marche.montant) || marche.montant > 0.0'))], older)).toEqual([]); // oxfmt-ignore
  });

  test('is refused with a sentence where it was in a list', () => {
    const older = before({ ...rest, lots: field('lots', listOf(object({ montant, duree, taux }))) }, ['id', 'titulaires']);
    const found = rulesOf(older, [checked(ruleOf('regle', one('marche.prix.montant > 0.0')), always)], always);
    expect(found.rules).toEqual([]);
    expect(found.refused.map(({ faults }) => faults.map(({ pointer, texts }) => `${pointer}: ${texts.fr}`))).toEqual([
      [
        "/on/0: la règle ne se traduit pas dans la version 2.0.3 : « prix.montant » y est dans une autre liste (lots[].montant) ; écrivez « since: next » si elle ne la juge plus, et au besoin une règle à part avec « until », écrite avec les noms de la version qu'elle nomme",
      ],
    ]);
  });
});

describe('a field that a version lacks', () => {
  const draft = draftOf({ ...BEFORE, neuf: number('marche-neuf') }, REQUIRED);

  test('keeps the entries that read it from applying there, whatever else they say, and no others; those keep their index', () => {
    const on: RecordEntry[] = [
      { scope: 'marche', assert: '!has(marche.neuf) || marche.montant > 9.0' },
      { scope: 'marche', assert: 'has(marche.neuf)' },
      { scope: 'marche', assert: 'marche.montant > 1.0', message: { fr: 'Nul.', en: 'Nil.' } },
      { scope: 'marche', when: 'has(marche.neuf)', assert: 'true', at: '/neuf' },
    ];
    expect(foundIn(RECORD, draft, [ruleOf('regle', on)])).toEqual([['regle', '', { entry: 2 }]]);
  });

  test('leaves nothing of a rule that reads it everywhere', () => {
    const rule = checked(ruleOf('regle', { scope: 'marche', assert: 'has(marche.neuf)' }), draft);
    expect(rulesOf(before(), [rule], draft).rules).toEqual([]);
  });

  test('is not the field of the same name and of another stable name', () => {
    const other = draftOf({ ...BEFORE, montant: number('marche-autre') }, REQUIRED);
    expect(entriesIn(other, { scope: 'marche', assert: 'marche.montant > 1.0' })).toBeUndefined();
  });
});

test('the items of a list without the object around them are read as they are', () => {
  const bare = before({ ...BEFORE, titulaires: field('titulaires', listOf(object({ nom: text('titulaire-nom') }))) });
  const draft = draftOf(BEFORE, REQUIRED);
  expect(entriesIn(draft, { scope: 'marche', assert: "marche.titulaires.exists(t, t.titulaire.nom == 'x')" }, bare)).toEqual([
    { scope: 'marche', assert: 'marche.titulaires.exists(t, t.nom == "x")' },
  ]);
});

describe('the check of the rules of a draft says, with the file and the line,', () => {
  const file = (assert: string, more = ''): string =>
    `id: montant-nul\nsince: 2.0.1\n${more}severity: warning\nfamily: qualite\non:\n  - scope: marche\n    assert: ${assert}\n`;
  const problems = (draft: Model, source: string, rule: Rule, older = before()): string[] =>
    checkExpressions(new Map([['next/rules/montant-nul.yaml', source]]), { ...draft, rules: [rule] }, [older]).problems.map(
      (problem) => `${whereOf(problem)} ${problem.fr}`,
    );
  const said = (draft: Model, assert: string, more: Partial<Rule> = {}): string[] =>
    problems(draft, file(assert, more.until === undefined ? '' : `until: ${more.until}\n`), ruleOf('montant-nul', { scope: 'marche', assert }, more)); // oxfmt-ignore
  const { montant, ...rest } = BEFORE;

  test('what a field is called now', () => {
    const draft = draftOf({ ...rest, montantHT: montant as Schema });
    expect(said(draft, 'marche.montant > 0.0')).toEqual([
      "schema/next/rules/montant-nul.yaml:7:5 /on/0/assert : « montant » de la version 2.0.3 est maintenant « montantHT » (même x-field) ; écrivez-le ainsi : les versions d'avant sont lues sous leur propre nom",
    ]);
    expect(said(draft, 'marche.montantHT > 0.0')).toEqual([]);
  });

  test('which fields came in the place of one that was split, of which the rule must say which', () => {
    const draft = draftOf({ ...rest, fixe: number('marche-fixe'), variable: number('marche-variable') });
    const [sentence, ...others] = said(draft, 'marche.montant > 0.0');
    expect(others).toEqual([]);
    expect(sentence).toContain(
      "schema/next/rules/montant-nul.yaml:7:5 /on/0/assert : « montant » de la version 2.0.3 n'existe plus",
    );
    expect(sentence).toContain(
      'dites lequel la règle lit maintenant, parmi les champs nouveaux au même endroit (fixe ou variable)',
    );
    expect(said(draft, 'marche.fixe > 0.0')).toEqual([]);
  });

  test('how to keep a rule on a field that is gone for the versions that have it', () => {
    const draft = draftOf(rest);
    expect(said(draft, 'marche.montant > 0.0')[0]).toContain('« until: 2.0.3 »');
    expect(said(draft, 'marche.montant > 0.0', { until: '2.0.3' })).toEqual([]);
  });

  test('what is wrong with the rule in the names of an earlier version', () => {
    const lots = field('lots', listOf(object({ lot: field('lot', object({ somme: number('lot-somme') })) })));
    const draft = draftOf({ ...rest, prix: field('marche-prix', object({ montant: montant as Schema, lots })) }, ['id']);
    const older = before({ ...BEFORE, lots }, ['id']);
    const entry: RecordEntry = { scope: 'marche', each: 'prix.lots[].lot', assert: 'item.somme < marche.prix.montant' };
    expect(problems(draft, file(entry.assert), ruleOf('montant-nul', entry), older)).toEqual([
      'schema/next/rules/montant-nul.yaml:7:5 /on/0/assert : dans la version 2.0.3, où elle se lit « item.somme < marche.montant », la règle a une faute : marche.montant est facultatif ; écrivez « has(marche.montant) && … » ou « !has(marche.montant) || … », ou mettez has(marche.montant) dans « when » (dans « marche.montant »)',
    ]);
  });
});

test('a rule that ends with a version is written with its names, and judges it and those before', () => {
  const { montant, ...rest } = BEFORE;
  const draft = draftOf({ ...rest, duree: number('marche-duree') }, ['id', 'duree', 'titulaires']);
  const last = versionOf('2.1.0', object({ ...rest, prix: montant as Schema }, ['id', 'duree', 'titulaires', 'prix']));
  const ended = checked(
    ruleOf('prix-nul', { scope: 'marche', assert: 'marche.prix > 0.0', at: '/prix' }, { until: '2.1.0' }),
    last,
  );
  const other = checked(ruleOf('duree-nulle', { scope: 'marche', assert: 'marche.duree > 0.0' }), draft);
  const { own, rules } = rulesOf(before(), [ended, other], draft);
  const run = new RecordRules(interpretRules(rules, own, library({}, TODAY)), rules.map(({ rule }) => rule), TODAY); // oxfmt-ignore
  expect(run.judge('marche', RECORD, []).hits.map(({ rule, pointer }) => [rule.id, pointer])).toEqual([
    ['prix-nul', '/montant'],
    ['duree-nulle', ''],
  ]);
  expect(rulesOf(draft, [ended, other], draft).rules).toEqual([other]);
});

test('a rule that ended before the draft asks no example of it, and reads no field of it', async () => {
  const frozen = await loadVersion(GOLDEN);
  const ended = ruleOf('champ-disparu', { scope: 'marche', assert: 'marche.disparu > 0.0' }, { until: '2.0.3' });
  const { until: _, ...going } = ended;
  const withRule = (rule: Rule) => ({ ...frozen, model: { ...frozen.model, rules: [rule] } });
  expect(await exampleProblems(new Map(), withRule(ended))).toEqual([]);
  expect(await exampleProblems(new Map(), withRule(going))).toHaveLength(1);
  expect(readersOf(withRule(ended).model, 'marche').fields.size).toBe(0);
  expect(() => readersOf(withRule(going).model, 'marche')).toThrow('champ-disparu');
});

test('a rule that begins with the draft judges no version before, and has the number that the draft is read with', () => {
  const files = new Map([
    ['decp.schema.json', '{}'],
    ['rules/montant-nul.yaml', 'id: montant-nul\nsince: next\n'],
  ]);
  expect(loadModel(files, '2.2.0-rc.1').rules[0]?.since).toBe('2.2.0-rc.1');
  const [rule] = loadModel(files, 'next').rules;
  expect([...VERSIONS, 'next'].filter((version) => appliesTo(rule!, version))).toEqual(['next']);
});

describe('law: the versions before are judged alike, whatever a draft calls its fields', async () => {
  const { model } = await loadVersion(GOLDEN);
  const { nomenclatures } = await loadRules(GOLDEN);
  const renamed = renamedDraft(model);

  const running = async (home: Model, version: string): Promise<RecordRules> => {
    const written = home.rules.map((rule) => checked(rule, home));
    const { own, rules, refused } = rulesOf((await loadVersion(version)).model, written, home);
    expect(refused).toEqual([]);
    return new RecordRules(interpretRules(rules, own, library(nomenclatures, TODAY)), rules.map(({ rule }) => rule), TODAY); // oxfmt-ignore
  };

  test.each(RECOGNISED.filter((version) => FROZEN.includes(version)))('%s', async (version) => {
    const [as, now] = [await running({ ...model, version: 'next' }, version), await running(renamed, version)];
    const broken = new Set<string>();
    for (const scope of ['marche', 'concession'] as const)
      for (const { name, record } of [...exampleRecords(scope, version), ...exampleRecords(scope, GOLDEN)]) {
        const said = ({ hits, keys, national, notEvaluated }: ReturnType<RecordRules['judge']>) => ({
          hits: hits.map(({ rule, place, pointer, params }) => [rule.id, place, pointer, params]),
          keys: keys.map(({ values, index }) => [index, values]),
          others: [...national, ...notEvaluated].map(({ id }) => id),
        });
        const verdict = as.judge(scope, record, []);
        const wanted = said(verdict);
        for (const { rule } of verdict.hits) broken.add(rule.id);
        expect(said(now.judge(scope, record, [])), name).toEqual(wanted);
      }
    // All but the rules on whole files.
    expect(broken.size).toBe(model.rules.filter(({ on }) => on.some(({ scope }) => scope !== 'fichier')).length);
  });
});

test('a draft that renames fields changes no rule by that: rules are compared by the fields that they read', async () => {
  const { model } = await loadVersion(GOLDEN);
  const { nomenclatures } = await loadRules(GOLDEN);
  const kinds = compareRules(model, renamedDraft(model), { examples: [], nomenclatures }).map(({ kind }) => kind);
  // Texts that cite a field in backticks are as they were.
  expect(kinds.filter((kind) => kind !== 'rule-text-changed')).toEqual([]);
});

test('an expression that is printed is read as the same', async () => {
  const { rules } = (await loadVersion(GOLDEN)).model;
  const written = rules.flatMap(({ on }) =>
    on.flatMap((entry) => (entry.scope === 'fichier' ? entry.unique : [entry.when ?? 'true', entry.assert])),
  );
  const shape = (text: string): string => JSON.stringify(parseCel(text), (key, value: unknown) => (key === 'start' || key === 'end' ? undefined : value)); // oxfmt-ignore
  for (const text of [
    ...written,
    '1 - (2 - 3) < 4',
    '(1 < 2) == true',
    "!('a' in ['b', 'c']) && !!(true || false)",
    '-1.5e30 > -2.0',
  ])
    if (text !== 'record') expect(shape(print(parseCel(text)))).toBe(shape(text));
});
