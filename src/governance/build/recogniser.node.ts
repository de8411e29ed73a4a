import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { compileAssembly, ENTRY, type Ingredients, recogniserSources } from '../../../packages/fast-validate/src/compile.node.ts';
import { under } from '../../host/paths.node.ts';
import { writeFiles } from '../../host/tree.node.ts';

/** Writes `versions/<version>/recogniser.wasm`. */
export async function buildRecogniser(ingredients: Ingredients): Promise<void> {
  const bytes = await compileAssembly(await recogniserSources(ingredients), ENTRY);
  await writeFiles(under('dist'), [{ path: `versions/${ingredients.model.version}/${WASM}`, bytes }]);
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
