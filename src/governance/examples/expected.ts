import type { Severity } from '../../finding.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { parseJson } from '../../read/json/parse.ts';

/** A finding announced by an example. `property`: the name missing for `schema.required`, whose path is that of the object. */
export type Expected = { code: string; path: string; property?: string };

/** A finding of the check; without a severity it is an error. `said`: its message, if the place is not explicit enough. */
export type Found = Expected & { severity?: Severity; said?: Texts };

/** Whether a finding is of the forecast of the national consolidation: it follows from what is new, and not from what an example is there to show. */
export const isForecast = (code: string): boolean => code === 'rules.left-out' || code === 'rules.harms-others';

export type ExpectedFile = { findings: Expected[]; note?: string };

const isText = (value: unknown): value is string => typeof value === 'string';

/** The content of a `.findings.json`, or undefined where it is not `{findings: [{code, path, property?}], note?}`. */
export function parseExpected(text: string): ExpectedFile | undefined {
  const value = parsed(text);
  if (!hasOnly(value, ['findings', 'note']) || !Array.isArray(value['findings'])) return undefined;
  const { findings, note } = value;
  if (note !== undefined && !isText(note)) return undefined;
  return findings.every(isExpected) ? { findings, ...(note !== undefined && { note }) } : undefined;
}

function isExpected(value: unknown): value is Expected {
  if (!hasOnly(value, ['code', 'path', 'property'])) return false;
  const { code, path, property } = value;
  return isText(code) && isText(path) && (code === 'schema.required' ? isText(property) : property === undefined);
}

function hasOnly(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.keys(value).every((key) => keys.includes(key));
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** The expected findings that were not found, and the found ones that were not expected. Duplicates are counted. */
export function compare(expected: readonly Expected[], found: readonly Found[]): { missing: Expected[]; surplus: Found[] } {
  const surplus = [...found];
  const missing = expected.filter((wanted) => {
    const at = surplus.findIndex((one) => keyOf(one) === keyOf(wanted));
    if (at >= 0) surplus.splice(at, 1);
    return at < 0;
  });
  return { missing, surplus };
}

type Pair = { wanted: Expected; found: Found };

/**
 * Pairs missing findings with surplus ones: `moved` are of the same code at another place, `renamed` of another code at the same place; `missing` and `surplus`
 * are the rest. A wrong `path` or `code` is thus reported once, and not as a missing and a surplus finding.
 */
export function displaced({ missing, surplus }: { missing: readonly Expected[]; surplus: readonly Found[] }): {
  moved: Pair[];
  renamed: Pair[];
  missing: Expected[];
  surplus: Found[];
} {
  const moved = paired(missing, surplus, (wanted, found) => wanted.code === found.code);
  const renamed = paired(
    moved.missing,
    moved.surplus,
    (wanted, found) => wanted.path === found.path && !isForecast(wanted.code) && !isForecast(found.code),
  );
  return { moved: moved.pairs, renamed: renamed.pairs, missing: renamed.missing, surplus: renamed.surplus };
}

/** Each of `missing` with the first of `surplus` that fits it, and what is left of both. */
function paired(
  missing: readonly Expected[],
  surplus: readonly Found[],
  fits: (wanted: Expected, found: Found) => boolean,
): { pairs: Pair[]; missing: Expected[]; surplus: Found[] } {
  const left = [...surplus];
  const pairs: Pair[] = [];
  const absent = missing.filter((wanted) => {
    const at = left.findIndex((found) => fits(wanted, found));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (found) pairs.push({ wanted, found });
    return found === undefined;
  });
  return { pairs, missing: absent, surplus: left };
}

/** Only `schema.required` needs more than its place: an object may lack several properties. */
const keyOf = ({ code, path, property }: Expected): string => `${code} ${path} ${code === 'schema.required' ? property : ''}`;
