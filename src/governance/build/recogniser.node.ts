import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { BinaryFile } from '../../generate/types.ts';
import {
  compileAssembly,
  ENTRY,
  type Ingredients,
  OPTIONS,
  recogniserSources,
} from '../../../packages/fast-validate/src/compile.node.ts';
import { under } from '../../host/paths.node.ts';
import { writeFiles } from '../../host/tree.node.ts';
import type { DistFile } from './dist-files.node.ts';

/** Writes `versions/<version>/recogniser.wasm`, and beside it the sum of what it was made from, and how: what has not changed is not compiled again. */
export async function buildRecogniser(ingredients: Ingredients): Promise<void> {
  const sources = await recogniserSources(ingredients);
  const folder = `versions/${ingredients.model.version}`;
  const sum = sumOf(sources);
  const isThere = existsSync(under('dist', folder, WASM));
  if (isThere && (await readKept(`${folder}/recogniser.sum`)) === sum) return;
  const bytes = await compileAssembly(sources, ENTRY);
  const files: (BinaryFile | DistFile)[] = [
    { path: `${folder}/${WASM}`, bytes },
    { path: `${folder}/recogniser.sum`, text: sum },
  ];
  await writeFiles(under('dist'), files);
}

const WASM = 'recogniser.wasm';

/**
 * A name under which no reader finds the recogniser. During a build, changed sources are validated without it, until it is known
 * to match them. An interrupted build therefore leaves no recogniser that belongs to other sources.
 */
const ASIDE = 'recogniser.aside';

/** Puts the recognisers of some versions out of use. */
export const setAside = (versions: readonly string[]): Promise<void> => renamed(versions, WASM, ASIDE);

/** Moves them back, to be compared with what is needed now. */
export const bringBack = (versions: readonly string[]): Promise<void> => renamed(versions, ASIDE, WASM);

async function renamed(versions: readonly string[], from: string, to: string): Promise<void> {
  for (const version of versions) {
    const folder = under('dist', 'versions', version);
    if (existsSync(join(folder, from))) await rename(join(folder, from), join(folder, to));
  }
}

function sumOf(sources: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256').update(OPTIONS.join(' '));
  for (const [name, text] of sources) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

const readKept = (path: string): Promise<string | undefined> => readFile(under('dist', path), 'utf8').catch(() => undefined);
