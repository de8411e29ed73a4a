/** `describe` for the many findings of one file: what is the same for all items of a list is said once, and remembered. */
import type { Finding } from '../finding.ts';
import { describeIn } from './describe.ts';
import type { Language } from './language.ts';
import { Memory } from './memo.ts';
import { fieldPath, firstPath } from './paths.ts';
import type { Described, MessageContext } from './types.ts';

/** The codes whose message hangs on nothing but the params, the field, and the kind of record: on no index. */
const CODES = new Set(
  'type enum pattern required additionalProperties minimum maximum minLength maxLength minItems'
    .split(' ')
    .map((word) => `schema.${word}`),
);

/** Longer paths and values are those of hostile files; to look for them would cost more than to describe them. */
const LONGEST = 150;

/** A message with the params that it was made of: it is that of another finding only if these are the very same. */
type Kept = { params: Finding['params']; described: Described };

/**
 * What describes findings. Those of the same field, code and value share one message. `contextOf` must give contexts that answer
 * alike for all items of a list, as those of a model do.
 */
export function rememberingDescriber(
  contextOf: (finding: Finding) => MessageContext,
  language: Language,
): (finding: Finding) => Described {
  const memory = new Memory<Kept>();
  return (finding) => {
    const key = keyOf(finding);
    if (key === undefined) return describeIn(language, finding, contextOf(finding));
    const kept = memory.get(key);
    if (kept && sameParams(kept.params, finding.params)) return kept.described;
    const described: Described = { ...describeIn(language, finding, contextOf(finding)), shared: true };
    memory.set(key, { params: finding.params, described });
    return described;
  };
}

/** A key under which findings with the same message meet; undefined for findings that say of their value more than can be kept. */
function keyOf(finding: Finding): string | undefined {
  const { code, path, record, params } = finding;
  const value = params['value'];
  if (!CODES.has(code) || path.length > LONGEST || !isSmall(value)) return undefined;
  return `${code} ${record?.kind ?? ''} ${firstPath(fieldPath(finding))} ${String(value)}`;
}

const isSmall = (value: unknown): boolean =>
  typeof value === 'string' ? value.length <= LONGEST : typeof value !== 'object' || value === null || isEmptyList(value);

/** True where two findings have the very same values; lists are compared by identity, as they are the schema's own. */
function sameParams(a: Finding['params'], b: Finding['params']): boolean {
  let count = 0;
  for (const name in a) {
    if (!(name in b) || !isSame(a[name], b[name])) return false;
    count++;
  }
  for (const _ in b) count--;
  return count === 0;
}

const isSame = (a: unknown, b: unknown): boolean => a === b || (isEmptyList(a) && isEmptyList(b));

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
