/** Releases of the format: tag `X.Y.Z`, digits and dots only, as public catalogues ask; candidates `X.Y.Z-rc.N` from the branch `candidat`. */

/** A forge shows the notes and the archives where it gave a token; without one the tag alone is the release. */
const forge = process.env.GITHUB_TOKEN
  ? [['@semantic-release/github', { assets: 'dist/release/*/*', successComment: false, failComment: false, failTitle: false }]]
  : [];

export default {
  branches: ['main', { name: 'candidat', prerelease: 'rc' }],
  tagFormat: '${version}',
  plugins: [
    './scripts/semantic-release.ts',
    [
      '@semantic-release/git',
      {
        // A candidate changes none of these: it is a tag and its archives, and no commit.
        assets: ['schema', 'examples', 'releases', 'CHANGELOG.md', 'README.md', 'README.en.md', 'schemas.yml'],
        message: 'chore(release): format ${nextRelease.version} [skip ci]',
      },
    ],
    ...forge,
  ],
};
