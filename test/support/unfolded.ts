import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { under } from '../../src/host/paths.node.ts';
import { writeFiles } from '../../src/host/tree.node.ts';
import { unfinished } from '../../src/host/unfinished.node.ts';
import { madeOnce } from './once.ts';

/** Has a folder for each state of the examples. */
const FOLDER = '.cache/unfolded';

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
  const folder = `${FOLDER}/${sum}`;
  if (!existsSync(under(folder))) {
    removeOlder();
    const beside = unfinished(under(folder));
    await writeFiles(beside, files);
    // Another worker may have been first.
    await rename(beside, under(folder)).catch(() => rm(beside, { recursive: true, force: true }));
  }
  return `${folder}/examples/`;
}

/** Removes those of examples that are no more. Another run may still read what was made today. */
function removeOlder(): void {
  const names = existsSync(under(FOLDER)) ? readdirSync(under(FOLDER)) : [];
  for (const path of names.map((name) => under(FOLDER, name)))
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > 86_400_000)
      rmSync(path, { recursive: true, force: true });
}
