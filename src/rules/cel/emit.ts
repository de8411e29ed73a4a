import type { Checked } from './check.ts';
import type { Expr, Select } from './tree.ts';

/** Constants of a compiled module: regular expressions, lists of values and calls with constant arguments. */
export class Constants {
  readonly #names = new Map<string, string>();

  /** The name of the constant with this JavaScript expression, which is declared only once. */
  name(source: string): string {
    let name = this.#names.get(source);
    if (name === undefined) this.#names.set(source, (name = `c${this.#names.size}`));
    return name;
  }

  declarations(): string {
    return [...this.#names].map(([source, name]) => `const ${name} = ${source};\n`).join('');
  }
}

/**
 * The context of an emitted expression. In its JavaScript, `F` holds our functions; variables are `$<name>`; the top-level fields of the
 * variable `record` are locals `$$<field>`, and the day numbers of its dates, computed once for all rules, `$$<field>$jour`.
 */
export type Emission = { types: Checked['types']; constants: Constants; record: string; days: Set<string> };

export const local = (field: string): string => `$$${field}`;

/** The name in the view of the day number of a date. */
export const dayOf = (field: string): string => `${field}$jour`;

/** The name of a top-level field of the record; undefined for any other expression. */
const topField = (expr: Expr, { record }: Emission): string | undefined =>
  expr.op === 'select' && expr.of.op === 'ident' && expr.of.name === record ? expr.field : undefined;

/** The JavaScript of a checked expression. The check and the gate ensure that each field read is present and of its type. */
export function emit(expr: Expr, to: Emission): string {
  switch (expr.op) {
    case 'literal':
      return JSON.stringify(expr.value);
    case 'ident':
      return number(expr, variable(expr.name), to);
    case 'select':
      return number(expr, selected(expr, to), to);
    case 'has':
      return `(${selected(expr.field, to)} !== undefined)`;
    case 'not':
      return `!${emit(expr.arg, to)}`;
    case 'list':
      return to.constants.name(`[${expr.items.map((item) => emit(item, to)).join(', ')}]`);
    case 'call':
      return call(expr, to);
    case 'matches':
      return `${to.constants.name(regex(expr.pattern))}.test(${emit(expr.of, to)})`;
    case 'binary':
      return binary(expr, to);
    case 'comprehension':
      return comprehension(expr, to);
  }
}

function selected(expr: Select, to: Emission): string {
  const field = topField(expr, to);
  return field === undefined ? `${emit(expr.of, to)}${member(expr.field)}` : local(field);
}

export const variable = (name: string): string => `$${name}`;

export const member = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

/** Integers are clamped to 53 bits, which every implementation language can represent. */
const number = (expr: Expr, source: string, { types }: Emission): string =>
  types.get(expr)?.kind === 'int' ? `F.int(${source})` : source;

const regex = (pattern: string): string => `new RegExp(${JSON.stringify(pattern)}, 'u')`;

const OPERATORS: Record<string, string> = { '==': '===', '!=': '!==' };

function binary({ operator, left, right }: Extract<Expr, { op: 'binary' }>, to: Emission): string {
  if (operator === 'in') return `${emit(right, to)}.includes(${emit(left, to)})`;
  return `(${emit(left, to)} ${OPERATORS[operator] ?? operator} ${emit(right, to)})`;
}

function call(expr: Extract<Expr, { op: 'call' }>, to: Emission): string {
  const [first] = expr.args;
  if (expr.name === 'size' && first && to.types.get(first)?.kind === 'list') return `${emit(first, to)}.length`;
  const field = first && topField(first, to);
  if (expr.name === 'jour' && field !== undefined) {
    to.days.add(field);
    return local(dayOf(field));
  }
  const name = expr.name === 'size' ? 'codePoints' : expr.name;
  const source = `F.${name}(${expr.args.map((arg) => emit(arg, to)).join(', ')})`;
  return expr.args.every(isConstant) ? to.constants.name(source) : source;
}

/** Whether an expression is the same for all records, such as the reference day. */
const isConstant = (expr: Expr): boolean => expr.op === 'literal' || (expr.op === 'call' && expr.args.every(isConstant));

function comprehension({ macro, of, variable: name, body }: Extract<Expr, { op: 'comprehension' }>, to: Emission): string {
  const list = emit(of, to);
  const each = `((${variable(name)}) => ${emit(body, to)})`;
  switch (macro) {
    case 'all':
      return `${list}.every${each}`;
    case 'exists':
      return `${list}.some${each}`;
    case 'exists_one':
      return `(${list}.filter${each}.length === 1)`;
    default:
      return `${list}.${macro}${each}`;
  }
}
