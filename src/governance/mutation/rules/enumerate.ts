import type { CheckedEntry, CheckedFileEntry, CheckedRule } from '../../../rules/checked-rule.ts';
import type { FileEntry, RecordEntry } from '../../../model/rules.ts';
import type { Need, Part } from '../operator.ts';
import type { Expr, Literal, Macro, Operator, Span } from '../../../rules/cel/tree.ts';

/** One way in which a rule could be wrong: `changed` replaces the rule. `pointer` leads to the changed part. */
export type RuleMutant = {
  id: string;
  /** Id of the original rule. */
  rule: string;
  operator: { name: string; needs: Need };
  pointer: string;
  /** What changes, for `wordsOf`. */
  part?: Part;
  changed: CheckedRule;
};

type Changed = { entries?: CheckedEntry[]; fileEntries?: CheckedFileEntry[] };

type Make = (name: string, place: string, detail: string, changed: Changed, part?: Part) => RuleMutant;

/** Returns every mutant of the rules, in the order of the rules. */
export const ruleMutants = (rules: readonly CheckedRule[]): RuleMutant[] => rules.flatMap((rule) => [...mutantsOf(rule)]);

function* mutantsOf(checked: CheckedRule): Generator<RuleMutant> {
  const { entries, fileEntries } = checked;
  const make: Make = (name, place, detail, changed, part) => ({
    id: `${name}@${checked.rule.id}${place}${detail === '' ? '' : `:${detail}`}`,
    rule: checked.rule.id,
    operator: { name, needs: 'either' },
    pointer: `/rules/${checked.rule.id}${place}`,
    ...(part && { part }),
    changed: { ...checked, ...changed },
  });
  yield make('drop-rule', '', '', { entries: [], fileEntries: [] });
  for (const [i, entry] of entries.entries()) {
    const put = (changed: Partial<CheckedEntry>): Changed => ({ entries: entries.with(i, { ...entry, ...changed }) });
    const place = `/on/${entry.index}`;
    if (entries.length > 1) yield make('drop-entry', place, '', { entries: entries.toSpliced(i, 1) }, ofEntry(entry.index));
    yield make('negate-assert', `${place}/assert`, '', put({ assert: negated(entry.assert) }));
    const written = checked.rule.on[entry.index] as RecordEntry;
    for (const { operator, expr, detail, part } of variantsOf(entry.assert, written.assert))
      yield make(operator, `${place}/assert`, detail, put({ assert: expr }), { ...part, where: 'assert' });
    yield* deviations(entry, written, place, make, put);
    if (!entry.when) continue;
    yield make('negate-when', `${place}/when`, '', put({ when: negated(entry.when) }));
    yield make('drop-when', `${place}/when`, '', put({ when: undefined }));
    for (const { operator, expr, detail, part } of variantsOf(entry.when, written.when ?? ''))
      yield make(operator, `${place}/when`, detail, put({ when: expr }), { ...part, where: 'when' });
  }
  for (const [i, entry] of fileEntries.entries()) {
    const place = `/on/${entry.index}`;
    if (fileEntries.length > 1)
      yield make('drop-entry', place, '', { fileEntries: fileEntries.toSpliced(i, 1) }, ofEntry(entry.index));
    for (const [part] of (entry.key ?? []).entries()) {
      const key = entry.key?.toSpliced(part, 1);
      const { unique } = checked.rule.on[entry.index] as FileEntry;
      const text = (Array.isArray(unique) ? unique[part] : undefined) ?? '';
      yield make('drop-key', `${place}/unique/${part}`, '', { fileEntries: fileEntries.with(i, { ...entry, key }) }, { text });
    }
  }
}

/** The number of an entry as a person counts. */
const ofEntry = (index: number): Part => ({ text: String(index + 1) });

