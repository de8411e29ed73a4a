/** The example that explains a code best. */
import type { Example } from '../../messages/explanations/structure.ts';
import { isRecord } from '../../messages/paths.ts';
import type { Rule } from '../../model/rules.ts';
import { parseJson } from '../../read/json/parse.ts';
import { parseExpected, type Expected } from '../examples/expected.ts';
import type { ExampleFiles } from '../examples/check.ts';
import { fragmentOf, type Fragment } from './fragment.ts';
import type { Valid } from './units.ts';
import { safeJson } from '../../../packages/base/src/visible.ts';
import { readChunks } from '../../read/json/read-json.ts';

/** The examples of a version, read once: the invalid ones by code, the valid ones ready to be compared. */
export type ReadExamples = {
  version: string;
  invalid: Map<string, Invalid[]>;
  valid: Valid[];
  texts: string[];
};
type Invalid = { path: string; text: string; expected: Expected };

export function readExamples(version: string, files: ExampleFiles): ReadExamples {
  const invalid = new Map<string, Invalid[]>();
  for (const [path, text] of files) {
    const [, code] = /^invalid\/(.+?)--[^/]*(?<!\.findings)\.json$/.exec(path) ?? [];
    const findings = parseExpected(files.get(path.replace(/\.json$/, '.findings.json')) ?? '')?.findings ?? [];
    const expected = findings.find((finding) => finding.code === code);
    if (code !== undefined && expected) invalid.set(code, [...(invalid.get(code) ?? []), { path, text, expected }]);
  }
  const texts = [...files].filter(([path]) => /^valid\/[^/]*\.json$/.test(path)).map(([, text]) => text);
  // A valid example that cannot be read is told by the check of examples, in its own words.
  const roots = texts.map(parsed).filter((root) => root !== undefined);
  return { version, invalid, texts, valid: roots.map((root) => ({ root, units: new Map() })) };
}

/** The shortest example of a code in the first version that has one; undefined where none has. */
export function exampleOf(code: string, versions: readonly ReadExamples[], rule?: Rule): Example | undefined {
  const known = versions.find(({ invalid }) => invalid.has(code));
  const shown = known?.invalid.get(code)?.map(({ path, text, expected }) => ({
    file: `examples/${known.version}/${path}`,
    version: known.version,
    place: expected.path,
    ...fragmentIn(text, expected, known, rule),
  }));
  return shown?.sort((a, b) => cost(a) - cost(b))[0];
}

function fragmentIn(text: string, expected: Expected, { valid, texts }: ReadExamples, rule: Rule | undefined): Fragment {
  const root = parsed(text);
  return root === undefined ? brokenExcerpt(text, expected.code, texts) : fragmentOf(root, expected, valid, rule);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** What makes an example explain little, the worst first. */
const POOR: [cost: number, is: (example: Example) => boolean][] = [
  [10_000, ({ invalid, valid }) => valid === undefined || valid === invalid],
  // A text is cut, so that what is wrong with it may not be seen.
  [1000, ({ invalid }) => invalid.includes('…"')],
  // The record is wrong as a whole.
  [1000, ({ place, invalid }) => isRecord(place) && !invalid.includes(':')],
  // The fault is outside of the records, where people look last.
  [500, ({ place }) => !/\/\d+(\/|$)/.test(place)],
  // It shows what to remove, and not what to write.
  [300, ({ invalid, valid = '' }) => valid.split(':').length < invalid.split(':').length],
  // The wrong value is blank or cannot be seen.
  [200, ({ invalid }) => /"\s*"|\\/.test(invalid)],
];

/** Short is good. */
const cost = (example: Example): number =>
  POOR.reduce((sum, [cost, is]) => (is(example) ? sum + cost : sum), example.invalid.length + (example.valid?.length ?? 0));

/** Excerpts of files that are not JSON: the few characters around the fault. */
const AROUND = 30;
/** Characters that may differ from the nearest sound file: more is another file. */
const FAULT = 80;

/** The text around the fault, and the same place of the sound text that differs least, where there is one. */
function brokenExcerpt(text: string, code: string, sound: readonly string[]): { invalid: string; valid?: string } {
  const at = faultAt(text, code);
  const twin = nearestText(text, sound);
  if (!twin) return { invalid: window(text, at, at) };
  const from = Math.min(twin.start, at);
  const end = Math.max(twin.end, at);
  return {
    invalid: window(text, from, end),
    valid: window(twin.text, from, end + twin.text.length - text.length),
  };
}

/** Where the reader finds the fault, in characters. */
function faultAt(text: string, code: string): number {
  const bytes = new TextEncoder().encode(text);
  try {
    for (const event of readChunks([bytes])) {
      if (event.type !== 'finding' || event.finding.code !== code) continue;
      return new TextDecoder().decode(bytes.subarray(0, event.finding.position?.offset ?? 0)).length;
    }
  } catch {
    // Nothing could be read: the fault is at the start.
  }
  return 0;
}

/** `start` and `end`: what the text does not have in common with the sound one. */
function nearestText(text: string, sound: readonly string[]): { text: string; start: number; end: number } | undefined {
  const twins = sound.map((one) => ({ text: one, ...unlike(text, one) }));
  const size = ({ start, end, text: one }: (typeof twins)[number]) => end - start + Math.abs(one.length - text.length);
  twins.sort((a, b) => size(a) - size(b));
  return twins[0] && size(twins[0]) <= FAULT ? twins[0] : undefined;
}

function unlike(a: string, b: string): { start: number; end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let same = 0;
  while (same < shorter - start && a[a.length - 1 - same] === b[b.length - 1 - same]) same++;
  return { start, end: a.length - same };
}

function window(text: string, from: number, end: number): string {
  const cut = text.slice(Math.max(0, from - AROUND), end + AROUND).replace(/\s+/g, ' ');
  return safeJson(`${from > AROUND ? '…' : ''}${cut}${end + AROUND < text.length ? '…' : ''}`);
}
