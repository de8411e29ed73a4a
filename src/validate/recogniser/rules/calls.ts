import type { Expr } from '../../../rules/cel/tree.ts';
import { CannotTell } from './cannot-tell.ts';
import type { Emit, Scope } from './context.ts';
import { emitFirst, emitListSize } from './lists.ts';
import { tableNumber } from './tables.ts';
import { emitTvaForms } from './tva.ts';
import { addressOf, expectList, expectScalar, expectText, type Scalar, type TextValue, type Value } from './values.ts';

type Call = Extract<Expr, { op: 'call' }>;

/** A call of one of the functions of rules: each stands in `assembly/` under the same name, and takes the place of a text. */
export function emitCall(expr: Call, scope: Scope, emit: Emit): Value {
  const make = CALLS[expr.name];
  if (!make) throw new CannotTell(`there is no function ${expr.name}`);
  const value = make(
    expr.args.map((arg) => emit(arg, scope)),
    scope,
    expr,
  );
  return value.kind === 'number' && expr.args.every(isConstant)
    ? { kind: 'number', source: scope.module.once(value.source) }
    : value;
}

/** What does not change from record to record: the reference day. */
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
  if (!value) throw new CannotTell('a function lacks an argument');
  return value;
}

const textOf = (value: Value | undefined): string => addressOf(expectText(given(value)));
const numberOf = (value: Value | undefined): string => expectScalar(given(value)).source;
