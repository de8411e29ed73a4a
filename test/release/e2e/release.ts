/** Run in a clone: one run of semantic-release as a workflow does it, but for the forge. */
import { writeFileSync } from 'node:fs';
import semanticRelease, { type Options } from 'semantic-release';

const [answer = '', stream = '', url = '', dry = ''] = process.argv.slice(2);

const { default: config } = (await import(`../../../release.${stream}.config.mjs`)) as { default: Options };
const options = { ...config, repositoryUrl: url, ci: false, dryRun: dry === 'dry' };
const done = await semanticRelease(options, { cwd: process.cwd(), env: { ...process.env } as Record<string, string> }).then(
  (result) => ({
    version: result === false ? null : result.nextRelease.version,
    notes: result === false ? '' : (result.nextRelease.notes ?? ''),
  }),
  (error: unknown) => ({ refused: error instanceof Error ? error.message : String(error) }),
);
writeFileSync(answer, JSON.stringify(done));
