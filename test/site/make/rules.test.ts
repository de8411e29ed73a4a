/** The list of the rules, by what obliges. */
import { expect, test } from 'vitest';
import { rulesIndex } from '../../../docs-site/make/pages/rules.ts';
import type { SiteData } from '../../../docs-site/make/types.ts';
import { explainRule } from '../../../src/governance/explanations.ts';
import type { Rule, RuleFamily } from '../../../src/model/rules.ts';
import { goldenModel } from '../../support/golden-model.ts';

const [one, other] = goldenModel.rules.filter(({ family }) => family === 'reglementaire');
if (!one || !other) throw new Error('2.1.0 has rules of the former word');

const as = (rule: Rule, family: RuleFamily): Rule => ({ ...rule, family });

/** The page where the draft calls the two rules of 2.1.0 so. */
function pageWith(draft: readonly Rule[], published: readonly Rule[]): string {
  const data = {
    models: [{ version: '2.1.0' }, { version: '2.2.0' }],
    rules: new Map([
      ['2.1.0', published],
      ['2.2.0', draft],
    ]),
    explained: published.map((rule) => explainRule(rule, undefined)),
    impact: { rules: [] },
  } as unknown as SiteData;
  return String(rulesIndex(data, 'fr').body);
}

test('a word of a published version is explained after the families of today, with that of each of its rules', () => {
  const page = pageWith([as(one, 'droit'), as(other, 'qualite')], [one, other]);
  const [families = '', former = ''] = page.split('{#reglementaire}');
  expect(families).toContain('{#droit}');
  expect(former).toContain('de la version 2.1.0, qui le garde');
  expect(former).toMatch(new RegExp(`${one.id}.*droit[^]*${other.id}.*qualité`));
});

test('a rule that the draft no longer has stays in the list, under the word of its version', () => {
  const [families = '', former = ''] = pageWith([as(one, 'droit')], [one, other]).split('{#reglementaire}');
  expect(families).not.toContain(other.id);
  expect(former).toContain(other.id);
});

test('a word that no version has is not explained', () => {
  expect(pageWith([as(one, 'droit')], [as(one, 'droit')])).not.toContain('{#reglementaire}');
});
