/** Releases of the tools (the npm package): tag `outils-X.Y.Z`, from the commits. */

const rules = { preset: 'conventionalcommits' };

/** Writes the number only: the package is private, and what is downloaded is packed by the last plugin, the same bytes everywhere. */
const npm = { npmPublish: false };

const forge = process.env.GITHUB_TOKEN
  ? [
      [
        '@semantic-release/github',
        { assets: 'dist/release/outils-*/*', successComment: false, failComment: false, failTitle: false },
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
    // After the commit, which it names, and before the tag: where it fails nothing is published, but that commit is already pushed. A new run
    // on the branch, once the cause is mended, gives the same number; the entry, which then stands twice in CHANGELOG-outils.md, is mended by hand.
    './scripts/semantic-release-tarball.ts',
    ...forge,
  ],
};
