import type { FastPath } from '../read/json/record-judge.ts';
import { readJson } from '../read/json/read-json.ts';
import { Window } from '../read/json/window.ts';
import type { Feed } from '../read/reader.ts';
import type { FastEvent, NEED_BYTES, ReadEvent } from '../read/record.ts';
import type { FastPathSetup, Kept, RulesOfRun } from '../../packages/fast-validate/src/index.ts';
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
 * `around` may wrap a fast path that was opened, to do part of the work in another thread; `count` counts the findings that the report does not show; `kept` keeps the
 * recogniser for the next file that is read with the same files and rules, after this one.
 */
type Options = {
  around?: ((fastPath: FastPath, setup: FastPathSetup) => FastPath) | undefined;
  count?: CountFindings | undefined;
  kept?: Kept;
};

/** Opens the fast path with these rules; undefined where it is not installed, or its recogniser was compiled from other rules. */
export async function fastReading(
  { versionSummary, module, tables }: FastPathFiles,
  run: RulesToRun | undefined,
  { around = (fastPath) => fastPath, count, kept }: Options = {},
): Promise<FastReading | undefined> {
  const fastValidate = await loadFastValidate();
  const rulesOfRun = run && compiledRules(run, await tables());
  if (!fastValidate || (run && !rulesOfRun)) return undefined;
  const rules = run && new FileRules(run, count);
  const counted = rules ?? (count && new RefusedKeys(count));
  const setup: FastPathSetup = {
    module,
    kinds: versionSummary.kinds,
    rules: rulesOfRun,
    take: counted && ((kind, record) => counted.take(kind, record)),
  };
  const path = fastValidate.openFastPath(setup, kept);
  if (!path) return undefined;
  const feed = new Window(path.space);
  return { versionSummary, rules, counted, feed, events: readJson(feed, { fast: around(path, setup) }) };
}

/** What a recogniser must know of the rules to run; undefined where their judge cannot tell. `tables`: `rules/tables.bin`. */
export function compiledRules({ records, published }: RulesToRun, tables: Uint8Array): RulesOfRun | undefined {
  const { today, roster } = records;
  if (!records.switches || !records.keys || !records.entry || !records.explain) return undefined;
  if (today === undefined || roster === undefined) return undefined;
  return {
    switches: { marche: records.switches('marche'), concession: records.switches('concession') },
    today,
    roster,
    keys: Math.max(records.keys('marche').length, records.keys('concession').length),
    tables,
    harvests: published !== undefined,
    words: HASH_WORDS,
  };
}
