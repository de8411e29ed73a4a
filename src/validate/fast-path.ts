import type { FastPath } from '../read/json/record-judge.ts';
import { readJson } from '../read/json/read-json.ts';
import { Window } from '../read/json/window.ts';
import type { Feed } from '../read/reader.ts';
import type { FastEvent, NEED_BYTES, ReadEvent } from '../read/record.ts';
import { loadFastValidate } from './load-fast-validate.ts';
import { FileRules, type RulesToRun } from './file-rules.ts';
import { HASH_WORDS } from './hash.ts';
import type { CountFindings, FastSummary } from './types.ts';

/** One reading of one JSON file by the fast path, what is needed of its version at once, and the rules over it. */
export type FastReading = {
  versionSummary: FastSummary;
  rules: FileRules | undefined;
  feed: Feed;
  events: Iterable<ReadEvent | FastEvent | typeof NEED_BYTES>;
};

/** The compiled recogniser of a version, its face, and what gives the nomenclatures that rules ask (`rules/tables.bin`). */
export type FastPathFiles = { versionSummary: FastSummary; module: WebAssembly.Module; tables: () => Promise<Uint8Array> };

/**
 * Opens the fast path, on which these rules run; undefined where it is not there, or the recogniser was made of other rules. `around` makes one
 * that does part of the work in another way; `count` counts findings that are not shown.
 */
export async function fastReading(
  { versionSummary, module, tables }: FastPathFiles,
  run: RulesToRun | undefined,
  {
    around = (alone) => alone,
    count,
  }: { around?: ((alone: FastPath) => FastPath) | undefined; count?: CountFindings | undefined } = {},
): Promise<FastReading | undefined> {
  const fastValidate = await loadFastValidate();
  if (!fastValidate) return undefined;
  const rules = run && new FileRules(run, count);
  const path = fastValidate.openFastPath({
    module,
    kinds: versionSummary.kinds,
    rules: run &&
      rules && {
        judge: run.records,
        tables: await tables(),
        harvests: run.published !== undefined,
        words: HASH_WORDS,
        take: (kind, record) => rules.take(kind, record),
      },
  });
  if (!path) return undefined;
  const feed = new Window(path.space);
  return { versionSummary, rules, feed, events: readJson(feed, { fast: around(path) }) };
}
