/** Rules that read a field under another name: their expressions, places, messages and texts. */
import { equal } from '../../../packages/base/src/json.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import type { RecordScope, Rule, RuleEntry } from '../../model/rules.ts';
import { parseCel } from '../../rules/cel/parse.ts';
import { CelFault, type Expr } from '../../rules/cel/tree.ts';
import { originOf, SPECIAL } from '../../rules/placeholder.ts';
import { strings } from '../checks/faults.ts';
import { type Draft, refuse } from './draft.ts';
import { type Edit, edited, type NameAt, withScalars } from './edit.ts';

const KINDS: Record<RecordScope, string> = { marche: 'marche', concession: 'contrat-concession' };

/** A path from a record as rules write it (`modifications[].modification`), with other names. */
function renamedPath(scope: RecordScope, path: string, nameAt: NameAt): string {
  const parts = path === '' ? [] : path.split('.');
  const names = parts.map((part) => part.replaceAll('[]', ''));
  return parts
    .map(
      (part, i) => (nameAt(['marches', KINDS[scope], ...names.slice(0, i + 1)]) ?? names[i] ?? '') + part.slice(names[i]?.length),
    )
    .join('.');
}

/** The same from a place that holds it. */
function renamedFrom(scope: RecordScope, owner: string, path: string, nameAt: NameAt): string {
  const depth = owner === '' ? 0 : owner.split('.').length;
  return renamedPath(scope, depth === 0 ? path : `${owner}.${path}`, nameAt)
    .split('.')
    .slice(depth)
    .join('.');
}

/** Renames what rules of `next` read. Returns whether a rule could not be read: its check says why. */
export function renameInRules(draft: Draft, nameAt: NameAt, names: { before: string; after: string; isLast: boolean }): void {
  for (const file of [...draft.paths('schema/next/rules/')]) {
    const rule = draft.value(file) as Rule;
    const changed = changesOf(rule, nameAt, (pointer) => draft.where(file, pointer));
    // A text cites a field by its name between backquotes. Another field may have the same name, in a rule that does not read this one.
    if (changed.size > 0 || names.isLast)
      for (const { at, text } of strings(rule)) {
        const cited = (source: string): string => source.replaceAll(`\`${names.before}\``, `\`${names.after}\``);
        const { value = text, raw = (source: string) => source } = changed.get(at) ?? {};
        if (cited(value) !== text) changed.set(at, { value: cited(value), raw: (source) => cited(raw(source)) });
      }
    if (changed.size > 0) draft.write(file, withScalars(draft.text(file), changed));
  }
}

/** The rules of `next` that read one of some fields, each with the path from `marches` to it. */
export const rulesThatRead = (draft: Draft, paths: readonly (readonly string[])[]): string[] =>
  [...draft.paths('schema/next/rules/')].filter((file) => {
    const isOne: NameAt = (names) => (paths.some((path) => equal(names, ['marches', ...path])) ? READ : undefined);
    return changesOf(draft.value(file) as Rule, isOne, (pointer) => draft.where(file, pointer)).size > 0;
  });

/** A name that no field has. */
const READ = 'lu_ici';

type Changes = Map<string, { value: string; raw: (source: string) => string }>;

function changesOf(rule: Rule, nameAt: NameAt, where: (pointer: string) => string): Changes {
  const changes: Changes = new Map();
  const put = (pointer: string, before: string | undefined, renamed: (text: string) => string): void => {
    const after = before === undefined ? '' : renamed(before);
    // Lines that are folded read as one, and so does an expression in several lines.
    if (before !== undefined && after !== before)
      changes.set(pointer, { value: after, raw: (source) => source.replace(/(?<=^(?:[>|].*\n)?)(?![>|])[^]+$/, renamed) });
  };
  const shared = new Map<string, string>();
  for (const [i, entry] of (Array.isArray(rule.on) ? rule.on : []).entries()) {
    const at = `/on/${i}`;
    const { scope, owner } = scopeOf(entry);
    const variables = new Map([[scope as string, ''], ...(owner === undefined ? [] : [['item', owner] as const])]);
    const expression = (text: string): string => renamedExpression(text, variables, (path) => renamedPath(scope, path, nameAt));
    if (entry.scope === 'fichier') {
      if (entry.unique !== 'record') entry.unique.forEach((text, j) => put(`${at}/unique/${j}`, text, expression));
    } else {
      put(`${at}/each`, entry.each, (path) => renamedPath(scope, path, nameAt));
      put(`${at}/when`, entry.when, expression);
      put(`${at}/assert`, entry.assert, expression);
      put(`${at}/deviation/assert`, entry.deviation?.assert, expression);
      put(
        `${at}/at`,
        entry.at,
        (place) => `/${renamedFrom(scope, owner ?? '', place.slice(1).replaceAll('/', '.'), nameAt).replaceAll('.', '/')}`,
      );
    }
    const placeholder = (name: string): string => {
      const { from, path } = originOf(name, owner !== undefined);
      if (path === '' || SPECIAL.includes(name)) return name;
      return name.slice(0, name.length - path.length) + renamedFrom(scope, from === 'item' ? (owner ?? '') : '', path, nameAt);
    };
    const said = (source: string): string => source.replaceAll(/\{([^{},]*)/g, (_, name: string) => `{${placeholder(name)}`);
    for (const lang of ['fr', 'en'] as const) {
      const pointer = entry.message ? `${at}/message/${lang}` : `/message/${lang}`;
      const text = (entry.message ?? rule.message)[lang];
      const after = said(text);
      if (!entry.message && shared.has(lang) && shared.get(lang) !== after)
        refuse((say) => say['rename.shared-message']({ where: where(child('', 'message')) }));
      if (!entry.message) shared.set(lang, after);
      if (after !== text) changes.set(pointer, { value: after, raw: said });
    }
  }
  return changes;
}

/** The kind of record that an entry is about, and the items that it goes through. */
const scopeOf = (entry: RuleEntry): { scope: RecordScope; owner: string | undefined } =>
  entry.scope === 'fichier' ? { scope: entry.kind, owner: undefined } : { scope: entry.scope, owner: entry.each };

/** An expression with other names. `variables`: the paths from the record that variables stand for. */
function renamedExpression(text: string, variables: ReadonlyMap<string, string>, renamed: (path: string) => string): string {
  const edits: Edit[] = [];
  const visit = (expr: Expr, known: ReadonlyMap<string, string>): string | undefined => {
    if (expr.op === 'ident') return known.get(expr.name);
    if (expr.op === 'select') {
      const of = visit(expr.of, known);
      if (of === undefined) return undefined;
      const path = of === '' ? expr.field : `${of}.${expr.field}`;
      const name = renamed(path).split('.').at(-1) ?? '';
      if (name !== expr.field) edits.push({ start: expr.end - expr.field.length, end: expr.end, text: name });
      return path;
    }
    if (expr.op === 'comprehension') {
      const of = visit(expr.of, known);
      visit(expr.body, of === undefined ? known : new Map([...known, [expr.variable, `${of}[]`]]));
      return expr.macro === 'filter' ? of : undefined;
    }
    for (const inner of Object.values(expr)) for (const one of [inner].flat() as unknown[]) if (isExpr(one)) visit(one, known);
    return undefined;
  };
  try {
    visit(parseCel(text), variables);
  } catch (error) {
    // The check of the rules says what is wrong with it.
    if (!(error instanceof CelFault)) throw error;
  }
  return edited(text, edits);
}

const isExpr = (value: unknown): value is Expr => typeof value === 'object' && value !== null && 'op' in value;
