import type { FileEntry, RecordEntry, RecordScope, Rule, RuleEntry } from '../model/rules.ts';
import { visible } from '../../packages/base/src/visible.ts';
import type { Model, Texts } from '../model/types.ts';
import { checkExpr, nothingChecked, type Checked } from './cel/check.ts';
import { parseCel } from './cel/parse.ts';
import { SAY } from './cel/sentences.ts';
import { type Expr, CelFault, allOf, type Facts, NOTHING, UnknownField } from './cel/tree.ts';
import { type Scope, nameOfType, type CelType, childOf } from './cel/types.ts';
import { recordType, typeAt, WHOLE } from './places.ts';
import { originOf, placeholdersOf, SPECIAL } from './placeholder.ts';
import type { CheckedDeviation, CheckedEntry, CheckedFileEntry, CheckedRule, RuleFault } from './checked-rule.ts';
import { prefixesOf, stepsOf } from './path.ts';
import { appliesTo } from './roster.ts';
import { RULES_CHECK } from '../messages/compiled/rules-check.ts';
import { textsOf } from '../../packages/base/src/texts.ts';

/** Says what became of a field that the schema does not have at a place of a kind of record; undefined where nothing is known of it. */
type Former = (scope: RecordScope, path: string) => Texts | undefined;

/** The rule with its expressions checked against the schema, or what is wrong with it. */
export function checkRule(rule: Rule, model: Model, former: Former = () => undefined): CheckedRule | RuleFault[] {
  const faults: RuleFault[] = [];
  const result: CheckedRule = { rule, of: model, entries: [], fileEntries: [], calls: new Set() };
  for (const [index, entry] of rule.on.entries()) {
    const guard = new Guard(`/on/${index}`, faults, (path) => former(scopeIn(entry), path));
    const checked = nothingChecked();
    if (entry.scope === 'fichier') result.fileEntries.push(...fileEntry(entry, index, model, checked, guard));
    else result.entries.push(...recordEntry(entry, index, model, checked, guard));
    for (const call of checked.calls) result.calls.add(call);
  }
  faults.push(...(faults.length > 0 ? [] : checkMessages(rule, model, former)));
  return faults.length > 0 ? faults : result;
}

/** The kind of record that an entry is about. */
const scopeIn = (entry: RuleEntry): RecordScope => (entry.scope === 'fichier' ? entry.kind : entry.scope);

/** Collects the faults of one entry, each with its place. */
class Guard {
  readonly #base: string;
  readonly #faults: RuleFault[];
  readonly #former: (path: string) => Texts | undefined;

  constructor(base: string, faults: RuleFault[], former: (path: string) => Texts | undefined) {
    this.#base = base;
    this.#faults = faults;
    this.#former = former;
  }

  /** `text` is the expression: what is wrong is quoted from it, since the file has a place for the whole only. */
  run<T>(pointer: string, work: () => T, text = ''): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof CelFault)) throw error;
      const former = error instanceof UnknownField ? this.#former(error.path) : undefined;
      this.#faults.push({ pointer: this.#base + pointer, texts: former ?? quoted(error, text) });
      return undefined;
    }
  }
}

function quoted({ span, texts }: CelFault, text: string): Texts {
  const part = text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  if (part === '' || part === text.trim()) return texts;
  return textsOf(RULES_CHECK, (say) => say['in-part']({ said: texts, part: visible(part, 80) }));
}

