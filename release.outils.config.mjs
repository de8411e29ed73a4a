/** Releases of the tools (the npm package): tag `outils-X.Y.Z`, from the commits. */

const rules = { preset: 'conventionalcommits' };

/** Packed, and published only where there is a token for it (and the package is no longer private). */
const npm = { npmPublish: Boolean(process.env.NPM_TOKEN), tarballDir: 'dist/release/outils' };

const forge = process.env.GITHUB_TOKEN
  ? [
      [
        '@semantic-release/github',
        { assets: 'dist/release/outils/*', successComment: false, failComment: false, failTitle: false },
      ],
    ]
  : [];

export default {
  branches: ['main'],
  tagFormat: 'outils-${version}',
  plugins: [
    ['./scripts/semantic-release-tools.ts', rules],
    ['@semantic-release/changelog', { changelogFile: 'CHANGELOG-outils.md', changelogTitle: '# Journal des outils' }],
    ['@semantic-release/npm', npm],
    [
      '@semantic-release/git',
      {
        assets: ['package.json', 'package-lock.json', 'CHANGELOG-outils.md'],
        message: 'chore(release): outils ${nextRelease.version} [skip ci]',
      },
    ],
    ...forge,
  ],
};
