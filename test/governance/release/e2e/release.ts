/** Run in a clone: runs of semantic-release as a workflow does them, but for the forge. Each argument is a stream, perhaps with `--dry-run`. */
import { writeFileSync } from 'node:fs';
import semanticRelease, { type Options } from 'semantic-release';

const [answer = '', url = '', ...asked] = process.argv.slice(2);

async function release(stream: string, dryRun: boolean): Promise<object> {
  const { default: config } = (await import(`../../../../release.${stream}.config.mjs`)) as { default: Options };
  const options = { ...config, repositoryUrl: url, ci: false, dryRun };
  const env = { ...process.env } as Record<string, string>;
  try {
    const result = await semanticRelease(options, { cwd: process.cwd(), env });
    return result === false
      ? { version: null, notes: '' }
      : { version: result.nextRelease.version, notes: result.nextRelease.notes ?? '' };
  } catch (error) {
    return { refused: wordsOf(error) };
  }
}

/** What an error says, and those that it gathers. */
function wordsOf(error: unknown): string {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error instanceof Error ? error.message : String(error), ...errors.map(wordsOf)].filter(Boolean).join('\n');
}

const done: object[] = [];
for (const one of asked) {
  const [stream = '', dry] = one.split(' ');
  done.push(await release(stream, dry === '--dry-run'));
}
writeFileSync(answer, JSON.stringify(done));
