/** A rule in the names of another version: each field at the place that this version has it. */
import { textsOf } from '../../../packages/base/src/texts.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { RULES_CHECK } from '../../messages/compiled/rules-check.ts';
import type { FileEntry, RecordEntry, RecordScope, Rule, RuleEntry } from '../../model/rules.ts';
import type { Model, Texts } from '../../model/types.ts';
import type { Checked } from '../cel/check.ts';
import { print } from '../cel/print.ts';
import type { Expr, Select } from '../cel/tree.ts';
import { checkRule } from '../check-rule.ts';
import type { CheckedEntry, CheckedFileEntry, CheckedRule, RuleFault } from '../checked-rule.ts';
import { originOf, placeholdersOf, SPECIAL } from '../placeholder.ts';
import { elsewhere, pathThere, type Places, placesIn } from './identity.ts';

/** Thrown where an entry reads a field that the version lacks. */
class Lacking extends Error {}

/** Thrown where the version has a field where the entry cannot read it. */
class Unreachable extends Error {
  readonly texts: Texts;

  constructor(texts: Texts) {
    super(texts.en);
    this.texts = texts;
  }
}

/**
 * A checked rule in the names of `version`; the same object where all its fields have the same places there. An entry that reads a field which the version
 * lacks says nothing there; undefined where none is left. `types`: what `typesIn` makes of the version.
 */
export function translate(checked: CheckedRule, version: Model, types: Model): CheckedRule | RuleFault[] | undefined {
  const { rule, of: home } = checked;
  const faults: RuleFault[] = [];
  const found = rule.on.map((entry, index): Translated | undefined => {
    const scope = entry.scope === 'fichier' ? entry.kind : entry.scope;
    const places = { here: placesIn(home, scope), there: placesIn(version, scope) };
    try {
      return translated(checked, index, scope, places);
    } catch (error) {
      if (error instanceof Unreachable)
        faults.push({ pointer: `/on/${index}`, texts: textsOf(RULES_CHECK, (say) => say['version.unreachable']({ version: version.version, said: error.texts })) }); // oxfmt-ignore
      else if (!(error instanceof Lacking)) throw error;
      return undefined;
    }
  });
  if (faults.length > 0) return faults;
  if (found.every((one) => one === undefined)) return undefined;
  if (found.every((one) => one?.isSame)) return checked;
  const own = renamed(rule, found);
  const again = checkRule(own, types);
  return Array.isArray(again) ? again.map((fault) => refused(fault, own, version)) : again;
}

/** An entry as the version has it; `isSame`: it is as it was. `message`: that of the rule, where it takes it. `names`: of fields that have others there. */
type Translated = { entry: RuleEntry; isSame: boolean; message: Texts | undefined; names: ReadonlyMap<string, string> };

type Between = { here: Places; there: Places };

function translated({ rule, entries, fileEntries }: CheckedRule, index: number, scope: RecordScope, places: Between): Translated {
  const written = rule.on[index];
  const record = entries.find((entry) => entry.index === index);
  const file = fileEntries.find((entry) => entry.index === index);
  // A mutant may have lost an entry.
  if (!written || (!record && !file)) throw new Lacking();
  const each = written.scope === 'fichier' ? undefined : written.each;
  const names = new Names(each, places);
  const before = written.message ?? rule.message;
  const message = names.message(before);
  const found =
    written.scope === 'fichier'
      ? fileEntry(written, file as CheckedFileEntry, names)
      : recordEntry(written, record as CheckedEntry, names);
  return {
    entry: written.message ? { ...found.entry, message } : found.entry,
    isSame: found.isSame && message === before,
    message: written.message ? undefined : message,
    names: names.renamed,
  };
}

type Found = Pick<Translated, 'entry' | 'isSame'>;

