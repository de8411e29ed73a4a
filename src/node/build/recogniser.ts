import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { BinaryFile } from '../../generate/types.ts';
import { emitRecogniser, ENTRY, type Ingredients } from '../../validate/recogniser/emit/module.ts';
import { under } from '../paths.ts';
import { compileAssembly, handWritten, OPTIONS } from './assembly.ts';
import { writeFiles, type DistFile } from './write-dist.ts';

/** The AssemblyScript of a recogniser, by file name. */
export async function recogniserSources(ingredients: Ingredients): Promise<Map<string, string>> {
  return new Map([...(await handWritten()), ...emitRecogniser(ingredients)]);
}

/** Writes `versions/<version>/recogniser.wasm`, and beside it the sum of what it was made from, and how: what has not changed is not compiled again. */
export async function buildRecogniser(ingredients: Ingredients): Promise<void> {
  const sources = await recogniserSources(ingredients);
  const folder = `versions/${ingredients.model.version}`;
  const sum = sumOf(sources);
  if ((await readKept(`${folder}/recogniser.sum`)) === sum) return;
  const bytes = await compileAssembly(sources, ENTRY);
  const files: (BinaryFile | DistFile)[] = [
    { path: `${folder}/recogniser.wasm`, bytes },
    { path: `${folder}/recogniser.sum`, text: sum },
  ];
  await writeFiles(under('dist'), files);
}

function sumOf(sources: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256').update(OPTIONS.join(' '));
  for (const [name, text] of sources) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

const readKept = (path: string): Promise<string | undefined> => readFile(under('dist', path), 'utf8').catch(() => undefined);
