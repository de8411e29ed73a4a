import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { formatted } from '../../src/governance/format.node.ts';
import { chart } from './chart.ts';
import { page } from './page.ts';
import type { Context, Results } from './types.ts';

const BENCH = new URL('../', import.meta.url).pathname;

/** The file of recorded results, and that of trial runs. */
export const FOLDERS = { kept: BENCH, trial: join(BENCH, 'data/essai/') };

/** Earlier results of the same build on the same machine, so that one row can be measured again; empty when anything differs. */
export function loadResults(folder: string, context: Context): Results {
  const path = join(folder, 'RESULTS.json');
  const earlier = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : undefined;
  if (isDeepStrictEqual(earlier?.context, context) && earlier !== undefined) return earlier;
  return { context, files: [], said: [], measured: [], commands: [] };
}

/** Writes the table, the chart and the figures. Done after each row: a run that is stopped loses nothing. */
export async function saveResults(folder: string, results: Results): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const write = async (name: string, text: string) => writeFileSync(join(folder, name), await formatted(name, text));
  await write('RESULTS.json', JSON.stringify(results));
  await write('RESULTS.md', page(results));
  writeFileSync(join(folder, 'RESULTS.svg'), chart(results));
}

/** Puts items in the place of those of the same key, or at the end. */
export function replaced<T>(list: readonly T[], items: readonly T[], key: (item: T) => string): T[] {
  const byKey = new Map(list.map((item) => [key(item), item]));
  for (const item of items) byKey.set(key(item), item);
  return [...byKey.values()];
}
