import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { under } from '../../src/host/paths.node.ts';
import { writeFiles } from '../../src/host/tree.node.ts';
import { unfinished } from '../../src/host/unfinished.node.ts';
import { madeOnce } from './once.ts';

/**
 * A folder like `examples/` in which each example of each version is a file, cases too: for what reads files and folders. A path from the root of the
 * project, which ends with a slash. Examples are read once for all processes of a run.
 */
export const UNFOLDED = readFileSync(await madeOnce('unfolded', async (path) => writeFileSync(path, await unfolded())), 'utf8');

/** The same as an absolute path. */
export const EXAMPLES = under(UNFOLDED);

async function unfolded(): Promise<string> {
  const { exampleSources, readAllExamples } = await import('../../src/governance/examples/all.node.ts');
  const { examples } = readAllExamples(await exampleSources());
  const files = [...examples].flatMap(([version, texts]) =>
    [...texts].map(([path, text]) => ({ path: `examples/${version}/${path}`, text })),
  );
  const sum = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  const folder = `.cache/unfolded/${sum}`;
  if (!existsSync(under(folder))) {
    const beside = unfinished(under(folder));
    await writeFiles(beside, files);
    // Another worker may have been first.
    await rename(beside, under(folder)).catch(() => rm(beside, { recursive: true, force: true }));
  }
  return `${folder}/examples/`;
}
