import { describe, expect, test } from 'vitest';
import { checkErrata } from '../../src/governance/checks/errata.ts';
import { readTree } from '../../src/node/build/sources.ts';
import { readText, ROOT } from '../support/engine.ts';
import { answersTo, guideFaults } from './guide.ts';
import { readPage } from './markdown.ts';
import { ruleInAction } from './rule-in-action.ts';

const page = readPage(readText('CONTRIBUTING.md'));
const block = (lang: string, n = 0): string => page.fences.filter((fence) => fence.lang === lang)[n]?.text ?? '';
const guide = { property: block('json'), field: block('yaml'), codeLine: block('csv'), rule: block('yaml', 1) };

/** `file:line:column` moves whenever the file above it does. */
const unplaced = (text: string): string => text.trim().replace(/:\d+:\d+$/m, '');

const answers = (await answersTo(guide)).map(unplaced);
const quoted = page.fences.filter(({ lang }) => lang === 'text').map(({ text }) => unplaced(text));

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
    expect(guideFaults({ ...guide, rule: guide.rule.replace('concession.dureeMois', 'concession.dureeAnnees') })).not.toEqual([]);
    expect(guideFaults({ ...guide, rule: guide.rule.replace('severity:', 'gravite:') })).not.toEqual([]);
  });

  test('shows an erratum that the check of the sources takes as it is', async () => {
    const files = await readTree(`${ROOT}schema`, (path) => /^(dialect|legal-texts)/.test(path));
    const faults = (text: string) => checkErrata(new Map(files).set('next/errata.yaml', text));
    expect(faults(block('yaml', 2))).toEqual([]);
    expect(faults(block('yaml', 2).replace('share:', 'part:'))).not.toEqual([]);
  });

  describe('shows a rule that works, with the examples that it tells to write', () => {
    const findings = block('json', 2);

    test('they give what is expected with all the rules of today', async () => {
      const { problems, unnoticed, mutants } = await ruleInAction(guide.rule, findings);
      expect(problems).toEqual([]);
      expect(mutants).toBeGreaterThan(3);
      expect(unnoticed).toEqual([]);
    });

    test('another duration, another bound or another place is noticed', async () => {
      const past = await ruleInAction(guide.rule, findings, { kept: 241 });
      expect(past.problems).not.toEqual([]);
      expect(past.unnoticed).not.toEqual([]);
      expect((await ruleInAction(guide.rule, findings, { kept: 239 })).unnoticed).not.toEqual([]);
      expect((await ruleInAction(guide.rule, findings, { broken: 361 })).problems).not.toEqual([]);
      expect((await ruleInAction(guide.rule, findings.replace('/dureeMois', ''))).problems).not.toEqual([]);
    });
  });
});
