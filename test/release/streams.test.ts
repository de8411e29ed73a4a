import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isOfTools } from '../../src/node/release/stream/tools.ts';
import { readJsonFile, ROOT } from '../support/engine.ts';

type Config = {
  tagFormat: string;
  branches: (string | { name: string; prerelease: string })[];
  plugins: (string | [string, object])[];
};
const configOf = async (stream: string): Promise<Config> =>
  ((await import(`../../release.${stream}.config.mjs`)) as { default: Config }).default;

test.each<[paths: string[], isTools: boolean]>([
  [['schema/next/marche.schema.json', 'examples/next/valid/a.json'], false],
  [['schema/2.1.0/SHA256SUMS', 'CHANGELOG.md', 'README.md', 'README.en.md', 'releases/2.1.0.fr.md'], false],
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
