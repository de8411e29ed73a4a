import type { Checked } from '../cel/check.ts';
import type { Expr, Operator } from '../cel/tree.ts';
import type { LibraryFunctions } from '../library.ts';

/** The values of the variables of an expression: the record, `item`, and those of macros. */
export type Names = Record<string, unknown>;

/** Evaluates an expression. The check and the gate ensure that each field read is present and of its type. */
export type Compute = (names: Names) => unknown;

type Types = Checked['types'];
type Library = Record<string, (...values: unknown[]) => unknown>;

/** Never called: the check refuses unknown functions. */
const unknown = (): never => {
  throw new Error('there is no such function');
};

/** Returns a function that evaluates a checked expression, as the JavaScript of `emit` does. */
export function interpret(expr: Expr, types: Types, functions: LibraryFunctions): Compute {
  return new Interpreter(types, functions).compute(expr);
}

class Interpreter {
  readonly #types: Types;
  readonly #functions: LibraryFunctions;

  constructor(types: Types, functions: LibraryFunctions) {
    this.#types = types;
    this.#functions = functions;
  }

  compute(expr: Expr): Compute {
    switch (expr.op) {
      case 'literal':
        return () => expr.value;
      case 'ident':
        return this.#number(expr, (names) => names[expr.name]);
      case 'select':
        return this.#number(expr, this.#field(expr));
      case 'has': {
        const field = this.#field(expr.field);
        return (names) => field(names) !== undefined;
      }
      case 'not': {
        const arg = this.compute(expr.arg);
        return (names) => arg(names) !== true;
      }
      case 'list': {
        const items = expr.items.map(({ value }) => value);
        return () => items;
      }
      case 'call':
        return this.#call(expr);
      case 'matches': {
        const [of, pattern] = [this.compute(expr.of), new RegExp(expr.pattern, 'u')];
        return (names) => pattern.test(of(names) as string);
      }
      case 'binary':
        return this.#binary(expr.operator, this.compute(expr.left), this.compute(expr.right));
      case 'comprehension':
        return this.#comprehension(expr);
    }
  }

  #field({ of, field }: Extract<Expr, { op: 'select' }>): Compute {
    const owner = this.compute(of);
    return (names) => (owner(names) as Record<string, unknown>)[field];
  }

  /** Integers are clamped to 53 bits, which every implementation language can represent. */
  #number(expr: Expr, compute: Compute): Compute {
    if (this.#types.get(expr)?.kind !== 'int') return compute;
    return (names) => this.#functions.int(compute(names) as number);
  }

  #call({ name, args }: Extract<Expr, { op: 'call' }>): Compute {
    const computed = args.map((arg) => this.compute(arg));
    const [first] = args;
    const [list] = computed;
    if (name === 'size' && first && list && this.#types.get(first)?.kind === 'list')
      return (names) => (list(names) as unknown[]).length;
    const called = (this.#functions as unknown as Library)[name === 'size' ? 'codePoints' : name] ?? unknown;
    return (names) => called(...computed.map((compute) => compute(names)));
  }

  #binary(operator: Operator, left: Compute, right: Compute): Compute {
    if (operator === '&&') return (names) => left(names) === true && right(names) === true;
    if (operator === '||') return (names) => left(names) === true || right(names) === true;
    const operation = OPERATIONS[operator];
    return (names) => operation(left(names), right(names));
  }

  #comprehension({ macro, of, variable, body }: Extract<Expr, { op: 'comprehension' }>): Compute {
    const [list, inside] = [this.compute(of), this.compute(body)];
    const macroOf = MACROS[macro];
    return (names) => {
      const test = (item: unknown): unknown => inside({ ...names, [variable]: item });
      return macroOf(list(names) as unknown[], test);
    };
  }
}

/** An operation on two numbers, for operands whose type the check has proved. */
const numbers =
  <T>(operation: (a: number, b: number) => T) =>
  (a: unknown, b: unknown): T =>
    operation(a as number, b as number);

const OPERATIONS: Record<Exclude<Operator, '&&' | '||'>, (a: unknown, b: unknown) => unknown> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  in: (item, list) => (list as unknown[]).includes(item),
  '<': numbers((a, b) => a < b),
  '<=': numbers((a, b) => a <= b),
  '>': numbers((a, b) => a > b),
  '>=': numbers((a, b) => a >= b),
  '+': numbers((a, b) => a + b),
  '-': numbers((a, b) => a - b),
  '*': numbers((a, b) => a * b),
  '/': numbers((a, b) => a / b),
};

type Test = (item: unknown) => unknown;

const MACROS: Record<Extract<Expr, { op: 'comprehension' }>['macro'], (list: readonly unknown[], test: Test) => unknown> = {
  all: (list, test) => list.every((item) => test(item) === true),
  exists: (list, test) => list.some((item) => test(item) === true),
  exists_one: (list, test) => list.filter((item) => test(item) === true).length === 1,
  filter: (list, test) => list.filter((item) => test(item) === true),
  map: (list, test) => list.map(test),
};
