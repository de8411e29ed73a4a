/** A recogniser, and its source, are made again where anything that they are made of is other, and not where something is that no rule reads. */
import { expect, test } from 'vitest';
import { emitRecogniser } from '../../../packages/fast-validate/src/emit/module.ts';
import { formOutputs, recogniserInputs } from '../../../src/governance/build/dist-files.node.ts';
import type { Sources } from '../../../src/governance/build/sources.node.ts';
import { checkedRules } from '../../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../../src/rules/checked-rule.ts';
import type { Model } from '../../../src/model/types.ts';
import { rulesOf } from '../../../src/rules/versions/book.ts';
import { GOLDEN, IN_FORCE } from '../../support/engine.ts';
import { modelOf } from '../support.ts';

const plain = ({ version, lists, unicodePatterns, schema, fields, codelists, rules }: Model): Model =>
  structuredClone({ version, lists, unicodePatterns, schema, fields, codelists, rules });

const [home, inForce] = [plain(await modelOf(GOLDEN)), plain(await modelOf(IN_FORCE))];
const bookOf = (own: Model) => rulesOf(inForce, checkedRules(own), own);
const usual = { model: inForce, published: inForce, ...bookOf(home) };

const changed = (change: (model: Model) => void, from = home): Model => {
  const model = structuredClone(from);
  change(model);
  return model;
};
/** The first rule, changed. */
const withRule = (change: (rule: CheckedRule['rule']) => void): readonly CheckedRule[] => {
  const [first, ...others] = usual.rules as [CheckedRule, ...CheckedRule[]];
  const rule = structuredClone(first.rule);
  change(rule);
  return [{ ...first, rule }, ...others];
};

test.each<[string, Partial<typeof usual>]>([
  ['the version', { model: changed((model) => void (model.unicodePatterns = !model.unicodePatterns), inForce) }],
  ['the version in force', { published: home }],
  ['a rule less', { rules: usual.rules.slice(1) }],
  [
    'what the consolidation does where a rule fails',
    { rules: withRule((rule) => void (rule.consolidation = rule.consolidation === 'drop' ? 'none' : 'drop')) },
  ],
  ['until when a rule holds', { rules: withRule((rule) => void (rule.until = '2.0.2')) }],
  [
    'a member that rules count on',
    {
      own: changed(({ schema }) => {
        const { marche } = schema.$defs ?? {};
        if (marche) marche.required = marche.required?.filter((name) => name !== 'montant') ?? [];
      }),
    },
  ],
])('%s', (_, other) => {
  const all = { ...usual, ...other };
  expect(recogniserInputs(all)).not.toBe(recogniserInputs(usual));
  const inputs = (model: Model, given: typeof usual): string | undefined =>
    formOutputs({ inForce: given.published, next: model, books: new Map([[model, given]]) } as unknown as Sources).find(
      ({ name }) => name === `forms/${model.version}/recogniser`,
    )?.inputs;
  expect(inputs(all.model, all)).not.toBe(inputs(usual.model, usual));
});

test.each<[string, (model: Model) => void]>([
  ['a code of the draft', ({ schema }) => void schema.$defs!['marche']!.properties!['nature']!.enum?.push('Essai')],
  ['a text of a field', ({ fields }) => void (fields['marche-objet']!.title.fr += ' (annoncé)')],
  ['a member that no rule reads', ({ schema }) => void (schema.$defs!['marche']!.properties!['essai'] = { type: 'boolean' })],
])('%s leaves those of another version', (_, change) => {
  const other = { ...usual, ...bookOf(changed(change)) };
  expect(recogniserInputs(other)).toBe(recogniserInputs(usual));
  expect(emitRecogniser(other)).toEqual(emitRecogniser(usual));
});