function recordEntry(entry: RecordEntry, index: number, model: Model, checked: Checked, guard: Guard): CheckedEntry[] {
  const scope = guard.run('/each', () => scopeOf(entry, model, checked));
  if (!scope) return [];
  const when =
    entry.when === undefined
      ? undefined
      : guard.run('/when', () => condition(entry.when ?? '', model, scope, checked), entry.when);
  if (entry.when !== undefined && !when) return [];
  const facts = when ? allOf(scope.facts, when.facts) : scope.facts;
  const assert = guard.run('/assert', () => condition(entry.assert, model, { ...scope, facts }, checked), entry.assert);
  const deviation = guard.run(
    '/deviation/assert',
    () => deviationOf(entry, model, { ...scope, facts }, checked, assert?.expr),
    entry.deviation?.assert,
  );
  if (!assert) return [];
  guard.run('/at', () => {
    checkAt(entry, model, facts);
  });
  return [
    {
      scope: entry.scope,
      index,
      each: entry.each === undefined ? [] : stepsOf(entry.each),
      when: when?.expr,
      assert: assert.expr,
      at: entry.at ?? '',
      deviation,
      types: checked.types,
      fields: fieldsOf(checked),
      strict: strictOf(checked),
      quadratic: checked.nested,
    },
  ];
}

/** Whether the expressions of an entry still make sense after one of them was changed: the mutants that do not are refused by the build. */
export function isSound(entry: CheckedEntry, { each }: RecordEntry, model: Model): boolean {
  try {
    const checked = nothingChecked();
    const scope = scopeOf({ scope: entry.scope, ...(each !== undefined && { each }) }, model, checked);
    const facts = entry.when ? allOf(scope.facts, checkExpr(entry.when, model, scope, checked).whenTrue) : scope.facts;
    for (const expr of [entry.assert, ...(entry.deviation ? [entry.deviation.assert] : [])])
      checkExpr(expr, model, { ...scope, facts }, checked);
    return true;
  } catch (error) {
    if (error instanceof CelFault) return false;
    throw error;
  }
}

/** The scope of the expressions of an entry. With `each` it has depth 1: a list iterated for each item is nested. */
function scopeOf({ scope: kind, each }: Pick<RecordEntry, 'scope' | 'each'>, model: Model, checked: Checked): Scope {
  const record = recordType(model, kind);
  if (each === undefined) return { variables: { [kind]: record }, facts: NOTHING, depth: 0 };
  const item = typeAt(model, kind, each);
  for (const path of prefixesOf(each)) checked.reads.set(path, typeAt(model, kind, path));
  return { variables: { [kind]: record, item }, facts: parentsOf(kind, each), depth: 1 };
}

/** The fields on the path of `each`, which are present where there is an item. */
const parentsOf = (kind: string, each: string): Facts =>
  new Set(prefixesOf(each.split('[]')[0] ?? '').map((path) => `${kind}.${path}`));

function condition(text: string, model: Model, scope: Scope, checked: Checked): { expr: Expr; facts: Scope['facts'] } {
  const expr = parseCel(text);
  const { type, whenTrue } = checkExpr(expr, model, scope, checked);
  if (type.kind !== 'bool') throw new CelFault(expr, SAY.notBool(nameOfType(type)));
  return { expr, facts: whenTrue };
}

function deviationOf(
  { deviation }: RecordEntry,
  model: Model,
  scope: Scope,
  checked: Checked,
  assert: Expr | undefined,
): CheckedDeviation | undefined {
  if (!assert || (deviation?.assert === undefined && deviation?.first === undefined)) return undefined;
  const own = deviation.assert === undefined ? assert : condition(deviation.assert, model, scope, checked).expr;
  return { assert: own, first: deviation.first };
}

function fileEntry(entry: FileEntry, index: number, model: Model, checked: Checked, guard: Guard): CheckedFileEntry[] {
  const { kind, unique } = entry;
  const scope: Scope = { variables: { [kind]: recordType(model, kind) }, facts: NOTHING, depth: 0 };
  const key =
    unique === 'record'
      ? undefined
      : unique.map((text, i) => guard.run(`/unique/${i}`, () => part(text, model, scope, checked), text));
  if (key?.includes(undefined)) return [];
  return [
    {
      scope: 'fichier',
      kind,
      index,
      key: key as Expr[] | undefined,
      types: checked.types,
      fields: fieldsOf(checked),
      strict: strictOf(checked),
    },
  ];
}

