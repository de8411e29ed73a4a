import type { Model } from '../../model/types.ts';
import { type Scope, type CelType, isText, nameOfType, type Argument, SIGNATURES, childOf } from './types.ts';
import { SAY } from './sentences.ts';
import { NOMENCLATURE_NAMES } from '../nomenclature-names.ts';
import { ARITHMETIC, type Expr, ORDERINGS, type Select, CelFault, allOf, bothOf, type Facts, keyOf, NOTHING } from './tree.ts';

type Call = Extract<Expr, { op: 'call' }>;

/** The part of the checker that the check of a call uses. */
type CallChecker = {
  typeOf(expr: Expr, scope: Scope): CelType;
  called(name: string): void;
  iterated(list: CelType & { kind: 'list' }, scope: Scope): void;
  counted(date: CelType): void;
};

/** The type of the result of `size` or of one of our functions. Throws a CelFault for a wrong call. */
function checkCall(checker: CallChecker, expr: Call, scope: Scope): CelType {
  const types = expr.args.map((arg) => checker.typeOf(arg, scope));
  checker.called(expr.name);
  if (expr.name === 'size') return sizeOf(expr, types);
  const signature = Object.hasOwn(SIGNATURES, expr.name) ? SIGNATURES[expr.name] : undefined;
  if (!signature) throw new CelFault(expr, SAY.unknownFunction(expr.name, ['size', ...Object.keys(SIGNATURES)]));
  if (types.length !== signature.args.length)
    throw new CelFault(expr, SAY.arguments(expr.name, signature.args.length, types.length));
  for (const [i, wanted] of signature.args.entries()) checkArgument(expr.name, wanted, expr.args[i] ?? expr, types[i]);
  for (const type of types) {
    if (type.kind === 'list') checker.iterated(type, scope);
    if (type.kind === 'date' && signature.args.includes('date')) checker.counted(type);
  }
  return { kind: signature.result };
}

function sizeOf(expr: Call, types: readonly CelType[]): CelType {
  const [type] = types;
  if (!type || types.length > 1) throw new CelFault(expr, SAY.arguments('size', 1, types.length));
  if (type.kind !== 'list' && !isText(type)) throw new CelFault(expr, SAY.wants('size', 'list | string', nameOfType(type)));
  return { kind: 'int' };
}

function checkArgument(name: string, wanted: Argument, arg: Expr, type: CelType | undefined): void {
  if (!type) return;
  if (wanted === 'nomenclature') {
    if (arg.op !== 'literal' || !(NOMENCLATURE_NAMES as readonly unknown[]).includes(arg.value))
      throw new CelFault(arg, SAY.nomenclature(NOMENCLATURE_NAMES));
    return;
  }
  const fits =
    wanted === 'string' ? isText(type) : wanted === 'texts' ? type.kind === 'list' && isText(type.of) : type.kind === wanted;
  if (!fits) throw new CelFault(arg, SAY.wants(name, wanted === 'texts' ? 'list(string)' : wanted, nameOfType(type)));
}

/** What is known of an expression: its type, and which optional fields are present when it is true or false. */
type Known = { type: CelType; whenTrue: Facts; whenFalse: Facts };

