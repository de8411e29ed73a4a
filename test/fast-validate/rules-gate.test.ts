import { describe, expect, test } from 'vitest';
import { framesOf } from '../../packages/fast-validate/src/frames.ts';
import { Module } from '../../packages/fast-validate/src/rules/context.ts';
import { CROWDED_BIT, emitGate, Faults, subjectOf } from '../../packages/fast-validate/src/rules/gate.ts';
import type { Rule, RuleEntry } from '../../src/model/rules.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import { checkedRules } from '../../src/rules/check-rule.ts';

const TEXTS = { fr: '', en: '' };

const modelOf = (version: string, properties: Record<string, Schema>, required: string[] = []): Model => ({
  version,
  schema: { $defs: { marche: { type: 'object', properties, required } } },
  lists: [],
  fields: {},
  codelists: {},
  unicodePatterns: true,
  rules: [],
});

const rule = (on: RuleEntry[], since = '2.0.1'): Rule => ({
  id: 'regle',
  severity: 'error',
  family: 'qualite',
  consolidation: 'none',
  title: TEXTS,
  description: TEXTS,
  remedy: TEXTS,
  source: { text: '' },
  since,
  on,
  message: TEXTS,
});

/** What the rules take for granted: amounts are numbers, days have the format of a date; all but notes are always there. */
const OWN: Record<string, Schema> = {
  montant: { type: 'number' },
  duree: { type: 'integer' },
  jour: { type: 'string', format: 'date' },
  note: { type: 'number' },
  acheteur: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  lots: { type: 'array', items: { type: 'object', properties: { prix: { type: 'number' } }, required: ['prix'] } },
};
const REQUIRED = Object.keys(OWN).filter((name) => name !== 'note');

/** The gate of a version for one rule, as text, and the faults that it looks for. */
function gateOf(assert: string, properties = OWN, required = REQUIRED, since = '2.0.1'): { source: string; faults: Faults } {
  const own = modelOf('next', OWN, REQUIRED);
  const model = modelOf('2.0.3', properties, required);
  const rules = checkedRules(own, [rule([{ scope: 'marche', assert }], since)]);
  const subject = subjectOf('marche', { model, own, rules, frames: framesOf(model, rules) });
  if (!subject) throw new Error('records of this kind are not read');
  const module = new Module({ name: () => undefined });
  const faults = new Faults();
  emitGate(subject, own, module, faults);
  return { source: module.functions().join('\n'), faults };
}

const without = (name: string): string[] => REQUIRED.filter((other) => other !== name);

describe('a record is withheld from a rule', () => {
  test.each<[title: string, assert: string, properties: Record<string, Schema>, required: string[], source: RegExp]>([
    [
      'that counts on a member which the version lets lack',
      'marche.montant > 1.0',
      OWN,
      without('montant'),
      /if \(!\(.*load<u32>.* & 0x1\).*\n *bad \|= 0x1;/,
    ],
    [
      'whose member the version does not know',
      'marche.montant > 1.0',
      { objet: { type: 'string' } },
      [],
      /u64 \{\n  let bad: u64 = 0;\n  bad \|= 0x1;/,
    ],
    [
      'whose member is of another type in the version',
      'marche.montant > 1.0',
      { ...OWN, montant: { type: 'string' } },
      REQUIRED,
      /= 0;\n  bad \|= 0x1;/,
    ],
    [
      'that counts on a whole number',
      'marche.duree > 1',
      { ...OWN, duree: { type: 'number' } },
      REQUIRED,
      /if \(floor\(.*\) != .*\) bad \|= 0x1;/,
    ],
    ['that counts on a day', 'jour(marche.jour) > 0', OWN, REQUIRED, /if \(!isDay\(.*\)\) bad \|= 0x1;/],
    [
      'that counts on a member of each item of a list',
      'marche.lots.all(l, l.prix > 1.0)',
      { ...OWN, lots: { type: 'array', items: { type: 'object', properties: { prix: { type: 'number' } } } } },
      REQUIRED,
      /for \(let .*\n *if \(!\(/,
    ],
    [
      'whose member the recogniser does not read',
      'marche.montant > 1.0',
      { ...OWN, montant: { type: 'number', multipleOf: 2 } },
      REQUIRED,
      /doubt\(\);/,
    ],
  ])('%s', (_, assert, properties, required, source) => {
    expect(gateOf(assert, properties, required).source).toMatch(source);
  });
});

test.each<[title: string, assert: string, required: string[], since: string]>([
  [
    'the schema makes sure of all that rules read',
    'marche.montant > 1.0 && marche.acheteur.id == "1" && marche.jour != "" && (!has(marche.note) || marche.note > 1.0)',
    REQUIRED,
    '2.0.1',
  ],
  ['the rule does not speak of the version yet', 'marche.montant > 1.0', [], '2.1.0'],
])('there is no gate where %s', (_, assert, required, since) => {
  const { source, faults } = gateOf(assert, OWN, required, since);
  expect(source).toBe('');
  expect(faults.any).toBe(false);
});

test('records of a kind that the schema does not describe have no subject', () => {
  const model = modelOf('2.0.3', OWN);
  expect(subjectOf('concession', { model, own: model, rules: [], frames: framesOf(model, []) })).toBeUndefined();
});

describe('faults', () => {
  test('have a bit each, a field that cannot be read and one that only some rules cannot read apart', () => {
    const faults = new Faults();
    expect([faults.bit('jour', false), faults.bit('jour', true), faults.bit('é', false), faults.bit('jour', false)]).toEqual([
      '0x1',
      '0x2',
      '0x4',
      '0x1',
    ]);
    expect(faults.mask({ fields: ['é', 'jour', 'autre'], strict: [] })).toBe('0x5');
    expect(faults.mask({ fields: [], strict: ['jour'] })).toBe('0x2');
    expect(faults.mask({ fields: ['autre'], strict: ['é'] })).toBeUndefined();
  });

  test('beyond sixty-four share the last bit', () => {
    const faults = new Faults();
    const bits = Array.from({ length: 64 }, (_, i) => faults.bit(`f${i}`, false));
    expect([new Set(bits).size, bits.at(-1), faults.crowded]).toEqual([64, CROWDED_BIT, false]);
    expect([faults.bit('more', false), faults.crowded]).toEqual([CROWDED_BIT, true]);
    expect(faults.mask({ fields: ['f0', 'f63', 'more'], strict: [] })).toBe('0x8000000000000001');
  });
});
