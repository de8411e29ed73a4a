/**
 * The schema as the national consolidation applies it to one record. Source: 139bercy/decp-arr2022 at 58b651b, `general_process/SourceProcess.py` (`check_json`), which uses
 * jsonschema.
 */
import type { RecordKind } from '../model/kinds.ts';
import { hasNoNumber } from './python.ts';
import type { Judge } from './replay.ts';

type Fault = { keyword: string; instancePath: string };
type Check = ((value: unknown) => boolean) & { errors?: readonly Fault[] | null };

/** Judges a record by a published schema. What is told of a refused record is its shallowest error. */
export const judgeOf =
  (validators: Record<RecordKind, Check>): Judge =>
  (kind, value) => {
    const check = validators[kind];
    if (check(withNumbers(value))) return undefined;
    const [first, ...others] = check.errors ?? [];
    if (!first) return { path: '', keyword: '' };
    const { instancePath: path, keyword } = others.reduce(
      (best, error) => (depthOf(error) < depthOf(best) ? error : best),
      first,
    );
    return { path, keyword };
  };

const depthOf = ({ instancePath }: Fault): number => instancePath.split('/').length;

/** Members of which jsonschema asks for a whole number, which NaN is not. */
const WHOLE = new Set(['id', 'dureeMois', 'offresRecues']);

/**
 * The value in which validators in JavaScript find what jsonschema finds. NaN is less than no minimum and Infinity less than no amount; they take neither for a number.
 */
export const withNumbers = (value: unknown): unknown => (hasNoNumber(value) ? changed(value) : value);

function changed(value: unknown, name = ''): unknown {
  if (typeof value === 'number') {
    if (Number.isNaN(value) && !WHOLE.has(name)) return 1;
    return value === Infinity ? Number.MAX_VALUE : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => changed(item));
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, changed(inner, member)]));
}
