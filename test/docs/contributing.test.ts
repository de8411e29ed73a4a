import { describe, expect, test } from 'vitest';
import { checkErrata } from '../../src/governance/checks/errata.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { readText, ROOT } from '../support/engine.ts';
import { answersTo, guideFaults } from './guide.ts';
import { readPage } from './markdown.ts';
import { GUIDE, WALKTHROUGHS } from './walkthrough/guide.ts';

const page = readPage(readText(GUIDE));
const edits = WALKTHROUGHS.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'call' ? [] : [step])));
const written = (path: string): string => edits.find((edit) => edit.path === `schema/${path}`)?.text ?? '';
const guide = {
  property: written('next/marche.schema.json'),
  field: written('fields/marche-clause-reexamen.yaml'),
  codeLine: written('next/codelists/type-prix.csv'),
  rule: written('next/rules/subvention-superieure-a-la-valeur.yaml'),
};

/** `file:line:column` moves whenever the file above it does. */
const unplaced = (text: string): string => text.trim().replace(/:\d+:\d+$/m, '');

const answers = (await answersTo(guide)).map(unplaced);
/** What the walkthroughs show is printed by commands, and compared where they are run. */
const isRun = (under: string): boolean => WALKTHROUGHS.some(({ title }) => title === under);
const quoted = page.fences.filter(({ lang, under }) => lang === 'text' && !isRun(under)).map(({ text }) => unplaced(text));

describe('CONTRIBUTING.md', () => {
  test.each(quoted)('quotes what is printed today: %s', (quote) => {
    expect(answers).toContain(quote);
  });

  test('shows a field, a code and a rule that the checks of the sources take as they are', () => {
    expect(guideFaults(guide)).toEqual([]);
  });

  test('a field that the guide shows with a fault is noticed', () => {
    expect(guideFaults({ ...guide, field: guide.field.replace('title:', 'titre:') })).not.toEqual([]);
    expect(answers).not.toContain(quoted[0]?.replace('manque', 'manquait'));
  });

  test('a rule that the guide shows with a fault is noticed', () => {
    expect(guideFaults({ ...guide, rule: guide.rule.replace('<= concession.v', '<= concession.absent') })).not.toEqual([]);
    expect(guideFaults({ ...guide, rule: guide.rule.replace('severity:', 'gravite:') })).not.toEqual([]);
  });

  test('shows an erratum that the check of the sources takes as it is', async () => {
    const files = await readTree(`${ROOT}schema`, (path) => /^(dialect|legal-texts)/.test(path));
    const faults = (text: string) => checkErrata(new Map(files).set('next/errata.yaml', text));
    const erratum = page.fences.find(({ lang, under }) => lang === 'yaml' && under === 'Déclarer un erratum')?.text ?? '';
    expect(faults(erratum)).toEqual([]);
    expect(faults(erratum.replace('share:', 'part:'))).not.toEqual([]);
  });
});