/** The expressions are printed also where they are as they were: those of a mutant are written nowhere. */
function recordEntry(written: RecordEntry, checked: CheckedEntry, names: Names): Found {
  const { when, assert, deviation, types } = checked;
  const { each: _each, when: _when, at, deviation: noted, ...kept } = written;
  const exprs = [when, assert, deviation?.assert].filter((expr) => expr !== undefined);
  const expressions = new Expressions(names, types, exprs);
  const now = exprs.map((expr) => expressions.put(expr));
  const put = (expr: Expr): string => print(now[exprs.indexOf(expr)] ?? expr);
  const place = at === undefined ? undefined : names.at(at);
  const entry: RecordEntry = {
    ...kept,
    ...(names.each !== undefined && { each: names.each }),
    ...(when && { when: put(when) }),
    assert: put(assert),
    ...(place !== undefined && { at: place }),
    ...(noted && {
      deviation: {
        ...(deviation && (noted.assert !== undefined || deviation.assert !== assert) && { assert: put(deviation.assert) }),
        ...(deviation?.first !== undefined && { first: deviation.first }),
        note: noted.note,
      },
    }),
  };
  return { entry, isSame: now.every((expr, i) => expr === exprs[i]) && names.each === written.each && place === at };
}

function fileEntry(written: FileEntry, { key, types }: CheckedFileEntry, names: Names): Found {
  if (!key) return { entry: written, isSame: true };
  const expressions = new Expressions(names, types, key);
  const now = key.map((part) => expressions.put(part));
  return { entry: { ...written, unique: now.map(print) }, isSame: now.every((part, i) => part === key[i]) };
}

/** The rule with its entries translated, and the names that its texts cite in backticks. Entries that do not apply stay, so that others keep the index that reports cite. */
function renamed(rule: Rule, found: readonly (Translated | undefined)[]): Rule {
  const names = new Map(found.flatMap((one) => [...(one?.names ?? [])]));
  const cited = ({ fr, en }: Texts): Texts => ({ fr: inBackticks(fr, names), en: inBackticks(en, names) });
  const messages = found.flatMap((one) => one?.message ?? []);
  const [shared = rule.message] = messages;
  const isShared = messages.every(({ fr, en }) => fr === shared.fr && en === shared.en);
  const table = rule['in-table'];
  return {
    ...rule,
    title: cited(rule.title),
    description: cited(rule.description),
    remedy: cited(rule.remedy),
    ...(table && { 'in-table': { remedy: cited(table.remedy) } }),
    on: found.map((one, index): RuleEntry => {
      if (!one) return silent(rule, index);
      const message = isShared ? one.entry.message : (one.message ?? one.entry.message);
      return message ? { ...one.entry, message: cited(message) } : one.entry;
    }),
    message: cited(shared),
  };
}

/** An entry that finds nothing. */
function silent({ on, title }: Rule, index: number): RecordEntry {
  const entry = on[index];
  const scope = entry?.scope === 'fichier' ? entry.kind : (entry?.scope ?? 'marche');
  return { scope, assert: NOTHING, message: title };
}

/** What an entry requires that finds nothing. */
const NOTHING = 'true';

/** The places of the entries of a rule that can find something. */
export const judgingEntries = ({ on }: Rule): number[] =>
  on.flatMap((entry, index) => (entry.scope !== 'fichier' && entry.assert === NOTHING ? [] : [index]));

const inBackticks = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replace(/`([^`]+)`/g, (whole, name: string) => (names.has(name) ? `\`${names.get(name)}\`` : whole));

/** What the check says of a rule in the names of another version than it is written for. */
const refused = ({ pointer, texts: said }: RuleFault, rule: Rule, { version }: Model): RuleFault => {
  const entry = rule.on[Number(/^\/on\/(\d+)/.exec(pointer)?.[1])];
  const text = entry && entry.scope !== 'fichier' ? entry.assert : '';
  return { pointer, texts: textsOf(RULES_CHECK, (say) => say['version.refused']({ version, text: visible(text, 120), said })) };
};

/** The places of the fields that an entry names, and those that have other names in the version. */
class Names {
  readonly renamed = new Map<string, string>();
  readonly each: string | undefined;
  readonly #item: { here: string; there: string } | undefined;
  readonly #places: Between;

