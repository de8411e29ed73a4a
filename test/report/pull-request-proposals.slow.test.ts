import { expect, test } from 'vitest';
import { commentOf } from '../../src/governance/pull-request/comment-verb.node.ts';
import { pullRequestPage } from '../../src/governance/pull-request/page.ts';
import type { PullRequest } from '../../src/governance/pull-request/types.ts';
import { LIMIT_ERRATUM, PROPOSALS, pullRequestOf } from './proposals.ts';

const NAMES = Object.keys(PROPOSALS) as (keyof typeof PROPOSALS)[];
const all = new Map<string, PullRequest>();
for (const name of NAMES) all.set(name, await pullRequestOf(PROPOSALS[name]));

const page = (name: keyof typeof PROPOSALS, lang: 'fr' | 'en' = 'fr'): string => pullRequestPage(all.get(name)!, { lang });

/** What a person reads in one go. */
const LINES = 80;

test.each(NAMES.flatMap((name) => (['fr', 'en'] as const).map((lang) => [name, lang] as const)))(
  'the report on the proposal “%s”, in %s, is one page and reads as in its golden file',
  async (name, lang) => {
    const text = page(name, lang);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(LINES);
    expect(commentOf(new TextEncoder().encode(text), 'https://exemple.invalid/1', lang)).toContain(text.trimEnd());
    await expect(text).toMatchFileSnapshot(`../golden/report/proposal-${name}.${lang}.md`);
  },
);

test('who accepts, for how long, and what must be written is that of the change that asks for most', () => {
  const line = (name: keyof typeof PROPOSALS): string => /\*\*Pour l'accepter\*\* \((.*)\) : (.*)\./.exec(page(name))?.[0] ?? '';
  expect(line('text')).toContain('un mainteneur ; aucun délai');
  for (const name of ['code', 'field', 'five-fields', 'rule'] as const)
    expect(line(name)).toContain('un mainteneur, après un relecteur ; avis pendant 14 jours');
  expect(line('deprecation')).toContain('deux mainteneurs ; avis pendant 30 jours, avec une candidate');
  for (const name of ['rename', 'limit', 'removal'] as const)
    expect(line(name)).toContain('deux mainteneurs, après une proposition écrite ; avis pendant 30 jours, puis une candidate');
});

test('an approved erratum asks for somebody else than its author, and no proposition', async () => {
  const text = pullRequestPage(await pullRequestOf({ ...PROPOSALS.limit, errata: [LIMIT_ERRATUM], refusals: [] }), {
    lang: 'fr',
  });
  expect(text).toContain(
    "un mainteneur autre que l'auteur, sur une part mesurée d'au plus 1 % des contrats ; avis pendant 14 jours",
  );
  expect(text).not.toContain('Proposition écrite');
  expect(text).not.toContain('Non déclaré');
});

test('the written proposition is named, and asked for where a break or a new structure has none', () => {
  expect(page('removal')).toContain('**Proposition écrite** : `propositions/0003-prix-provisoire.md` (acceptée).');
  for (const name of ['limit', 'nested-list'] as const) expect(page(name)).toContain('**Proposition écrite** : à écrire');
  for (const name of ['text', 'code', 'field', 'deprecation'] as const) expect(page(name)).not.toContain('Proposition écrite');
});

test('a deprecation is shown as one, with what replaces it, and its edits are said once', () => {
  const text = page('deprecation');
  expect(text).not.toMatch(/texte change|textes changent|<details><summary>Textes/);
  expect(text).toContain('toujours accepté : « Provisoire » ; remplacé par « Définitif révisable »');
  expect(text).toContain("Accepté jusqu'au 31 décembre 2028.");
  expect(text).toContain('Champ déconseillé');
  expect(text).not.toContain('Libellé changé');
});

test('a witness is shown whole, or not at all', () => {
  const it = all.get('limit')!;
  const [change] = it.change.diff.changes;
  const long = { ...change!, witnesses: [{ ...change!.witnesses[0]!, fragment: 'x'.repeat(200) }] };
  const text = pullRequestPage({ ...it, change: { ...it.change, diff: { ...it.change.diff, changes: [long] } } }, { lang: 'fr' });
  expect(page('limit')).toContain('accepté par `main`, refusé par `next` : `"offresRecues": 10000`');
  expect(text).not.toContain('accepté par `main`');
  const shown = NAMES.flatMap((name) => page(name).split('\n')).filter((line) => /(?:accepté|refusé) par `|^\| /.test(line));
  expect(shown.length).toBeGreaterThan(10);
  for (const line of shown) expect(line).not.toContain('…');
});

test('nothing is said of what was not measured', () => {
  for (const name of NAMES) expect(page(name)).not.toMatch(/[Nn]on mesuré|instantané|fédération/);
});
