import type { Expr } from '../../../../src/rules/cel/tree.ts';
import { indented, type Lines, block } from '../emit/emission.ts';
import {
  Undecidable,
  sameValues,
  not,
  type Field,
  fieldOf,
  unreachable,
  expectList,
  expectScalar,
  expectText,
  FALSE,
  fromOf,
  isOfKind,
  type Scalar,
  toOf,
  TRUE,
  type TextValue,
  type Value,
  addressOf,
} from './values.ts';
import type { Module, Scope, Emit } from './context.ts';
import { emitComprehension, emitMembership, emitFirst, emitListSize } from './lists.ts';
import { tableNumber } from './tables.ts';
import { TVA_FORMS } from '../../../../src/model/tva.ts';

/**
 * Emits a checked expression as AssemblyScript, over the frames of a record instead of its value; `cel/emit.ts` is the
 * counterpart in JavaScript. Conditions that hold for every record of the version are omitted: `has` of a required member is
 * true. Throws Undecidable if the recogniser cannot evaluate it.
 */
export function emit(expr: Expr, scope: Scope): Value {
  switch (expr.op) {
    case 'literal':
      return literal(expr, scope);
    case 'ident':
      return cut(expr, variable(expr.name, scope), scope);
    case 'select':
      return cut(expr, select(expr, scope), scope);
    case 'has':
      return fieldAt(expr.field, scope).there;
    case 'not':
      return not(expectScalar(emit(expr.arg, scope)));
    case 'list':
      return {
        kind: 'list',
        loop: (inside) => expr.items.flatMap((item) => scoped(inside(emit(item, scope)))),
        size: `${expr.items.length}.0`,
      };
    case 'call':
      return emitCall(expr, scope, emit);
    case 'matches':
      return matches(expr.pattern, expectText(emit(expr.of, scope)), scope);
    case 'binary':
      return binary(expr, scope);
    case 'comprehension':
      return emitComprehension(expr, scope, emit);
  }
}

/** Each item of a list that is written out has its own variables. */
const scoped = (lines: Lines): Lines => ['{', ...indented(lines), '}'];

function literal(expr: Extract<Expr, { op: 'literal' }>, { module }: Scope): Value {
  if (expr.type === 'string') return knownText(expr.value, module);
  if (expr.type === 'bool') return expr.value ? TRUE : FALSE;
  return { kind: 'number', source: double(expr.value) };
}

/** Most known texts are only compared, and need no place. */
const knownText = (literal: string, module: Module): TextValue => ({
  kind: 'text',
  literal,
  offset: 0,
  get base() {
    return module.text(literal);
  },
});

/** Without a point, AssemblyScript would take it for an integer. */
const double = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(1) : String(value));

function variable(name: string, { variables }: Scope): Value {
  const found = variables.get(name);
  if (!found) throw new Undecidable(`there is no variable ${name}`);
  return found.value;
}

function fieldAt(expr: Extract<Expr, { op: 'select' }>, scope: Scope): Field {
  const owner = emit(expr.of, scope);
  if (owner.kind !== 'object') throw new Undecidable(`${expr.field} is asked of what is no object`);
  return fieldOf(owner, expr.field);
}

function select(expr: Extract<Expr, { op: 'select' }>, scope: Scope): Value {
  const type = scope.types.get(expr);
  const { shape, value } = fieldAt(expr, scope);
  if (!type || shape?.form === 'unsure') throw new Undecidable(`the recogniser does not know ${expr.field}`);
  const found = value(scope.module.unique());
  return found && isOfKind(found, type) ? found : unreachable(type, scope.module.text(''));
}

/** Rules see an integer cut to 53 bits. */
const cut = (expr: Expr, value: Value, { types }: Scope): Value =>
  value.kind === 'number' && types.get(expr)?.kind === 'int' ? { kind: 'number', source: `int(${value.source})` } : value;

function matches(pattern: string, of: TextValue, { module }: Scope): Scalar {
  const name = module.patterns.name(pattern, true);
  if (name === undefined) throw new Undecidable(`there is no automaton for ${pattern}`);
  return { kind: 'bool', source: `patterns.${name}(${fromOf(of)}, ${toOf(of)})` };
}

function binary(expr: Extract<Expr, { op: 'binary' }>, scope: Scope): Scalar {
  const { operator, right } = expr;
  if (operator === '&&' || operator === '||') return logical(expr, scope);
  const left = emit(expr.left, scope);
  if (operator === 'in') return membership(left, right, scope);
  const other = emit(right, scope);
  if (operator === '==') return { kind: 'bool', source: sameValues(left, other) };
  if (operator === '!=') return not({ kind: 'bool', source: sameValues(left, other) });
  const source = `(${expectScalar(left).source} ${operator} ${expectScalar(other).source})`;
  return { kind: scope.types.get(expr)?.kind === 'bool' ? 'bool' : 'number', source };
}

/**
 * If the left operand decides for all records, the right one is not emitted: it may read a field that the version does not have.
 */