/** What the check collects: the type of each subexpression, the fields read (by path from the record) and the functions called. */
export type Checked = {
  types: Map<Expr, CelType>;
  reads: Map<string, CelType>;
  calls: Set<string>;
  /** Paths of the dates whose day is counted; others are only used as texts. */
  days: Set<string>;
  /** True where a list is iterated for each item of a list. */
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
 * Checks an expression against the schema and returns what is known of it. Throws a CelFault where a field does not exist, types do not
 * match, or an optional field is read without `has`.
 */
export function checkExpr(expr: Expr, model: Model, scope: Scope, checked: Checked): Known {
  return new Checker(model, checked).visit(expr, scope);
}

class Checker implements CallChecker {
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

  /** Notes a date whose day is counted, so that it must exist. */
  counted(date: CelType): void {
    if (date.path !== undefined) this.#checked.days.add(date.path);
  }

  /** Notes a list whose items are read. Iterating a list of the record within another takes quadratic time. */
  iterated(list: CelType & { kind: 'list' }, scope: Scope): void {
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
  #logical(expr: Operation, scope: Scope): Known {
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

  #operation(expr: Operation, scope: Scope): CelType {
    const left = this.typeOf(expr.left, scope);
    const right = this.typeOf(expr.right, scope);
    if (expr.operator === 'in') {
      if (right.kind === 'list') this.iterated(right, scope);
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
    this.iterated(list, scope);
    const inside = { ...scope, variables: { ...scope.variables, [expr.variable]: list.of }, depth: scope.depth + 1 };
    const body = expr.macro === 'map' ? this.visit(expr.body, inside) : this.#bool(expr.body, inside);
    if (expr.macro === 'filter') return { kind: 'list', of: list.of };
    return expr.macro === 'map' ? { kind: 'list', of: body.type } : { kind: 'bool' };
  }
}

const plain = (type: CelType): Known => ({ type, whenTrue: NOTHING, whenFalse: NOTHING });

type Operation = Extract<Expr, { op: 'binary' }>;

/** Refuses, with a CelFault, a comparison of a field that holds codes with a text that is none of them: it would never be so. */
function checkCodes({ left: one, right: other }: Operation, left: CelType, right: CelType): void {
  holdTo(left, other);
  holdTo(right.kind === 'list' ? right.of : right, one);
}

function holdTo(type: CelType, expr: Expr): void {
  if (type.kind !== 'string' || type.codes === undefined) return;
  const literals = expr.op === 'list' ? expr.items : [expr];
  for (const literal of literals)
    if (literal.op === 'literal' && literal.type === 'string' && !type.codes.includes(literal.value))
      throw new CelFault(literal, SAY.notACode(literal.value, type.path ?? '', type.codes));
}

const sameType = (a: CelType, b: CelType): boolean =>
  a.kind === b.kind ? a.kind !== 'list' || b.kind !== 'list' || sameType(a.of, b.of) : isText(a) && isText(b);

/** The type of `item in list`. Throws a CelFault where the two do not go together. */
function isMember(expr: Operation, item: CelType, list: CelType): CelType {
  if (list.kind !== 'list') throw new CelFault(expr.right, SAY.wants('in', 'list', nameOfType(list)));
  if (!sameType(item, list.of)) throw new CelFault(expr, SAY.mixed('in', nameOfType(item), nameOfType(list)));
  if (item.kind === 'list' || item.kind === 'object') throw new CelFault(expr, SAY.notCompared(nameOfType(item)));
  // The items of a list are not cut to 53 bits, as a field is.
  if (item.kind === 'int' && list.path !== undefined) throw new CelFault(expr, SAY.integerField(list.path));
  return { kind: 'bool' };
}

/** The type of a comparison by size. */
function ordering(expr: Operation, type: CelType): CelType {
  if (type.kind !== 'int' && type.kind !== 'double') throw new CelFault(expr, SAY.notOrdered(nameOfType(type)));
  return { kind: 'bool' };
}

/**
 * The type of a computation. Doubles are those of IEEE 754 everywhere. Integers are not: JavaScript has 53 bits, others 64. Days, months and sizes are small;
 * a field may be huge. And a division of integers is cut in one language, not in another.
 */
function arithmetic(expr: Operation, left: CelType, right: CelType): CelType {
  if (left.kind === 'double') {
    const divisor = expr.right;
    if (expr.operator === '/' && !(divisor.op === 'literal' && divisor.value !== 0)) throw new CelFault(divisor, SAY.divisor());
    return { kind: 'double' };
  }
  if (left.kind !== 'int') throw new CelFault(expr, SAY.notNumbers(nameOfType(left)));
  if (expr.operator === '*' || expr.operator === '/') throw new CelFault(expr, SAY.integerProduct());
  for (const [side, type] of [[expr.left, left] as const, [expr.right, right] as const])
    if (type.path !== undefined) throw new CelFault(side, SAY.integerField(type.path));
  return { kind: 'int' };
}
