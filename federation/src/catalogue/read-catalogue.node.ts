import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Problem } from '../../../src/governance/problem.ts';
import { under } from '../../../src/host/paths.node.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import type { Messages } from '../../../src/messages/compiled/federation.types.ts';
import { CatalogueError, catalogueOf } from './catalogue.ts';
import { LONGEST_FILE } from './read-source.ts';
import type { Catalogue } from './source.ts';

/**
 * Reads the sources that a folder declares, by default those of this repository (`federation/sources`). Throws a CatalogueError that has all that is wrong
 * with them, or says that the folder cannot be read.
 */
export async function readCatalogue(folder = under('federation', 'sources')): Promise<Catalogue> {
  const shown = relative('', folder) || '.';
  const names = await readdir(folder).catch((error: unknown) => {
    throw new CatalogueError([problem(shown, (say) => say['catalogue.folder']({ reason: reasonOf(error) }))]);
  });
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  for (const name of names.filter((it) => !it.startsWith('.') && !it.endsWith('.md')).sort()) {
    const text = name.endsWith('.yaml') ? await textOf(join(folder, name)) : problem(name, (say) => say['catalogue.not-yaml']());
    if (typeof text === 'string') files.set(name, text);
    else problems.push({ ...text, file: name });
  }
  return catalogueOf(files, shown, problems);
}

/** The text of a file, or why there is none. */
async function textOf(path: string): Promise<string | Problem> {
  try {
    // In UTF-8, a character takes four bytes at most.
    if ((await stat(path)).size > 4 * LONGEST_FILE)
      return problem(path, (say) => say['catalogue.too-long']({ most: LONGEST_FILE }));
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError) return problem(path, (say) => say['catalogue.not-utf8']());
    return problem(path, (say) => say['catalogue.file']({ reason: reasonOf(error) }));
  }
}

const problem = (file: string, say: (words: Messages) => string): Problem => ({ file, ...textsOf(FEDERATION, say) });

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