function logical({ operator, left, right }: Extract<Expr, { op: 'binary' }>, scope: Scope): Scalar {
  const [settling, open] = operator === '&&' ? [FALSE, TRUE] : [TRUE, FALSE];
  const first = expectScalar(emit(left, scope));
  if (first === settling) return settling;
  const second = expectScalar(emit(right, scope));
  if (first === open) return second;
  return second === open ? first : { kind: 'bool', source: `(${first.source} ${operator} ${second.source})` };
}

function membership(item: Value, list: Expr, scope: Scope): Scalar {
  if (list.op !== 'list') return emitMembership(item, expectList(emit(list, scope)), scope);
  const tests = list.items.map((other) => sameValues(item, emit(other, scope)));
  return { kind: 'bool', source: `(${tests.join(' || ')})` };
}

type Call = Extract<Expr, { op: 'call' }>;

/** A call of a rule function. Each has the same name in `assembly/`, and takes the address of a text. */
function emitCall(expr: Call, scope: Scope, emit: Emit): Value {
  const make = CALLS[expr.name];
  if (!make) throw new Undecidable(`there is no function ${expr.name}`);
  const value = make(
    expr.args.map((arg) => emit(arg, scope)),
    scope,
    expr,
  );
  return value.kind === 'number' && expr.args.every(isConstant)
    ? { kind: 'number', source: scope.module.once(value.source) }
    : value;
}

/** A value that is the same for all records: the reference day. */
const isConstant = (expr: Expr): boolean => expr.op === 'literal' || (expr.op === 'call' && expr.args.every(isConstant));

type Make = (args: Value[], scope: Scope, expr: Call) => Value;

const CALLS: Readonly<Record<string, Make | undefined>> = {
  size: ([of], scope) => (of?.kind === 'list' ? emitListSize(of, scope) : number(`characters(${textOf(of)})`)),
  aujourdhui: () => ({ kind: 'text', base: 'TODAY', offset: 0 }),
  jour: ([date]) => number(`jour(${textOf(date)})`),
  moisEntre: ([from, to]) => number(`moisEntre(${textOf(from)}, ${textOf(to)})`),
  siretValide: ([text]) => bool(`siretValide(${textOf(text)})`),
  sirenValide: ([text]) => bool(`sirenValide(${textOf(text)})`),
  luhnValide: ([text]) => bool(`luhnValide(${textOf(text)})`),
  tvaValide: ([text], { module }) => bool(`${emitTvaForms(module)}(${textOf(text)})`),
  cpvExiste: ([code]) => bool(`cpvExiste(${textOf(code)})`),
  cpvCle: ([code], { module }) => made(`cpvCle(${textOf(code)}, ${module.scratch()})`),
  nomenclature: ([, code], _, { args: [name] }) => bool(`nomenclature(${tableNumber(name)}, ${textOf(code)})`),
  premier: ([list], scope) => emitFirst(expectList(given(list)), scope),
  partieEntiere: ([x]) => number(`partieEntiere(${numberOf(x)})`),
  chiffreRepete: ([x]) => number(`chiffreRepete(${numberOf(x)})`),
  commencePar: ([x, digits]) => bool(`commencePar(${numberOf(x)}, ${textOf(digits)})`),
  decimales: ([x]) => number(`decimales(${numberOf(x)})`),
};

const bool = (source: string): Scalar => ({ kind: 'bool', source });
const number = (source: string): Scalar => ({ kind: 'number', source });
const made = (base: string): TextValue => ({ kind: 'text', base, offset: 0, made: true });

function given(value: Value | undefined): Value {
  if (!value) throw new Undecidable('a function lacks an argument');
  return value;
}

const textOf = (value: Value | undefined): string => addressOf(expectText(given(value)));
const numberOf = (value: Value | undefined): string => expectScalar(given(value)).source;

const NAME = 'tvaValide';
const emitted = new WeakSet<Module>();

/** The name of the function for VAT numbers, made of the forms that the States give them. */
export function emitTvaForms(module: Module): string {
  if (emitted.has(module)) return NAME;
  const cases = [...TVA_FORMS].map(([state, form]) => {
    const matcher = module.patterns.name(form.source, form.unicode);
    if (matcher === undefined) throw new Undecidable(`there is no automaton for ${form.source}`);
    return `case ${littleEndian(state)}: return patterns.${matcher}(from + 2, to); // ${state}`;
  });
  emitted.add(module);
  module.add([
    '// The two letters of the State are looked up as one word, then what it gives out is read by its automaton.',
    ...block(`function ${NAME}(text: usize): bool`, [
      'const from: usize = load<u32>(text);',
      'const to: usize = load<u32>(text, 4);',
      'if (to - from < 4 || to - from > 14) return false;',
      `if (load<u16>(from) == ${littleEndian('FR')}) return frenchTva(from + 2, to);`,
      ...block('switch (load<u16>(from))', [...cases, 'default: return false;']),
    ]),
  ]);
  return NAME;
}

const littleEndian = (letters: string): string => `0x${(letters.charCodeAt(0) | (letters.charCodeAt(1) << 8)).toString(16)}`;
