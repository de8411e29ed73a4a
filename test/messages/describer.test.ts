import { readdirSync, readFileSync } from 'node:fs';
import { LANGUAGES } from '../../src/messages/languages.ts';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe } from '../../src/messages.ts';
import { rememberingDescriber } from '../../src/messages/describer.ts';
import { modelContexts } from '../../src/messages/model-context.ts';
import { loadVersion, readHistory } from '../../src/validate/registry.node.ts';
import { checkEither } from '../../src/validate/text.ts';
import { oneOfEachKind } from '../support/examples.ts';
import { ALL } from './cases.ts';
import { EXAMPLES } from '../support/unfolded.ts';
import { GOLDEN } from '../support/engine.ts';

const version = await loadVersion(GOLDEN);
const history = await readHistory();
const folder = `${EXAMPLES}${GOLDEN}/invalid/`;
const names = readdirSync(folder).filter((name) => !name.endsWith('.findings.json'));
const files = oneOfEachKind(names.map((name) => folder + name));
const examples = files.flatMap((path) => checkEither(readFileSync(path, 'utf8'), version).findings);

/** The same finding in another record, and in other items of its lists. */
const elsewhere = (finding: Finding, by: number): Finding => ({
  ...finding,
  path: finding.path.replace(/\/(\d+)(?=\/|$)/g, (_, index: string) => `/${String(Number(index) + by)}`),
});

/** As `describe` says it, anew each time. */
const plainly = (lang: Lang) => (finding: Finding) =>
  describe(finding, modelContexts(version.model, history, lang)(finding), lang);

test.each(['fr', 'en'] as const)(
  'what is remembered is what would be said anew, of the examples and of every case (%s)',
  (lang) => {
    const often = rememberingDescriber(modelContexts(version.model, history, lang), LANGUAGES[lang]);
    const anew = plainly(lang);
    const findings = [...examples, ...ALL].flatMap((finding) => [finding, elsewhere(finding, 1), elsewhere(finding, 12)]);
    expect(findings.length).toBeGreaterThan(500);
    for (const finding of [...findings, ...findings.reverse()]) {
      const { shared: _, ...said } = often(finding);
      expect(said, `${finding.code} ${finding.path}`).toEqual(anew(finding));
    }
  },
);

const finding = (path: string, params: Finding['params'], kind: 'marche' | 'contrat-concession' = 'marche'): Finding => ({
  code: 'property' in params ? 'schema.additionalProperties' : 'pattern' in params ? 'schema.pattern' : 'schema.type',
  severity: 'error',
  path,
  record: { kind, index: 0 },
  params,
});

/** Findings that meet under one key, or nearly. */
const NEAR: Finding[] = [
  finding('/marches/marche/0/montant', { expected: ['number'], value: '1' }),
  finding('/marches/marche/0/montant', { expected: ['number'], value: 1 }),
  finding('/marches/marche/0/montant', { expected: ['boolean'], value: '1' }),
  finding('/marches/marche/0/montant', { expected: ['number'], value: null }),
  finding('/marches/marche/0/montant', { expected: ['number'], value: 'null' }),
  finding('/marches/marche/0/montant', { expected: ['number'], value: [] }),
  finding('/marches/marche/0/montant', { expected: ['number'], value: '' }),
  finding('/marches/marche/0/montant', { expected: ['number'], value: '1' }, 'contrat-concession'),
  finding('/marches/marche/0/montant', { expected: ['number'], value: '1', publishedXsd: 'accepted' }),
  finding('/marches/marche/0/objet', { pattern: '^[0-9]{14}$', value: '1' }),
  finding('/marches/marche/0/objet', { pattern: '^[0-9]{8}(-[0-9])?$', value: '1' }),
  finding('/marches/marche/0/inconnu', { property: 'inconnu' }),
  finding('/marches/marche/0/inconnu', { property: 'inconnu' }, 'contrat-concession'),
  finding('/marches/marche/0/12', { property: '12' }),
  finding('/marches/marche/0/0', { property: '0' }),
  finding('/marches/marche/0/*', { property: '*' }),
];

test('findings that differ in any param, in kind or in field have messages of their own', () => {
  const often = rememberingDescriber(modelContexts(version.model, history, 'fr'), LANGUAGES.fr);
  for (const it of [...NEAR, ...NEAR.reverse(), ...NEAR]) expect(often(it).text).toBe(plainly('fr')(it).text);
});

test('the same finding in another record has the very same message', () => {
  const often = rememberingDescriber(modelContexts(version.model, history, 'fr'), LANGUAGES.fr);
  const [one] = NEAR as [Finding];
  expect(often(one).shared).toBe(true);
  expect(often(elsewhere(one, 7))).toBe(often(one));
});
