import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { greatest } from '../../../packages/schema-diff/src/types.ts';
import type { ReleasePlan } from '../../../src/diff/decision.ts';
import { reportOf } from '../../../src/governance/compare/report-of.node.ts';
import { versionSide } from '../../../src/governance/compare/side.node.ts';
import type { Bump } from '../../../packages/schema-diff/src/types.ts';
import { following } from '../../../src/governance/errata/decide.ts';
import { type ListedArtefact, listedArtefacts } from '../../../src/governance/release/sums.node.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { NEWEST } from '../../support/engine.ts';
import { NIGHT } from '../../support/tier.ts';
import { artefactTests } from './artefacts.ts';
import { catalogueFaults } from './catalogue.ts';
import * as proposals from './e2e/contributions.ts';
import { branchOf, commit, freshClone, gitIn, makeWorld, names, read, removeWorld, run, write, type World } from './e2e/world.ts';

type Judged = { refusals: (Texts & { file: string })[]; page: string; plan: ReleasePlan };
type Released = { version?: string | null; notes?: string; refused?: string };
type Entry = { version: string; artefacts?: ListedArtefact[] };
type Problems = (Texts & { file: string })[];

let world: World;
const trees = new Map<string, string>();

/** Two working trees are looked at side by side: there are two cores. */
async function pairs(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const open = [...tasks];
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next; next = open.shift()) await next();
  };
  await Promise.all([work(), work()]);
}

const propose = (name: string, message: string, ...edits: ((tree: string) => void)[]): string => {
  const tree = branchOf(world, name);
  for (const edit of edits) edit(tree);
  commit(tree, message);
  trees.set(name, tree);
  return tree;
};
/** One run of semantic-release for each of these streams, one after the other. */
const release = (...streams: string[]): Promise<Released[]> => run('release', world.clone, [world.url, ...streams]);

const MAJOR = following(NEWEST, 'major');
const judged: Record<string, Judged> = {};
/** What `next` asks for before any proposal: what it may already hold counts as well. */
let required: Bump;
const expected = (bump: Bump): string => following(NEWEST, greatest([required, bump]));

async function judge(name: string): Promise<void> {
  judged[name] = await run('judge', trees.get(name) ?? '');
}

/** A break may do away with what errata that wait for a release speak of: the plan of the break that nothing announced said which. */
async function judgeBreaks(): Promise<void> {
  await judge('renomme');
  const tree = propose('annonce', 'feat(schema)!: un libellé', proposals.renameField, proposals.declare(MAJOR));
  if (proposals.withoutStale(tree, judged['renomme']!.plan)) commit(tree, 'feat(schema)!: sans leurs errata');
  await judge('annonce');
}

beforeAll(async () => {
  world = makeWorld();
  ({ required } = (await reportOf(await versionSide(NEWEST), await versionSide('next'))).decision);
  // What `next` holds already was announced by commits that this history does not have.
  propose('code', `feat(schema)${required === 'major' ? '!' : ''}: un prix à la tâche`, proposals.addCode);
  propose('texte', "docs(schema): l'objet dit ce que l'on achète", proposals.fixText);
  propose('champ', 'feat(schema): la visite obligatoire', proposals.addField);
  propose(
    'erratum',
    'feat(schema): pas plus de 9 999 offres',
    proposals.narrow(proposals.OFFERS),
    proposals.approve(proposals.OFFERS),
  );
  if (!NIGHT) return;
  propose('renomme', 'feat(schema)!: un libellé et non un intitulé', proposals.renameField);
  propose('fige', 'fix(schema): un objet plus long', proposals.touchFrozen);
  const others = [...trees.keys()].filter((name) => name !== 'renomme');
  await pairs([judgeBreaks, ...others.map((name) => () => judge(name))]);
});

afterAll(() => removeWorld(world));

