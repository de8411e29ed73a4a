/** Pages made of sources whose texts try to be more than texts. Texts that are CommonMark themselves are looked at in `markdown.test.ts`. */
import { expect, test } from 'vitest';
import { codelistPages } from '../../../docs-site/make/pages/codelists.ts';
import { fieldListPages } from '../../../docs-site/make/pages/field-list.ts';
import { findingPages } from '../../../docs-site/make/pages/findings.ts';
import { legalPages } from '../../../docs-site/make/pages/legal.ts';
import { structurePages } from '../../../docs-site/make/pages/structure.ts';
import type { Maker, SiteData } from '../../../docs-site/make/types.ts';
import type { Explained } from '../../../src/messages/explanations/structure.ts';
import { readVersion } from '../../../src/model/read-version.node.ts';
import { ROOT } from '../../support/engine.ts';
import { HOSTILE } from '../hostile.ts';
import { harmIn } from './harm.ts';

const texts = { fr: HOSTILE, en: HOSTILE };

const finding = {
  ...{ code: 'schema.type', group: 'schema', severity: 'error', title: texts, why: texts, mend: texts, source: texts },
  example: { file: HOSTILE, invalid: HOSTILE, valid: HOSTILE },
} as unknown as Explained;

async function hostileData(): Promise<SiteData> {
  const model = structuredClone(await readVersion(`${ROOT}schema`, 'next'));
  for (const field of Object.values(model.fields)) Object.assign(field, { title: texts });
  for (const codes of Object.values(model.codelists))
    for (const code of codes) Object.assign(code, { libelle: HOSTILE, label_en: HOSTILE, description: HOSTILE, source: HOSTILE });
  return {
    ...{ models: [model], releases: [{ version: 'next', status: 'brouillon', expectedVersion: HOSTILE, legalTexts: ['a'] }] },
    ...{ explained: [finding], rules: new Map(), legal: new Map([['a', legal]]) },
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

const legal = {
  title: texts,
  nor: HOSTILE,
  date: HOSTILE,
  jorf: { id: HOSTILE },
  scope: HOSTILE,
  articles: [{ article: HOSTILE, note: texts }],
};

test.each<[string, Maker]>(
  [fieldListPages, structurePages, codelistPages, legalPages, findingPages].map((maker) => [maker.name, maker]),
)('%s: nothing of a hostile source is more than a text', async (_, { pages }) => {
  const data = await hostileData();
  for (const lang of ['fr', 'en'] as const) {
    const made = pages(data, lang);
    expect(made.some(({ body }) => String(body).includes('&lt;script&gt;'))).toBe(true);
    for (const { url, body } of made) expect(harmIn(body), url).toEqual([]);
  }
});