function part(text: string, model: Model, scope: Scope, checked: Checked): Expr {
  const expr = parseCel(text);
  const { type } = checkExpr(expr, model, scope, checked);
  if (type.kind === 'list' || type.kind === 'object') throw new CelFault(expr, SAY.notCompared(nameOfType(type)));
  return expr;
}

/** The dates whose day is counted, and the lists where the work grows with the square of their length. */
const strictOf = ({ reads, days, nested }: Checked): string[] => [
  ...days,
  ...(nested
    ? [...reads.keys()]
        .flatMap(prefixesOf)
        .filter((path) => path.endsWith('[]'))
        .map((path) => path.slice(0, -2))
    : []),
];

const fieldsOf = ({ reads }: Checked): string[] => [...new Set([...reads.keys()].flatMap(prefixesOf))].sort();

/** Throws a CelFault where a finding of the entry would stand at no field, or at one that may be absent. `facts`: what `when` makes sure of. */
function checkAt(entry: RecordEntry, model: Model, facts: Facts): void {
  let type = itemType(entry, model);
  let key = entry.each === undefined ? entry.scope : 'item';
  for (const name of (entry.at ?? '').split('/').slice(1)) {
    const child = childOf(model, type, name, WHOLE);
    key = `${key}.${name}`;
    if (!child.required && !facts.has(key)) throw new CelFault(WHOLE, notThere(key));
    type = child.type;
  }
}

/** What is wrong with the values that the messages of a rule name. */
const checkMessages = (rule: Rule, model: Model, former: Former): RuleFault[] =>
  rule.on.flatMap((entry, i) =>
    messageFaults(rule, entry, model, former).map((texts) => ({
      pointer: entry.message ? `/on/${i}/message` : '/message',
      texts,
    })),
  );

const itemType = ({ scope, each }: RecordEntry, model: Model): CelType => typeAt(model, scope, each ?? '');

function messageFaults(rule: Rule, entry: RuleEntry, model: Model, former: Former): Texts[] {
  const kind = scopeIn(entry);
  const item = entry.scope !== 'fichier' && entry.each !== undefined ? itemType(entry, model) : undefined;
  return placeholdersOf(entry.message ?? rule.message).flatMap((placeholder) => {
    if (SPECIAL.includes(placeholder)) return [];
    const { from, path } = originOf(placeholder, item !== undefined);
    try {
      typeAt(model, kind, path, from === 'item' ? item : undefined);
      return [];
    } catch (error) {
      const known = error instanceof UnknownField ? former(kind, error.path) : undefined;
      if (error instanceof CelFault) return [wrongPlaceholder(placeholder, known ?? error.texts)];
      throw error;
    }
  });
}

const notThere = (key: string): Texts => textsOf(RULES_CHECK, (say) => say['place.optional']({ key }));

const wrongPlaceholder = (placeholder: string, said: Texts): Texts =>
  textsOf(RULES_CHECK, (say) => say['placeholder.nowhere']({ placeholder, said }));

/** The rules of a Model that apply to it: one that ended with an earlier version has names that this one may not have. */
const ownOf = ({ rules, version }: Model): Rule[] => rules.filter((rule) => appliesTo(rule, version));

/** Those of the rules of a Model whose expressions are right. */
export const rightRules = (model: Model, rules: readonly Rule[] = ownOf(model)): CheckedRule[] =>
  rules.flatMap((rule) => {
    const found = checkRule(rule, model);
    return Array.isArray(found) ? [] : [found];
  });

/** Rules of a Model that were right when they were frozen, or were checked before. Throws where one is not. */
export const checkedRules = (model: Model, rules: readonly Rule[] = ownOf(model)): CheckedRule[] =>
  rules.map((rule) => {
    const found = checkRule(rule, model);
    if (!Array.isArray(found)) return found;
    throw new Error(`${model.version}, ${rule.id}: ${found.map(({ texts }) => texts.en).join('; ')}`);
  });
