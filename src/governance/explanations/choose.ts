/** The example that explains a code best. */
import type { Example } from '../../messages/explanations/types.ts';
import { isRecord } from '../../messages/paths.ts';
import type { Rule } from '../../model/rules.ts';
import { parseJson } from '../../read/json/parse.ts';
import { parseExpected, type Expected } from '../examples/expected.ts';
import type { ExampleFiles } from '../examples/check.ts';
import { brokenExcerpt } from './broken.ts';
import { fragmentOf, type Fragment } from './fragment.ts';
import type { Valid } from './units.ts';

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
