import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import type { Mutated, Score } from './score.ts';
import { sumOf } from '../build/made-before.node.ts';
import type { ExampleFiles } from '../examples/check.ts';
import { scoreOf } from '../examples/all.node.ts';
import { under } from '../../host/paths.node.ts';
import { loadVersion } from '../../validate/registry.node.ts';

const KEPT = 'score.json';

/** The inputs of the score. Versions and rules are read from `dist/`, which may be older than their sources. */
const READ = ['examples', 'packages', 'src', 'dist/versions', 'dist/rules'];

/** The mutation score of `next`, cached under the checksum of its inputs. A score with survivors is never cached. */
export async function scoreOfNext(examples: ExampleFiles): Promise<{ score: Score; kept: boolean }> {
  const key = await sumOf(READ);
  const known = await readKept();
  if (known?.key === key) return { score: known.score, kept: true };
  const score = await scoreOf(await loadVersion('next'), examples);
  if (score.survivors.length === 0) await keep(key, score);
  return { score, kept: false };
}

/** Reads the cached score. An unreadable cache counts as missing. */
async function readKept(): Promise<{ key: string; score: Score } | undefined> {
  try {
    return JSON.parse(await readFile(under('.cache', KEPT), 'utf8')) as { key: string; score: Score };
  } catch {
    return undefined;
  }
}

/** Writes the cache, without the functions of mutants. A failure to write is ignored, since the cache is optional. */
async function keep(key: string, score: Score): Promise<void> {
  const plain = ({ id, pointer, operator: { name, needs } }: Mutated): Mutated => ({ id, pointer, operator: { name, needs } });
  const reported: Score = { ...score, survivors: score.survivors.map(plain), proved: score.proved.map(plain) };
  await write(JSON.stringify({ key, score: reported })).catch(() => undefined);
}

/** Writes to a temporary file first, so that readers never see a partial file. */
async function write(text: string): Promise<void> {
  const target = under('.cache', KEPT);
  await mkdir(under('.cache'), { recursive: true });
  await writeFile(`${target}.${process.pid}.partiel`, text);
  await rename(`${target}.${process.pid}.partiel`, target);
}
