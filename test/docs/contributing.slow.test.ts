import { describe, expect, test } from 'vitest';
import { checkErrata } from '../../src/governance/checks/errata.ts';
import { checkShared } from '../../src/governance/checks/sources.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { readText, ROOT } from '../support/engine.ts';
import { answersTo } from './guide.ts';
import { readGuide } from './markdown.ts';
import { GUIDES, SITE_GUIDES, WALKTHROUGHS } from './walkthrough/guide.ts';
import { headingWords } from './walkthrough/steps.ts';

const LANGS = ['fr', 'en'] as const;

const edits = WALKTHROUGHS.fr.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'call' ? [] : [step])));
const written = (path: string): string => edits.find((edit) => edit.path === `schema/${path}`)?.text ?? '';
/** What the verb writes into the schema, as a change of it, and the line of the list once its marks are replaced. */
const PROPERTY = `+    "clauseReexamen": {
+      "x-field": "marche-clause-reexamen",
+      "x-source": "proposition",
+      "type": "boolean"
+    },
     "ccag": {
       "x-field": "marche-ccag",
`;
const CODE_LINE = `Mixte,Mixte,Mixed,Une part du prix est ferme et l'autre révisable.,"proposition, besoin d'acheteurs de travaux",next,,\n`;

const guide = {
  property: PROPERTY,
  field: written('fields/marche-clause-reexamen.yaml'),
  codeLine: CODE_LINE,
  rule: written('next/rules/subvention-superieure-a-la-valeur.yaml'),
};

/** `file:line:column` moves whenever the file above it does. */
const unplaced = (text: string): string => text.trim().replace(/:\d+:\d+$/m, '');

const answers = await answersTo(guide);

describe.each(LANGS)('CONTRIBUTING and the guides of those who change the format (%s)', (lang) => {
  const fences = [...GUIDES[lang], `${SITE_GUIDES[lang]}/fichiers.md`].flatMap((path) => readGuide(readText(path)).fences);
  const printed = answers.map((texts) => unplaced(texts[lang]));
  /** What the walkthroughs show is printed by commands, and compared where they are run. */
  const isRun = (under: string): boolean => WALKTHROUGHS[lang].some(({ title }) => title === headingWords(under));
  const quoted = fences.filter(({ lang: kind, under }) => kind === 'text' && !isRun(under)).map(({ text }) => unplaced(text));

  test('quote answers of the program, the same number in both languages', () => {
    expect(quoted).toHaveLength(22);
  });

  test.each(quoted)('quote what is printed today: %s', (quote) => {
    expect(printed).toContain(quote);
  });

  test('a quote of what is not printed is noticed', () => {
    expect(printed).not.toContain(quoted[0]?.replace('x-field', 'x-planted'));
  });

  test('show an erratum that the check of the sources takes as it is', async () => {
    const files = await readTree(`${ROOT}schema`, (path) => /^(dialect|legal-texts)/.test(path));
    const faults = (text: string) => checkErrata(new Map(files).set('next/errata.yaml', text));
    const erratum = fences.find(({ lang: kind, text }) => kind === 'yaml' && text.startsWith('- fingerprint'))?.text ?? '';
    expect(faults(erratum)).toEqual([]);
    expect(faults(erratum.replace('share:', 'part:'))).not.toEqual([]);
  });

  test('show an article that the check of the sources takes as it is', async () => {
    const files = await readTree(`${ROOT}schema`, (path) => /^(dialect\/|legal-texts|releases\.json)/.test(path));
    const faults = (entry: string) =>
      checkShared(new Map(files).set('legal-texts.yaml', `${files.get('legal-texts.yaml')}\n${entry}`));
    const article = fences.find(({ lang: kind, text }) => kind === 'yaml' && /^\s+verified:/m.test(text))?.text ?? '';
    // It is in the file already.
    const other = article.replace(/^[\w-]+:/, 'essai:');
    expect(faults(other)).toEqual(faults(''));
    expect(faults(other.replace('place:', 'article:'))).not.toEqual(faults(''));
  });
});
