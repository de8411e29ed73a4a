import type { Model } from '../../model/types.ts';
import { childOf } from './child.ts';
import { CelFault } from './fault.ts';
import { allOf, bothOf, type Facts, keyOf, NOTHING } from './facts.ts';
import { checkCodes } from './codes.ts';
import { arithmetic, isMember, ordering, sameType } from './operations.ts';
import { checkCall, type Asker } from './call.ts';
import type { Scope } from './scope.ts';
import { SAY } from './sentences.ts';
import { ARITHMETIC, type Expr, ORDERINGS, type Select } from './tree.ts';
import { type CelType, isText, nameOfType } from './types.ts';

/** What is known of an expression: its type, and which optional fields are there when it is true or false. */
type Known = { type: CelType; whenTrue: Facts; whenFalse: Facts };

/** What checking an expression tells besides: the type of each part, the fields read (by path from the record) and the functions called. */
export type Checked = {
  types: Map<Expr, CelType>;
  reads: Map<string, CelType>;
  calls: Set<string>;
  /** Paths of the dates whose day is counted: others are read as texts. */
  days: Set<string>;
  /** True when a list is gone through for each item of a list. */
  nested: boolean;
};

export const nothingChecked = (): Checked => ({
  types: new Map(),
  reads: new Map(),
  calls: new Set(),
  days: new Set(),
  nested: false,
});

/**
 * Checks an expression against the schema and gives what is known of it. Throws a CelFault where a field does not exist, types do
 * not go together, or an optional field is read without `has`.
 */
export function checkExpr(expr: Expr, model: Model, scope: Scope, checked: Checked): Known {
  return new Checker(model, checked).visit(expr, scope);
}

class Checker implements Asker {
  readonly #model: Model;
  readonly #checked: Checked;

  constructor(model: Model, checked: Checked) {
    this.#model = model;
    this.#checked = checked;
  }

  visit(expr: Expr, scope: Scope): Known {
    const known = this.#known(expr, scope);
    this.#checked.types.set(expr, known.type);
    return known;
  }

  typeOf(expr: Expr, scope: Scope): CelType {
    return this.visit(expr, scope).type;
  }

  called(name: string): void {
    this.#checked.calls.add(name);
  }

  /** The day of a date is counted: it must be one of the calendar. */
  counted(date: CelType): void {
    if (date.path !== undefined) this.#checked.days.add(date.path);
  }

  /** Each item of a list is read; a list of the record within another makes work that grows with its square. */
  goneThrough(list: CelType & { kind: 'list' }, scope: Scope): void {
    this.#read(list.of);
    if (scope.depth > 0 && list.path !== undefined) this.#checked.nested = true;
  }

  #known(expr: Expr, scope: Scope): Known {
    switch (expr.op) {
      case 'has':
        return this.#has(expr.field, scope);
      case 'not': {
        const { type, whenTrue, whenFalse } = this.#bool(expr.arg, scope);
        return { type, whenTrue: whenFalse, whenFalse: whenTrue };
      }
      case 'binary':
        return expr.operator === '&&' || expr.operator === '||'
          ? this.#logical(expr, scope)
          : plain(this.#operation(expr, scope));
      default:
        return plain(this.#value(expr, scope));
    }
  }

  #value(expr: Exclude<Expr, { op: 'has' | 'not' | 'binary' }>, scope: Scope): CelType {
    switch (expr.op) {
      case 'literal':
        return { kind: expr.type };
      case 'ident': {
        const type = Object.hasOwn(scope.variables, expr.name) ? scope.variables[expr.name] : undefined;
        if (!type) throw new CelFault(expr, SAY.unknownVariable(expr.name, Object.keys(scope.variables)));
        return this.#read(type);
      }
      case 'select':
        return this.#select(expr, scope);
      case 'list':
        return this.#list(expr, scope);
      case 'call':
        return checkCall(this, expr, scope);
      case 'matches': {
        const type = this.typeOf(expr.of, scope);
        if (!isText(type)) throw new CelFault(expr.of, SAY.wants('matches', 'string', nameOfType(type)));
        return { kind: 'bool' };
      }
      case 'comprehension':
        return this.#comprehension(expr, scope);
    }
  }