  constructor(each: string | undefined, places: Between) {
    this.#places = places;
    this.each = each === undefined ? undefined : this.path(each);
    this.#item = each === undefined || this.each === undefined ? undefined : { here: each, there: this.each };
  }

  /** The place in the version of the field at a path. Throws where there is none. */
  path(path: string): string {
    const { here, there } = this.#places;
    const found = pathThere(path, here, there);
    if (found !== undefined) {
      const [before, after] = [lastName(path), lastName(found)];
      if (before !== after) this.renamed.set(before, after);
      return found;
    }
    const [other] = elsewhere(path, here, there);
    if (other === undefined) throw new Lacking();
    throw new Unreachable(textsOf(RULES_CHECK, (say) => say['version.other-list']({ path, other })));
  }

  /** The same from a place that holds it in both versions. */
  from(path: string, owner: string): string {
    const [found, from] = [this.path(path), this.path(owner)];
    if (from === '') return found;
    if (found.startsWith(`${from}.`)) return found.slice(from.length + 1);
    throw new Unreachable(textsOf(RULES_CHECK, (say) => say['version.out-of-item']({ path, other: found, owner })));
  }

  at(pointer: string): string {
    const owner = this.#item?.here ?? '';
    const path = pointer.slice(1).replaceAll('/', '.');
    if (path === '') return pointer;
    return `/${this.from(owner === '' ? path : `${owner}.${path}`, owner).replaceAll('.', '/')}`;
  }

