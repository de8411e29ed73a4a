/** Describes the many findings of one file, with a cache of messages that are the same for all items of a list. */
import type { Finding } from '../finding.ts';
import type { RecordKind } from '../model/kinds.ts';
import { describeIn, templateIn } from './describe.ts';
import { KnownPlaces } from './known-places.ts';
import type { Language } from './language.ts';
import { Memory } from './memo.ts';
import { fieldPath, firstPath, withinRecord } from './paths.ts';
import { filledIn, type RuleTemplate } from './rule-message.ts';
import type { Described, MessageContext } from './types.ts';

/** Codes whose message depends only on the params, the field (in a table, the column) and the kind of record, not on indexes. */
const CODES = new Set(
  'type enum pattern required additionalProperties minimum maximum minLength maxLength minItems'
    .split(' ')
    .map((word) => `schema.${word}`),
);

/** Longer paths and values, in UTF-16 units, are not cached: a look-up would cost more than the message. */
const LONGEST = 150;

/** The template of a rule at a place, for the findings that name this entry and, in a table, are below this header. */
type Template = { entry: unknown; header: string | undefined; template: RuleTemplate };

/** A message with its params, which must be identical for it to be used again. */
type Kept = { params: Finding['params']; described: Described };

/** The same, for findings of a kind of record that share the object of their params: these are at one place in all records. */
type Shared = { kind: RecordKind | undefined; described: Described };

/**
 * Returns a function that describes findings. Findings with the same field, code and value share one message. The contexts of `contextOf` must
 * give the same answers for all items of a list, as those of a model do.
 */
export function rememberingDescriber(
  contextOf: (finding: Finding) => MessageContext,
  language: Language,
): (finding: Finding) => Described {
  const memory = new Memory<Kept>();
  const shared = new WeakMap<Finding['params'], Shared>();
  const templates = new KnownPlaces<Template>();
  const templateOf = (finding: Finding): RuleTemplate | undefined => {
    if (finding.code.startsWith('schema.')) return undefined;
    const known = templates.get(finding);
    const entry = finding.params['entry'];
    const header = finding.position?.cell?.name;
    if (known && known.entry === entry && known.header === header) return known.template;
    const template = templateIn(language, finding, contextOf(finding));
    if (template) templates.set(finding, { entry, header, template });
    return template;
  };
  return (finding) => {
    const template = templateOf(finding);
    if (template) return filledIn(template, finding, language);
    const kind = finding.record?.kind;
    const isCell = finding.position?.cell !== undefined;
    const known = isCell ? undefined : shared.get(finding.params);
    if (known && known.kind === kind) return known.described;
    const key = keyOf(finding);
    if (key === undefined) return describeIn(language, finding, contextOf(finding));
    const kept = memory.get(key);
    if (!isCell && kept?.params === finding.params) shared.set(finding.params, { kind, described: kept.described });
    if (kept && sameParams(kept.params, finding.params)) return kept.described;
    const described: Described = { ...describeIn(language, finding, contextOf(finding)), shared: true };
    memory.set(key, { params: finding.params, described });
    return described;
  };
}

/** The key of the message in the cache; undefined for findings that are not cached. */
function keyOf(finding: Finding): string | undefined {
  const { code, path, record, params, position } = finding;
  const value = params['value'];
  if (!CODES.has(code) || path.length > LONGEST || !isSmall(value)) return undefined;
  const at = fieldPath(finding);
  // Columns have the number of the item in their names.
  const field = position?.cell ? `${position.cell.column ?? ''} ${position.cell.name ?? ''} ${withinRecord(at)}` : firstPath(at);
  return `${code} ${record?.kind ?? ''} ${field} ${String(value)}`;
}

const isSmall = (value: unknown): boolean =>
  typeof value === 'string' ? value.length <= LONGEST : typeof value !== 'object' || value === null || isEmptyList(value);

/** Whether two findings have the same params; lists are compared by identity, since they come from the schema. */
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