/** Mutants of what the national consolidation checks instead; the expected deviations of the examples notice them. */
function* deviations(
  { deviation }: CheckedEntry,
  written: RecordEntry,
  place: string,
  make: Make,
  put: (changed: Partial<CheckedEntry>) => Changed,
): Generator<RuleMutant> {
  if (!deviation) return;
  const at = `${place}/deviation`;
  yield make('drop-deviation', at, '', put({ deviation: undefined }));
  yield make('negate-deviation', at, '', put({ deviation: { ...deviation, assert: negated(deviation.assert) } }));
  const expression = written.deviation?.assert ?? written.assert;
  for (const { operator, expr, detail, part } of variantsOf(deviation.assert, expression))
    yield make(operator, at, detail, put({ deviation: { ...deviation, assert: expr } }), { ...part, where: 'deviation' });
  const { first } = deviation;
  if (first === undefined) return;
  for (const by of [-1, 1])
    yield make('shift-first', at, String(by), put({ deviation: { ...deviation, first: first + by } }), {
      by: String(first + by),
    });
  yield make('drop-first', at, '', put({ deviation: { ...deviation, first: undefined } }));
}

/**
 * A changed expression. `detail` distinguishes the variants of one operator: the offset of the changed part, and the change. `part`: what is changed, as it is
 * written.
 */
type Variant = { operator: string; expr: Expr; detail: string; part: Part };

const SHIFTED: Partial<Record<Operator, Operator>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
};
const OTHER: Partial<Record<Macro, Macro>> = { all: 'exists', exists: 'all', exists_one: 'exists' };

const negated = (expr: Expr): Expr => ({ op: 'not', arg: expr, start: expr.start, end: expr.end });

/** Yields every variant of an expression with one part changed. `source`: the whole expression as it is written. */
function* variantsOf(expr: Expr, source: string): Generator<Variant> {
  yield* here(expr, source);
  for (const [child, put] of children(expr)) {
    for (const variant of variantsOf(child, source)) yield { ...variant, expr: put(variant.expr) };
  }
}

function* here(expr: Expr, source: string): Generator<Variant> {
  const at = `${expr.start}-${expr.end}`;
  const text = writtenIn(source, expr);
  if (expr.op === 'literal' && typeof expr.value === 'number') yield* shifted(expr, expr.value);
  if (expr.op === 'list') yield* shorter(expr);
  if (expr.op === 'comprehension') {
    const macro = OTHER[expr.macro];
    if (macro) yield { operator: 'other-macro', expr: { ...expr, macro }, detail: at, part: { text, by: macro } };
  }
  if (expr.op !== 'binary') return;
  const operator = SHIFTED[expr.operator];
  if (operator) yield { operator: 'shift-comparison', expr: { ...expr, operator }, detail: at, part: { text, by: operator } };
  if (expr.operator !== '&&' && expr.operator !== '||') return;
  const [left, right] = [writtenIn(source, expr.left), writtenIn(source, expr.right)];
  yield { operator: 'drop-condition', expr: expr.right, detail: `${at}:left`, part: { text: left } };
  yield { operator: 'drop-condition', expr: expr.left, detail: `${at}:right`, part: { text: right } };
}

const writtenIn = (source: string, { start, end }: Span): string => source.slice(start, end).replace(/\s+/g, ' ');

function* shifted(expr: Literal, value: number): Generator<Variant> {
  for (const by of [-1, 1])
    yield {
      ...{ operator: 'shift-number', expr: { ...expr, value: value + by } as Literal, detail: `${expr.start}:${by}` },
      part: { text: String(value), by: String(value + by) },
    };
}

function* shorter(expr: Extract<Expr, { op: 'list' }>): Generator<Variant> {
  if (expr.items.length < 2) return;
  for (const [i, { value }] of expr.items.entries()) {
    const part = { text: String(value) };
    yield { operator: 'drop-value', expr: { ...expr, items: expr.items.toSpliced(i, 1) }, detail: String(value), part };
  }
}

type Child = [child: Expr, put: (changed: Expr) => Expr];

function children(expr: Expr): Child[] {
  switch (expr.op) {
    case 'not':
      return [[expr.arg, (arg) => ({ ...expr, arg })]];
    case 'binary':
      return [
        [expr.left, (left) => ({ ...expr, left })],
        [expr.right, (right) => ({ ...expr, right })],
      ];
    case 'call':
      return expr.args.map((arg, i) => [arg, (changed) => ({ ...expr, args: expr.args.with(i, changed) })]);
    case 'matches':
      return [[expr.of, (of) => ({ ...expr, of })]];
    case 'comprehension':
      return [
        [expr.of, (of) => ({ ...expr, of })],
        [expr.body, (body) => ({ ...expr, body })],
      ];
    default:
      return [];
  }
}
