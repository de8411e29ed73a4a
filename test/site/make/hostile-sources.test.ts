/** Pages made of sources whose texts try to be more than texts. Texts that are CommonMark themselves are looked at in `markdown.test.ts`. */
import { expect, test } from 'vitest';
import { codelistPages } from '../../../docs-site/make/pages/codelists.ts';
import { fieldListPages } from '../../../docs-site/make/pages/field-list.ts';
import { fieldPages } from '../../../docs-site/make/pages/fields.ts';
import { findingPages } from '../../../docs-site/make/pages/findings.ts';
import { legalPages } from '../../../docs-site/make/pages/legal.ts';
import { nomenclaturePages } from '../../../docs-site/make/pages/nomenclatures.ts';
import { rulePages } from '../../../docs-site/make/pages/rules.ts';
import { structurePages } from '../../../docs-site/make/pages/structure.ts';
import type { Maker, SiteData } from '../../../docs-site/make/types.ts';
import type { Explained } from '../../../src/explain/types.ts';
import { readVersion } from '../../../src/model/read-version.node.ts';
import { GOLDEN, ROOT } from '../../support/engine.ts';
import { HOSTILE } from '../hostile.ts';
import { harmIn } from './harm.ts';

const safe = { fr: 'pourquoi', en: 'why' };
const texts = { fr: HOSTILE, en: HOSTILE };

const finding = {
  ...{ code: 'schema.type', group: 'schema', severity: 'error', title: texts, why: texts, fix: texts, source: texts },
  example: { file: HOSTILE, invalid: HOSTILE, valid: HOSTILE },
} as unknown as Explained;

async function hostileData(): Promise<SiteData> {
  const model = { ...structuredClone(await readVersion(`${ROOT}schema`, GOLDEN)), version: 'next' };
  for (const field of Object.values(model.fields))
    Object.assign(field, { title: texts, source: texts, unit: texts, examples: [HOSTILE] });
  for (const codes of Object.values(model.codelists))
    for (const code of codes) Object.assign(code, { libelle: HOSTILE, label_en: HOSTILE, description: HOSTILE, source: HOSTILE });
  const [first] = model.rules;
  if (!first) throw new Error('no rule');
  const rule = { ...first, title: texts, message: texts, source: { text: HOSTILE }, since: HOSTILE };
  const ofRule = { ...finding, code: rule.id, why: safe, fix: safe, rule: { notes: [] } };
  return {
    ...{ models: [model], releases: [{ version: 'next', status: 'brouillon', expectedVersion: HOSTILE, legalTexts: ['a'] }] },
    ...{ explained: [finding, ofRule], rules: new Map([['next', [rule]]]), legal },
    descriptions: Object.fromEntries(
      Object.entries(model.codelists).map(([name, codes]) => [
        name,
        Object.fromEntries(codes.map(({ code }) => [code, HOSTILE])),
      ]),
    ),
    ...{ nomenclatures: [{ name: 'cpv-2008', columns: ['code', 'libelle', HOSTILE], rows: [[HOSTILE, HOSTILE, HOSTILE]] }] },
    ...{ examples: new Map([['next', new Map()]]), judge: () => HOSTILE },
    impact: {
      rules: [],
      findings: [],
      fields: [],
      records: { marche: 0, 'contrat-concession': 0 },
      files: [],
      measured: HOSTILE,
    },
  } as unknown as SiteData;
}

const verified = { on: 'texte', date: HOSTILE, source: HOSTILE };
const legal = new Map([
  [
    'a',
    { kind: 'droit', title: texts, name: texts, nor: HOSTILE, date: HOSTILE, jorf: { id: HOSTILE }, scope: HOSTILE, verified },
  ],
  ['a-1', { kind: 'droit', title: texts, name: texts, of: 'a', place: texts, effective: HOSTILE, note: texts, verified }],
]);

const data = await hostileData();

test.each<[string, Maker]>(
  [fieldListPages, fieldPages, structurePages, codelistPages, rulePages, findingPages, nomenclaturePages, legalPages].map(
    (maker) => [maker.name, maker],
  ),
)('%s: nothing of a hostile source is more than a text', (_, { pages }) => {
  for (const lang of ['fr', 'en'] as const) {
    const made = pages(data, lang);
    expect(made.some(({ body }) => String(body).includes('&lt;script&gt;'))).toBe(true);
    for (const { url, body } of made) expect(harmIn(body), url).toEqual([]);
  }
});
