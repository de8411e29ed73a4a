import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { greatest } from '../../src/diff/bump.ts';
import type { ReleasePlan } from '../../src/diff/release-plan.ts';
import type { Bump } from '../../src/diff/types.ts';
import { following } from '../../src/governance/errata/numbers.ts';
import type { Texts } from '../../src/model/texts.ts';
import { NEWEST } from '../support/engine.ts';
import { catalogueFaults } from './catalogue.ts';
import * as proposals from './e2e/contributions.ts';
import { branchOf, commit, freshClone, gitIn, makeWorld, names, read, removeWorld, run, write, type World } from './e2e/world.ts';

type Judged = { refusals: (Texts & { file: string })[]; page: string; plan: ReleasePlan };
type Released = { version?: string | null; notes?: string; refused?: string };
type Problems = (Texts & { file: string })[];

let world: World;
let waiting: Bump;
const trees = new Map<string, string>();

/** Two working trees are looked at side by side: there are two cores. */
async function pairs<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const open = [...tasks.entries()];
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next; next = open.shift()) results[next[0]] = await next[1]();
  };
  await Promise.all([work(), work()]);
  return results;
}

const propose = (name: string, message: string, ...edits: ((tree: string) => void)[]): string => {
  const tree = branchOf(world, name);
  for (const edit of edits) edit(tree);
  commit(tree, message);
  trees.set(name, tree);
  return tree;
};
const judge = (name: string): Promise<Judged> => run('judge.ts', trees.get(name) ?? '');
const release = (stream: string, dry = ''): Promise<Released> => run('release.ts', world.clone, [stream, world.url, dry]);

const MAJOR = following(NEWEST, 'major');
const judged: Record<string, Judged> = {};
/** What `next` may already hold when the test begins counts as well. */
const expected = (bump: Bump): string => following(NEWEST, greatest([waiting, bump]));

beforeAll(async () => {
  world = makeWorld();
  propose('code', 'feat(schema): un prix à la tâche', proposals.addCode);
  propose('texte', "docs(schema): l'objet dit ce que l'on achète", proposals.mendText);
  propose('champ', 'feat(schema): la visite obligatoire', proposals.addField);
  propose('renomme', 'feat(schema)!: un libellé et non un intitulé', proposals.renameField);
  propose('annonce', 'feat(schema)!: un libellé et non un intitulé', proposals.renameField, proposals.declare(MAJOR));
  propose('erratum', 'feat(schema): pas plus de 9 999 offres', proposals.narrow);
  propose('fige', 'fix(schema): un objet plus long', proposals.touchFrozen);
  const { bump, refusals } = await run<ReleasePlan>('verify.ts', trees.get('erratum') ?? '', ['plan']);
  expect([bump, refusals.length]).toEqual(['major', 1]);
  const before = await run<ReleasePlan>('verify.ts', world.clone, ['plan']);
  waiting = before.bump;
  proposals.approve(trees.get('erratum') ?? '', await run<ReleasePlan>('verify.ts', trees.get('erratum') ?? '', ['plan']));
  commit(trees.get('erratum') ?? '', 'feat(schema): ce qui est refusé était déjà faux');
  const order = [...trees.keys()];
  const answers = await pairs(order.map((name) => () => judge(name)));
  for (const [i, name] of order.entries()) judged[name] = answers[i]!;
}, 300_000);

afterAll(() => removeWorld(world));