// To judge a proposal takes many seconds. By day the cases of the gate and its drafts, the tests of the page and the plan of the release below show what these do.
describe.runIf(NIGHT)('a proposal, through gate, report and plan', () => {
  const accepted: [what: string, name: string, bump: Bump, reported: RegExp][] = [
    ['a code that is added', 'code', 'minor', /\| code `Paiement à la tâche` de la liste `type-prix` \|/],
    ['a text that is fixed', 'texte', 'patch', /Seul un texte change : aucune donnée n'est jugée autrement/],
    ['a field that need not be there', 'champ', 'minor', /\| Visite obligatoire \(`marches\.marche\[\]\.visiteObligatoire`\) \|/],
    ['an erratum with its entry', 'erratum', 'minor', /9 ?999/],
  ];
  test.each(accepted)('%s (%s) is accepted and asks for a %s number', (_, name, bump, reported) => {
    const { refusals, page, plan } = judged[name]!;
    expect(refusals).toEqual([]);
    expect(page).toMatch(reported);
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
    expect(refusals[0]?.fr).toMatch(/qui ne change jamais ; remettez-le \(« git restore /);
    expect(page).toContain('schema/2.0.3/marche.schema.json');
  });
});

describe('releases', () => {
  const [first, second] = [() => expected('minor'), () => following(expected('minor'), 'major')];
  const git = (...args: string[]): string => gitIn(world.clone)(...args);
  const at = (ref: string, path: string): string => git('show', `${ref}:${path}`);
  const releases = () => (JSON.parse(at('HEAD', 'schema/releases.json')) as { releases: Entry[] }).releases;
  const listed = (version: string) => releases().find((entry) => entry.version === version)?.artefacts;
  test('four proposals together make a minor version: folder, tag, index, documents, notes, archives', async () => {
    for (const name of ['code', 'texte', 'champ', 'erratum']) git('merge', '-q', '--no-ff', '-m', `Merge ${name}`, name);
    git('push', '-q', 'origin', 'main');
    const [done] = await release('schema');
    expect(done).toMatchObject({ version: first() });
    expect(done?.notes).toContain('Ce que promet ce numéro');
    expect(done?.notes).toContain('What this number promises');
    expect(gitIn(world.bare)('tag', '--list', first())).toBe(first());
    expect(gitIn(world.bare)('rev-parse', `${first()}^{commit}`)).toBe(gitIn(world.bare)('rev-parse', 'main'));
    expect(git('status', '--porcelain')).toBe('');
    expect(at(first(), `schema/${first()}/codelists/type-prix.csv`)).toContain(`,${first()},,`);
    expect(at(first(), `releases/${first()}.en.md`)).toContain('Action:');
  });

  describe('the artefacts of a release', () => {
    artefactTests(() => {
      const folder = join(world.clone, 'dist/release', first());
      const artefacts = (listed(first()) ?? []).map(({ path }) => ({ path, bytes: readFileSync(join(folder, path)) }));
      return { name: first(), schema: join(world.clone, 'schema'), from: first(), folder, artefacts };
    });

    test('are listed in schema/releases.json, and there are no others', () => {
      const artefacts = names(world.clone, `dist/release/${first()}`).map((path) => ({
        path: basename(path),
        bytes: readFileSync(join(world.clone, path)),
      }));
      expect(new Set(listedArtefacts(artefacts))).toEqual(new Set(listed(first())));
    });
  });

  test('the changelog tells each of them, with what must be done and an example of what is now refused', () => {
    const [, entry = ''] = at('HEAD', 'CHANGELOG.md').split(/^## (?=\d)/m);
    expect(entry.startsWith(`${first()}, `)).toBe(true);
    expect(entry).toContain('**Action :** ceux qui produisent les données.');
    expect(entry).toContain(`Types de prix (\`typePrix\`) peut maintenant valoir \`${proposals.CODE}\`.`.slice(-40));
    expect(entry).toContain('Visite obligatoire (`visiteObligatoire`)');
    expect(entry).toMatch(/Exemples? refusés? désormais : `"offresRecues": \d{5,}`/);
    expect(entry).toContain('Objet du marché (`objet`)');
  });

  // That placeholders are refused, organisation.test.ts shows.
  test.runIf(NIGHT)('a placeholder is refused, with the sentence that says where to set it, and nothing is written', async () => {
    const tree = branchOf(world, 'attente');
    proposals.fixText(tree);
    const organisation = JSON.parse(read(tree, 'schema/organisation.json')) as object;
    write(tree, 'schema/organisation.json', JSON.stringify({ ...organisation, site: 'https://decp.example' }));
    commit(tree, 'fix(schema): un texte');
    const { refusals } = await run<ReleasePlan>('verify', tree, ['plan']);
    expect(refusals.map(({ texts }) => texts.fr)).toEqual([
      expect.stringMatching(
        /^Des noms d'attente ne se publient pas : site \(https:\/\/decp\.example\)\. Écrivez les vrais dans schema\/organisation\.json/,
      ),
    ]);
  });

  // Two more runs of semantic-release that change nothing.
  test.runIf(NIGHT)('there is nothing more to release, and commits of the format alone release no tools', async () => {
    git('tag', 'outils-0.1.0', NEWEST);
    const done = await release('schema --dry-run', 'outils --dry-run');
    expect(done.map(({ version }) => version)).toEqual([null, null]);
  });

  test('a public catalogue takes the tag, and another clone finds all in place', async () => {
    expect(catalogueFaults(first(), (path) => at(first(), path))).toEqual([]);
    expect(await run('verify', freshClone(world, 'ensuite', 'main'), ['clone'])).toEqual([]);
  });

  // That the same archives come out elsewhere, artefacts.slow.test.ts proves; what is wrong in a clone, verify-clone.slow.test.ts finds out.
  describe.runIf(NIGHT)('then a break', () => {
    test('makes a major version, and another clone elsewhere makes the archives before it again, byte for byte', async () => {
      git('switch', '-q', '-c', 'rupture');
      proposals.renameField(world.clone);
      proposals.declare(second())(world.clone);
      commit(world.clone, 'feat(schema)!: un libellé et non un intitulé');
      git('switch', '-q', 'main');
      git('merge', '-q', '--no-ff', '-m', 'Merge rupture', 'rupture');
      git('push', '-q', 'origin', 'main');
      const elsewhere = freshClone(world, 'ailleurs', first());
      const [rebuilt, released] = await Promise.all([run('remake', elsewhere, [first()]), release('schema')]);
      expect(released).toMatchObject([{ version: second() }]);
      expect(rebuilt).toEqual(listed(first()));
      expect(at('HEAD', 'CHANGELOG.md')).toMatch(/### Rompu[^]*`"intituleTarif": /);
      expect(releases().slice(-3)).toMatchObject([
        { version: first(), status: 'remplacée', replacedBy: second(), tools: expect.any(String) as string },
        { version: second(), status: 'publiée ici' },
        { version: 'next', expectedVersion: following(second(), 'minor') },
      ]);
      expect(catalogueFaults(second(), (path) => at(second(), path))).toEqual([]);
    });

    test('and a frozen file that changed and a tag that was moved are found out', async () => {
      const path = `schema/${first()}/marche.schema.json`;
      write(world.clone, path, `${read(world.clone, path)} `);
      expect((await run<Problems>('verify', world.clone, ['clone'])).map(({ file }) => file)).toContain(path);
      git('restore', path);
      git('tag', '-f', first(), second());
      const moved = await run<Problems>('verify', world.clone, ['clone']);
      expect(moved.map(({ file, fr }) => `${file} ${fr}`).join('\n')).toContain(first());
      const { refusals } = await run<ReleasePlan>('verify', world.clone, ['plan']);
      expect(refusals[0]?.texts.fr).toMatch(new RegExp(`^L'étiquette ${first()} a été déplacée`));
    });
  });
});
