import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { InputError } from '../finding.ts';
import type { GeneratedFile } from './types.ts';
import type { Model } from '../model/types.ts';
import { inForceOf, type Release } from '../model/releases.ts';
import { under } from '../host/paths.node.ts';
import { readRulesOf } from '../rules/versions/read.node.ts';
import { readVersion } from '../model/read-version.node.ts';
import { recogniserSources } from '../../packages/fast-validate/src/compile.node.ts';
import { recogniserReadme } from '../../packages/fast-validate/src/readme.node.ts';

/**
 * Generates the AssemblyScript of the recogniser of a version, and how to compile it. Throws an InputError if the sources are
 * missing: the hand-written common part is not in the package.
 */
export async function recogniserFiles(model: Model): Promise<GeneratedFile[]> {
  const schema = under('schema');
  if (!existsSync(schema)) throw new InputError('input.not-a-clone');
  const { own, rules } = await readRulesOf(model, schema);
  const { releases } = JSON.parse(await readFile(under('schema', 'releases.json'), 'utf8')) as { releases: Release[] };
  const published = await readVersion(schema, inForceOf(releases));
  const sources = await recogniserSources({ model, own, rules, published });
  return [...(await recogniserReadme(model)), ...[...sources].map(([path, text]) => ({ path, text }))];
}
