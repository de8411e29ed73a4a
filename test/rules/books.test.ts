import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/model/rules.ts';
import type { Model } from '../../src/model/types.ts';
import { rulesFrom } from '../../src/model/releases.ts';
import { bookFiles, rulesByVersion } from '../../src/governance/build/dist-files.node.ts';
import { checkedRules } from '../../src/rules/check-rule.ts';
import { rulesOf, type VersionRules } from '../../src/rules/versions/book.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { allRules, loadRules, ruleIndex, rulesFor } from '../../src/validate/load-rules.node.ts';
import { bookFolder } from '../../src/validate/rule-book.ts';
import { FROZEN, GOLDEN, OWN, readJsonFile, ROOT, VERSIONS } from '../support/engine.ts';

type Book = { version: string; rules: Rule[] };

/** A release of three rules beside a `next` that has two of them, and the versions before, which have none. */
async function withRelease(): Promise<{ models: Model[]; kept: string[]; gone: string }> {
  const { model } = await loadVersion(GOLDEN);
  const next = { ...model, version: 'next' };
  const [a, b, c] = next.rules.filter(({ since, until }) => since === '2.0.0' && until === undefined);
  const old = { ...(await loadVersion('2.0.3')).model, rules: [] };
  const kept = [a!.id, b!.id];
  const models = [old, { ...next, version: '2.1.0', rules: [a!, b!, c!] }, { ...next, rules: [a!, b!] }];
  return { models, kept, gone: c!.id };
}

/** Those of `next` judge it and the version without rules, those of the release only that. */
const booksOf = ([old, release, next]: Model[]): Map<Model, VersionRules> =>
  new Map<Model, VersionRules>([
    [old!, rulesOf(old!, checkedRules(next!), next!)],
    [release!, { own: release!, rules: checkedRules(release!) }],
    [next!, rulesOf(next!, checkedRules(next!), next!)],
  ]);

describe('each version is judged by the rules that it was released with', () => {
  it.each<[version: string, from: string]>([
    ...FROZEN.map((version) => [version, 'next'] as [string, string]),
    ['2.1.0', '2.1.0'],
    ['2.1.0-rc.1', '2.1.0-rc.1'],
    ['3.0.0', '3.0.0'],
    ['next', 'next'],
  ])('%s: those of %s', (version, from) => {
    expect(rulesFrom(version)).toBe(from);
    expect(bookFolder(version)).toBe(version === 'next' ? 'rules' : `rules/${version}`);
  });

  it('a rule that `next` gave up stays with the release, and with nothing before it', async () => {
    const { models, kept, gone } = await withRelease();
    const files = new Map(rulesByVersion(booksOf(models), models, { codes: {} } as never).map(({ path, text }) => [path, text]));
    const ids = (version: string) => (JSON.parse(files.get(`rules/${version}.json`) ?? '') as Book).rules.map(({ id }) => id);
    expect(ids('2.1.0')).toEqual([...kept, gone]);
    expect(ids('next')).toEqual(kept);
    expect(ids('2.0.3')).toEqual(kept);
  });

  it('the book of a release stands in its own folder and names it', async () => {
    const { models, gone } = await withRelease();
    const [, release] = models;
    const files = bookFiles(booksOf(models).get(release!)!, release!, release!, { codes: {} } as never);
    expect(files.map(({ path }) => path)).toEqual(['index.json', 'rules.json', 'rules.js'].map((name) => `rules/2.1.0/${name}`));
    const { version, rules } = JSON.parse(files[1]!.text) as Book;
    expect(version).toMatch(/^2\.1\.0-[0-9a-f]{12}$/);
    expect(rules.map(({ id }) => id)).toContain(gone);
  });

  it('a release whose rules no longer compile stops the build and names the rule', async () => {
    const { models } = await withRelease();
    const [, release] = models;
    const broken = { ...release!.rules[0]!, on: [{ scope: 'marche' as const, assert: 'marche.nexistePas == 1' }] };
    expect(() => checkedRules({ ...release!, rules: [broken] })).toThrow(`2.1.0, ${broken.id}`);
  });
});

describe('what was built', () => {
  it.each(VERSIONS)('%s: program and package have the same rules', async (version) => {
    const [{ version: sum, rules }, index] = await Promise.all([loadRules(version), ruleIndex(version)]);
    const published = readJsonFile(`dist/rules/${version}.json`) as Book;
    expect(published.version).toBe(sum);
    expect(index.version).toBe(sum);
    expect(sum.startsWith(`${rulesFrom(version)}-`)).toBe(true);
    const run = await rulesFor(version, allRules('2026-12-31'));
    expect(run !== undefined).toBe(published.rules.length > 0);
    expect(published.rules.every(({ id }) => rules.some((rule) => rule.id === id))).toBe(true);
  });

  it('each version has a book, in its names', () => {
    for (const version of [...FROZEN, ...OWN]) expect(existsSync(`${ROOT}dist/rules/${version}/rules.js`), version).toBe(true);
  });
});