  /** A message with its placeholders in the names of the version. */
  message(texts: Texts): Texts {
    const names = new Map(placeholdersOf(texts).map((name) => [name, this.#placeholder(name)]));
    if ([...names].every(([name, now]) => name === now)) return texts;
    const put = (text: string): string => text.replace(/\{([^{}]*)\}/g, (_, name: string) => `{${names.get(name) ?? name}}`);
    return { fr: put(texts.fr), en: put(texts.en) };
  }

  #placeholder(name: string): string {
    if (SPECIAL.includes(name)) return name;
    const { from, path } = originOf(name, this.#item !== undefined);
    if (path === '') return name;
    const owner = from === 'item' ? (this.#item?.here ?? '') : '';
    const now = this.from(owner === '' ? path : `${owner}.${path}`, owner);
    return now === path ? name : `${name.slice(0, name.length - path.length)}${now}`;
  }

  /** The objects on the way from `owner` to the field at a path that the home version does not go through: a field may be absent since they are. */
  guards(path: string, owner: string): string[] {
    const { here, there } = this.#places;
    const from = this.path(owner);
    const parts = this.from(path, owner).split('.').slice(0, -1);
    return parts
      .map((_, i) => parts.slice(0, i + 1).join('.'))
      .filter((before) => {
        const home = pathThere(from === '' ? before : `${from}.${before}`, there, here);
        return home === undefined || !path.startsWith(`${home}.`);
      });
  }

  /** Whether an object of the home version always has the field at a path in it. */
  isRequired(path: string, owner: string): boolean {
    const parts = path.slice(owner.length + 1).split('.');
    return parts.every((_, i) => this.#places.here.byPath.get(`${owner}.${parts.slice(0, i + 1).join('.')}`)?.required);
  }
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1).replace('[]', '');

/** The paths of the fields that an expression reads, without those that it only goes through. */
function readIn(expr: Expr, types: Checked['types']): string[] {
  const all = (...parts: readonly Expr[]): string[] => parts.flatMap((part) => readIn(part, types));
  switch (expr.op) {
    case 'select':
      return [pathOf(expr, types) ?? []].flat();
    case 'not':
      return all(expr.arg);
    case 'binary':
      return all(expr.left, expr.right);
    case 'call':
      return all(...expr.args);
    case 'matches':
      return all(expr.of);
    case 'comprehension':
      return all(expr.of, expr.body);
    default:
      return [];
  }
}

const pathOf = (expr: Expr, types: Checked['types']): string | undefined => types.get(expr)?.path;

/** Puts expressions into the names of the version; what does not change is the same object. */
class Expressions {
  readonly #names: Names;
  readonly #types: Checked['types'];
  readonly #reads: ReadonlySet<string>;

  /** `all`: those of an entry, by which it is known what it reads of an object that the version does not have. */
  constructor(names: Names, types: Checked['types'], all: readonly Expr[]) {
    this.#names = names;
    this.#types = types;
    this.#reads = new Set(all.flatMap((expr) => readIn(expr, types)));
  }

  put(expr: Expr): Expr {
    switch (expr.op) {
      case 'select':
        return this.#select(expr);
      case 'has':
        return this.#has(expr);
      case 'ident': {
        const path = pathOf(expr, this.#types);
        if (path !== undefined) this.#names.path(path);
        return expr;
      }
      case 'not': {
        const arg = this.put(expr.arg);
        return arg === expr.arg ? expr : { ...expr, arg };
      }
      case 'binary': {
        const [left, right] = [this.put(expr.left), this.put(expr.right)];
        return left === expr.left && right === expr.right ? expr : { ...expr, left, right };
      }
      case 'call': {
        const args = expr.args.map((arg) => this.put(arg));
        return args.every((arg, i) => arg === expr.args[i]) ? expr : { ...expr, args };
      }
      case 'matches': {
        const of = this.put(expr.of);
        return of === expr.of ? expr : { ...expr, of };
      }
      case 'comprehension': {
        const [of, body] = [this.put(expr.of), this.put(expr.body)];
        return of === expr.of && body === expr.body ? expr : { ...expr, of, body };
      }
      default:
        return expr;
    }
  }

  #select(expr: Select): Expr {
    const { root, path, owner } = this.#chain(expr);
    return selected(expr, root, this.#names.from(path, owner));
  }

  #has(expr: Extract<Expr, { op: 'has' }>): Expr {
    const { field } = expr;
    const { root, path, owner } = this.#chain(field);
    try {
      const now = selected(field, root, this.#names.from(path, owner));
      const guards = this.#names.guards(path, owner).map((before) => selected(field, root, before));
      return guards.length === 0 && now === field ? expr : present(expr, [...guards, now]);
    } catch (error) {
      const fields = this.#fieldsOf(path);
      if (!(error instanceof Lacking) || fields.length === 0) throw error;
      return present(expr, fields.map((read) => selected(field, root, this.#names.from(read, owner)))); // oxfmt-ignore
    }
  }

  /** What tells that an object was there of which a version has the fields elsewhere: those that it always has, or else all that are read of it. */
  #fieldsOf(path: string): string[] {
    const inside = [...this.#reads].filter((read) => read.startsWith(`${path}.`));
    const always = inside.filter((read) => this.#names.isRequired(read, path));
    return always.length > 0 ? always : inside;
  }

  #chain(expr: Select): { root: Expr; path: string; owner: string } {
    const root = rootOf(expr);
    return { root, path: pathOf(expr, this.#types) ?? '', owner: pathOf(root, this.#types) ?? '' };
  }
}

/** The variable that a chain of fields begins with. */
const rootOf = (expr: Expr): Expr => (expr.op === 'select' ? rootOf(expr.of) : expr);

/** The chain of fields at a path from a variable; the same where it is already. */
function selected(expr: Select, root: Expr, path: string): Select {
  const names = path.split('.');
  if (nameOf(expr) === path) return expr;
  const { start, end } = expr;
  return names.reduce<Expr>((of, field) => ({ op: 'select', of, field, start, end }), root) as Select;
}

const nameOf = (expr: Expr): string =>
  expr.op !== 'select' ? '' : expr.of.op === 'select' ? `${nameOf(expr.of)}.${expr.field}` : expr.field;

/** All of the fields are there. */
const present = ({ start, end }: Expr, fields: readonly Select[]): Expr =>
  fields
    .map((field): Expr => ({ op: 'has', field, start, end }))
    .reduce((left, right) => ({ op: 'binary', operator: '&&', left, right, start, end }));
