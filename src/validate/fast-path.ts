import type { FastPath } from '../read/json/record-judge.ts';
import { readJson } from '../read/json/read-json.ts';
import { Window } from '../read/json/window.ts';
import type { Feed } from '../read/reader.ts';
import type { FastEvent, NEED_BYTES, ReadEvent } from '../read/record.ts';
import { loadFastValidate } from './load-fast-validate.ts';
import { FileRules, RefusedKeys, type RulesToRun } from './file-rules.ts';
import { HASH_WORDS } from './hash.ts';
import type { CountFindings, FastSummary } from './types.ts';

/** One reading of one JSON file by the fast path, with the summary of its version, the rules that run on it and what has counted its records. */
export type FastReading = {
  versionSummary: FastSummary;
  rules: FileRules | undefined;
  counted: Pick<FileRules, 'passed'> | undefined;
  feed: Feed;
  events: Iterable<ReadEvent | FastEvent | typeof NEED_BYTES>;
};

/** The compiled recogniser of a version, its summary, and a loader of the nomenclatures that rules use (`rules/tables.bin`). */
export type FastPathFiles = { versionSummary: FastSummary; module: WebAssembly.Module; tables: () => Promise<Uint8Array> };

/**
 * Opens the fast path with these rules; undefined where it is not installed, or its recogniser was compiled from other rules. `around` may
 * wrap it, to do part of the work in another thread; `count` counts the findings that the report does not show.
 */
export async function fastReading(
  { versionSummary, module, tables }: FastPathFiles,
  run: RulesToRun | undefined,
  {
    around = (fastPath) => fastPath,
    count,
  }: { around?: ((fastPath: FastPath) => FastPath) | undefined; count?: CountFindings | undefined } = {},
): Promise<FastReading | undefined> {
  const fastValidate = await loadFastValidate();
  if (!fastValidate) return undefined;
  const rules = run && new FileRules(run, count);
  const counted = rules ?? (count && new RefusedKeys(count));
  const path = fastValidate.openFastPath({
    module,
    kinds: versionSummary.kinds,
    rules: run && { judge: run.records, tables: await tables(), harvests: run.published !== undefined, words: HASH_WORDS },
    take: counted && ((kind, record) => counted.take(kind, record)),
  });
  if (!path) return undefined;
  const feed = new Window(path.space);
  return { versionSummary, rules, counted, feed, events: readJson(feed, { fast: around(path) }) };
}