describe('a proposal, through gate, report and plan', () => {
  test.each<[what: string, name: string, bump: Bump, told: RegExp]>([
    ['a code that is added', 'code', 'minor', /Nouveau code dans la liste « type-prix » : « Paiement à la tâche »/],
    ['a text that is mended', 'texte', 'patch', /Seul un texte change : aucune donnée n'est jugée autrement/],
    ['a field that need not be there', 'champ', 'minor', /Nouvelle propriété « visiteObligatoire »/],
    ['an erratum with its entry', 'erratum', 'minor', /9 ?999/],
  ])('%s (%s) is accepted and asks for a %s number', (_, name, bump, told) => {
    const { refusals, page, plan } = judged[name]!;
    expect(refusals).toEqual([]);
    expect(page).toMatch(told);
    expect(plan).toMatchObject({ version: expected(bump), refusals: [] });
  });

  test('a field that is renamed is refused with its witness: no number says so', () => {
    const { refusals, page, plan } = judged['renomme']!;
    expect(refusals.map(({ fr }) => fr).join('\n')).toContain(MAJOR);
    expect(page).toContain('**Non déclaré.**');
    expect(plan.version).toBe(MAJOR);
    expect(plan.refusals[0]?.texts.fr).toMatch(/^Rupture non déclarée : écrivez « \d+\.0\.0 »/);
    expect(plan.refusals[0]?.change?.witnesses.length).toBeGreaterThan(0);
  });

  test('and accepted as a major number once it is declared', () => {
    const { refusals, plan } = judged['annonce']!;
    expect(refusals).toEqual([]);
    expect(plan).toMatchObject({ version: MAJOR, bump: 'major', refusals: [] });
  });

  test('an edit of a published version is refused with one sentence that says what to do', () => {
    const { refusals, page } = judged['fige']!;
    expect(refusals.map(({ file }) => file)).toContain('schema/2.0.3/marche.schema.json');
    expect(refusals[0]?.fr).toMatch(/qui ne change jamais ; remettez-le/);
    expect(page).toContain('schema/2.0.3/marche.schema.json');
  });
});

describe('two releases', () => {
  const [first, second] = [() => expected('minor'), () => following(expected('minor'), 'major')];
  const git = (...args: string[]): string => gitIn(world.clone)(...args);
  const at = (ref: string, path: string): string => git('show', `${ref}:${path}`);

  test('four proposals together make a minor version: folder, tag, index, documents, notes, archives', async () => {
    for (const name of ['code', 'texte', 'champ', 'erratum']) git('merge', '-q', '--no-ff', '-m', `Merge ${name}`, name);
    git('push', '-q', 'origin', 'main');
    const done = await release('schema');
    expect(done).toMatchObject({ version: first() });
    expect(done.notes).toContain('Ce que promet ce numéro');
    expect(done.notes).toContain('What this number promises');
    expect(gitIn(world.bare)('tag', '--list', first())).toBe(first());
    expect(gitIn(world.bare)('rev-parse', `${first()}^{commit}`)).toBe(gitIn(world.bare)('rev-parse', 'main'));
    expect(git('status', '--porcelain')).toBe('');
    expect(at(first(), `schema/${first()}/codelists/type-prix.csv`)).toContain(`,${first()},,`);
    expect(at(first(), `releases/${first()}.en.md`)).toContain('Action:');
    expect(names(world.clone, `dist/release/${first()}`).length).toBe(5);
  }, 120_000);

  test('the changelog tells each of them, with what must be done and an example of what is now refused', () => {
    const [, entry = ''] = at('HEAD', 'CHANGELOG.md').split(/^## (?=\d)/m);
    expect(entry.startsWith(`${first()}, `)).toBe(true);
    expect(entry).toContain('**Action :** ceux qui produisent les données.');
    expect(entry).toContain(`Types de prix (\`typePrix\`) peut maintenant valoir \`${proposals.CODE}\`.`.slice(-40));
    expect(entry).toContain('Visite obligatoire (`visiteObligatoire`)');
    expect(entry).toMatch(/Exemples? refusés? désormais : `"offresRecues": \d{5,}`/);
    expect(entry).toContain('Objet du marché (`objet`)');
  });

  test('what is released waits for the next change: there is nothing more to release', async () => {
    expect(await release('schema', 'dry')).toEqual({ version: null, notes: '' });
  });

  test('commits of the format alone release no tools', async () => {
    git('tag', 'outils-0.1.0', NEWEST);
    expect(await release('outils', 'dry')).toMatchObject({ version: null });
  });

  test('the break makes a major version', async () => {
    git('switch', '-q', '-c', 'rupture');
    proposals.renameField(world.clone);
    proposals.declare(second())(world.clone);
    commit(world.clone, 'feat(schema)!: un libellé et non un intitulé');
    git('switch', '-q', 'main');
    git('merge', '-q', '--no-ff', '-m', 'Merge rupture', 'rupture');
    git('push', '-q', 'origin', 'main');
    expect(await release('schema')).toMatchObject({ version: second() });
    expect(at('HEAD', 'CHANGELOG.md')).toMatch(/### Rompu[^]*`"intituleTarif": /);
    const { releases } = JSON.parse(at('HEAD', 'schema/releases.json')) as { releases: Record<string, unknown>[] };
    expect(releases.slice(-3)).toMatchObject([
      { version: first(), status: 'remplacée', replacedBy: second(), tools: expect.any(String) as string },
      { version: second(), status: 'en vigueur' },
      { version: 'next', expectedVersion: following(second(), 'minor') },
    ]);
  }, 120_000);

  test('a public catalogue takes both tags', () => {
    for (const tag of [first(), second()])
      expect(
        catalogueFaults(tag, (path) => at(tag, path)),
        tag,
      ).toEqual([]);
  });

  test('another clone elsewhere makes the same archives, byte for byte, and finds all in place', async () => {
    const clone = freshClone(world, 'ailleurs', 'main');
    const { releases } = JSON.parse(read(clone, 'schema/releases.json')) as {
      releases: { version: string; artefacts?: object[] }[];
    };
    const listed = releases.find(({ version }) => version === second())?.artefacts;
    expect(listed).toHaveLength(5);
    expect(await run('verify.ts', clone, ['artefacts', second()])).toEqual(listed);
    expect(await run('verify.ts', clone, ['clone'])).toEqual([]);
  }, 120_000);

  test('a frozen file that changed and a tag that was moved are found out', async () => {
    const path = `schema/${first()}/marche.schema.json`;
    write(world.clone, path, `${read(world.clone, path)} `);
    expect((await run<Problems>('verify.ts', world.clone, ['clone'])).map(({ file }) => file)).toContain(path);
    git('restore', path);
    git('tag', '-f', first(), second());
    const moved = await run<Problems>('verify.ts', world.clone, ['clone']);
    expect(moved.map(({ file, fr }) => `${file} ${fr}`).join('\n')).toContain(first());
    const { refusals } = await run<ReleasePlan>('verify.ts', world.clone, ['plan']);
    expect(refusals[0]?.texts.fr).toMatch(new RegExp(`^L'étiquette ${first()} a été déplacée`));
  });
});
