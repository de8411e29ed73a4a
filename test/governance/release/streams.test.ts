import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { runArtefacts } from '../../../src/governance/release/artefacts/verb.node.ts';
import { prepareRelease, releaseArtefacts } from '../../../src/governance/release/prepare.node.ts';
import { sourceCommit } from '../../../src/governance/release/source-commit.node.ts';
import { refuseUnnamed } from '../../../src/governance/release/stream/named-commit.node.ts';
import type { StreamContext } from '../../../src/governance/release/stream/context.ts';
import { releaseCommit } from '../../../src/governance/release/history.node.ts';
import { planNext, type Planned } from '../../../src/governance/release/plan-next.node.ts';
import { prepareSchema, verifySchema } from '../../../src/governance/release/stream/schema.node.ts';
import { isOfTools, packTools } from '../../../src/governance/release/stream/tools.node.ts';
import { readJsonFile, ROOT } from '../../support/engine.ts';

vi.mock('../../../src/governance/release/artefacts/verb.node.ts', () => ({ runArtefacts: vi.fn(() => Promise.resolve(0)) }));
vi.mock('../../../src/governance/release/prepare.node.ts', () => ({ prepareRelease: vi.fn(), releaseArtefacts: vi.fn() }));
vi.mock('../../../src/governance/release/source-commit.node.ts', { spy: true });
vi.mock('../../../src/governance/release/plan-next.node.ts', () => ({ planNext: vi.fn() }));
vi.mock('../../../src/governance/release/history.node.ts', { spy: true });

type Config = {
  tagFormat: string;
  branches: (string | { name: string; prerelease: string })[];
  plugins: (string | [string, object])[];
};
const configOf = async (stream: string): Promise<Config> =>
  ((await import(`../../../release.${stream}.config.mjs`)) as { default: Config }).default;

test.each<[paths: string[], isTools: boolean]>([
  [['schema/next/marche.schema.json', 'examples/next/valid/a.json'], false],
  [['schema/2.1.0/SHA256SUMS', 'CHANGELOG.md', 'README.md', 'README.en.md', 'schemas.yml', 'releases/2.1.0.fr.md'], false],
  [[], false],
  [['schema/next/marche.schema.json', 'src/diff/bump.ts'], true],
  [['package.json'], true],
  [['test/golden/schema/a.json'], true],
])('a commit that touches %j is of the tools: %s', (paths, isTools) => {
  expect(isOfTools(paths)).toBe(isTools);
});

describe('the two streams', () => {
  test('have tags that cannot be taken for one another', async () => {
    const [schema, tools] = [await configOf('schema'), await configOf('outils')];
    expect([schema.tagFormat, tools.tagFormat]).toEqual(['${version}', 'outils-${version}']);
    expect(schema.branches).toEqual(['main', { name: 'candidat', prerelease: 'rc' }]);
  });

  test('tools: packed from the commit that names them, before anything is shown', async () => {
    const names = (await configOf('outils')).plugins.map((plugin) => (typeof plugin === 'string' ? plugin : plugin[0]));
    const [commit, pack] = ['@semantic-release/git', './scripts/semantic-release-tarball.ts'].map((name) => names.indexOf(name));
    expect(commit).toBeGreaterThan(-1);
    expect(pack).toBeGreaterThan(commit!);
    const forge = names.indexOf('@semantic-release/github');
    expect(forge === -1 || forge > pack!).toBe(true);
  });

  test.each(['schema', 'outils'])('%s: every plugin is there, and none speaks to a forge without a token', async (stream) => {
    const { devDependencies } = readJsonFile('package.json') as { devDependencies: Record<string, string> };
    const names = (await configOf(stream)).plugins.map((plugin) => (typeof plugin === 'string' ? plugin : plugin[0]));
    for (const name of names) {
      const isOurs = name.startsWith('./') && existsSync(`${ROOT}${name}`);
      expect(isOurs || name in devDependencies || name === '@semantic-release/npm', name).toBe(true);
    }
    if (process.env['GITHUB_TOKEN'] === undefined) expect(names).not.toContain('@semantic-release/github');
  });
});

const context = (version: string): StreamContext => ({
  lastRelease: {},
  nextRelease: { version },
  commits: [],
  branch: { name: 'main' },
  env: {},
  logger: { log: () => undefined },
});

test('a number that semantic-release counted from nothing is refused, with the tag that is missing and the commit to set it on', async () => {
  vi.mocked(planNext).mockResolvedValue({ plan: { version: '9.10.0', previous: '9.9.0' } } as Planned);
  vi.mocked(releaseCommit).mockResolvedValue('a'.repeat(40));
  await expect(verifySchema(context('1.0.0'))).rejects.toThrow(
    "Étiquetez d'abord cette version sur le commit qui l'a publiée (git tag 9.9.0 aaaaaaaaaaaa).",
  );
  for (const version of ['9.10.0', '9.10.0-rc.1']) await expect(verifySchema(context(version))).resolves.toBeUndefined();
});

describe('what would name no commit is not released', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decp-sans-commit-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  test('neither of the format, nor a candidate, nor of the tools: nothing is made', async () => {
    vi.mocked(sourceCommit).mockResolvedValue({ missing: 'uncommitted' });
    const sentence = /^La provenance de \S+ ne nommerait aucun commit : des sources ne sont pas dans git .* Rien n'est publié\.$/;
    for (const version of ['9.9.9', '9.9.9-rc.1']) await expect(prepareSchema(context(version))).rejects.toThrow(sentence);
    await expect(packTools(context('9.9.9'))).rejects.toThrow(sentence);
    for (const made of [runArtefacts, prepareRelease, releaseArtefacts]) expect(made).not.toHaveBeenCalled();
    vi.mocked(sourceCommit).mockResolvedValue({ commit: 'a'.repeat(40), date: '2026-11-27T00:00:00Z' });
    await packTools(context('9.9.9'));
    expect(runArtefacts).toHaveBeenCalledWith({ version: 'outils-9.9.9', lang: 'fr' });
    vi.mocked(sourceCommit).mockRestore();
  });

  test('as git tells it', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid', ...args], { cwd: folder });
    const named = () => refuseUnnamed('9.9.9', [{ path: 'a.txt' }], folder);
    writeFileSync(join(folder, 'a.txt'), 'un\n');
    await expect(named()).rejects.toThrow(/publiez depuis un clone/);
    git('init', '-q');
    await expect(named()).rejects.toThrow(/git status/);
    git('add', '-A');
    git('commit', '-q', '-m', 'un');
    await expect(named()).resolves.toBeUndefined();
  });
});
