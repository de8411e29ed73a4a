/** The cases that a change of the schema needs: found by trying, as `decp check-examples --mutants` does. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSources } from '../build/sources.node.ts';
import { exampleCheck } from '../examples/all.node.ts';
import { suggestCases, tableText } from '../examples/suggest.node.ts';
import { announcedFiles, NONE, wantedOf } from '../examples/verb.node.ts';
import { Examples } from '../examples/origin.ts';
import { proposedNext } from '../gate/proof.node.ts';
import { scoreOfNext } from '../mutation/score-of-next.node.ts';
import { mutantsOf } from '../mutation/enumerate.ts';
import type { Draft } from './draft.ts';

/** The ids of the ways to break the schema of `next` under a folder; none where it cannot be read. */
export async function mutantIds(root: string): Promise<ReadonlySet<string>> {
  const { sources } = await readSources(root);
  return new Set(sources ? mutantsOf(sources.next.schema).map(({ id }) => id) : []);
}

/** The files of cases, with new ones for the ways to break the schema that no example notices; undefined where the sources cannot be read. `before`: those that there were, which are not looked at. */
export async function casesNeeded(root: string, before: ReadonlySet<string>): Promise<ReadonlyMap<string, string> | undefined> {
  const { sources } = await readSources(root);
  if (!sources) return undefined;
  const examples = sources.examples.get('next');
  if (!(examples instanceof Examples)) return new Map();
  const only = new Set(
    mutantsOf(sources.next.schema)
      .map(({ id }) => id)
      .filter((id) => !before.has(id)),
  );
  if (only.size === 0) return new Map();
  const { version } = await proposedNext(sources);
  const { score } = await scoreOfNext(sources.next, examples, { only, rules: false });
  const files = new Map<string, string>();
  for (const { file, table } of await suggestCases(version, score.survivors, examples)) {
    if (!table) continue;
    const path = join(root, file);
    const text = files.get(file) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '');
    files.set(file, text + tableText(table, text === ''));
  }
  return files;
}

/**
 * The files in which the examples of `next` announce findings that they did not have before, as the forecast that the consolidation leaves out contracts of a new
 * form; undefined where the sources cannot be read.
 */
export async function announcedNow(root: string, draft: Draft): Promise<ReadonlyMap<string, string> | undefined> {
  const { sources } = await readSources(root);
  const examples = sources?.examples.get('next');
  if (!sources || !(examples instanceof Examples)) return undefined;
  const { version, bookOf } = await proposedNext(sources);
  const wanted = wantedOf('next', examples, await exampleCheck(version, await bookOf('next')));
  const files = announcedFiles(wanted, sources.versions, (path) => draft.text(path));
  return new Map([...files].map(([path, text]) => [path, text ?? NONE]));
}