  /** A field of the record that is read: what it holds must be well typed for the rule to run. */
  #read(type: CelType): CelType {
    if (type.path !== undefined && type.path !== '') this.#checked.reads.set(type.path, type);
    return type;
  }

  #field(expr: Select, scope: Scope): { type: CelType; required: boolean } {
    return childOf(this.#model, this.typeOf(expr.of, scope), expr.field, expr);
  }

  #select(expr: Select, scope: Scope): CelType {
    const { type, required } = this.#field(expr, scope);
    if (!required && !scope.facts.has(keyOf(expr) ?? '')) throw new CelFault(expr, SAY.unguarded(keyOf(expr) ?? expr.field));
    return this.#read(type);
  }

  #has(expr: Select, scope: Scope): Known {
    const { type } = this.#field(expr, scope);
    this.#checked.types.set(expr, this.#read(type));
    const key = keyOf(expr);
    return { type: { kind: 'bool' }, whenTrue: new Set(key === undefined ? [] : [key]), whenFalse: NOTHING };
  }

  #bool(expr: Expr, scope: Scope): Known {
    const known = this.visit(expr, scope);
    if (known.type.kind !== 'bool') throw new CelFault(expr, SAY.notBool(nameOfType(known.type)));
    return known;
  }

  /** The right side is only looked at when the left one leaves the question open: it may rely on what that says. */
  #logical(expr: Extract<Expr, { op: 'binary' }>, scope: Scope): Known {
    const and = expr.operator === '&&';
    const left = this.#bool(expr.left, scope);
    const right = this.#bool(expr.right, { ...scope, facts: allOf(scope.facts, and ? left.whenTrue : left.whenFalse) });
    const all = (side: 'whenTrue' | 'whenFalse') => allOf(left[side], right[side]);
    const both = (side: 'whenTrue' | 'whenFalse') => bothOf(left[side], right[side]);
    return {
      type: { kind: 'bool' },
      whenTrue: and ? all('whenTrue') : both('whenTrue'),
      whenFalse: and ? both('whenFalse') : all('whenFalse'),
    };
  }

  #operation(expr: Extract<Expr, { op: 'binary' }>, scope: Scope): CelType {
    const left = this.typeOf(expr.left, scope);
    const right = this.typeOf(expr.right, scope);
    if (expr.operator === 'in') {
      if (right.kind === 'list') this.goneThrough(right, scope);
      const type = isMember(expr, left, right);
      checkCodes(expr, left, right);
      return type;
    }
    if (!sameType(left, right)) throw new CelFault(expr, SAY.mixed(expr.operator, nameOfType(left), nameOfType(right)));
    if (ORDERINGS.has(expr.operator)) return ordering(expr, left);
    if (ARITHMETIC.has(expr.operator)) return arithmetic(expr, left, right);
    if (left.kind === 'list' || left.kind === 'object') throw new CelFault(expr, SAY.notCompared(nameOfType(left)));
    checkCodes(expr, left, right);
    return { kind: 'bool' };
  }

  #list(expr: Extract<Expr, { op: 'list' }>, scope: Scope): CelType {
    const types = expr.items.map((item) => this.typeOf(item, scope));
    const [first] = types;
    if (!first) throw new CelFault(expr, SAY.emptyList());
    for (const [i, type] of types.entries())
      if (!sameType(first, type))
        throw new CelFault(expr.items[i] ?? expr, SAY.mixed('[ ]', nameOfType(first), nameOfType(type)));
    return { kind: 'list', of: first };
  }

  #comprehension(expr: Extract<Expr, { op: 'comprehension' }>, scope: Scope): CelType {
    const list = this.typeOf(expr.of, scope);
    if (list.kind !== 'list') throw new CelFault(expr.of, SAY.wants(expr.macro, 'list', nameOfType(list)));
    if (Object.hasOwn(scope.variables, expr.variable)) throw new CelFault(expr, SAY.shadowed(expr.variable));
    this.goneThrough(list, scope);
    const inside = { ...scope, variables: { ...scope.variables, [expr.variable]: list.of }, depth: scope.depth + 1 };
    const body = expr.macro === 'map' ? this.visit(expr.body, inside) : this.#bool(expr.body, inside);
    if (expr.macro === 'filter') return { kind: 'list', of: list.of };
    return expr.macro === 'map' ? { kind: 'list', of: body.type } : { kind: 'bool' };
  }
}

const plain = (type: CelType): Known => ({ type, whenTrue: NOTHING, whenFalse: NOTHING });
