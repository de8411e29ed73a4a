import type { Expr } from '../../../../src/rules/cel/tree.ts';
import { block, type Lines } from '../emit/emission.ts';
import {
  Undecidable,
  sameValues,
  guarded,
  not,
  addressOf,
  expectList,
  expectScalar,
  expectText,
  type ListValue,
  type Scalar,
  type TextValue,
  type Value,
} from './values.ts';
import type { Emit, Scope, Variable } from './context.ts';

type Comprehension = Extract<Expr, { op: 'comprehension' }>;

/** A comprehension: those that give a list are part of the loop of who goes through it; the others are functions of their own. */
export function emitComprehension(expr: Comprehension, scope: Scope, emit: Emit): Value {
  const list = expectList(emit(expr.of, scope));
  const unique = scope.module.unique();
  const holds = (item: Value): { lines: Lines; value: Value } => {
    const { lines, variable } = bind(expr.variable, item, unique);
    const inside = { ...scope, variables: new Map([...scope.variables, [expr.variable, variable]]) };
    return { lines, value: emit(expr.body, inside) };
  };
  const test = (item: Value, then: (bool: Scalar) => Lines): Lines => {
    const { lines, value } = holds(item);
    return [...lines, ...then(expectScalar(value))];
  };
  switch (expr.macro) {
    case 'map':
      return { kind: 'list', ...sizeOf(list), loop: (inside) => list.loop((item) => mapped(holds(item), inside)) };
    case 'filter':
      return {
        kind: 'list',
        loop: (inside) => list.loop((item) => test(item, (bool) => guarded(bool, inside(item)))),
      };
    case 'all':
      return boolFunction('all', scope, [
        ...list.loop((item) => test(item, (bool) => guarded(not(bool), ['return false;']))),
        'return true;',
      ]);
    case 'exists':
      return boolFunction('any', scope, [
        ...list.loop((item) => test(item, (bool) => guarded(bool, ['return true;']))),
        'return false;',
      ]);
    case 'exists_one':
      return boolFunction('one', scope, [
        'let count = 0;',
        ...list.loop((item) => test(item, (bool) => guarded(bool, ['count++;']))),
        'return count == 1;',
      ]);
  }
}

const sizeOf = ({ size }: ListValue): { size?: string } => (size === undefined ? {} : { size });

const mapped = ({ lines, value }: { lines: Lines; value: Value }, inside: (item: Value) => Lines): Lines => [
  ...lines,
  ...inside(value),
];

/** `item in list`. */
export function emitMembership(item: Value, list: ListValue, scope: Scope): Scalar {
  return boolFunction('in', scope, [
    ...list.loop((other) => guarded({ kind: 'bool', source: sameValues(item, other) }, ['return true;'])),
    'return false;',
  ]);
}

export function emitListSize(list: ListValue, scope: Scope): Scalar {
  if (list.size !== undefined) return { kind: 'number', source: list.size };
  const body = ['let count: f64 = 0;', ...list.loop(() => ['count++;']), 'return count;'];
  return { kind: 'number', source: asFunction('count', 'f64', scope, body) };
}

/** The smallest text of a list: UTF-8 orders texts as their code points do. The address of its place; that of an empty text for no item. */
export function emitFirst(list: ListValue, scope: Scope): TextValue {
  const empty = scope.module.text('');
  const base = asFunction('first', 'usize', scope, [
    'let first: usize = 0;',
    ...list.loop((item) => {
      const text = expectText(item);
      if (text.made) throw new Undecidable('the smallest of texts that share one place');
      const at = addressOf(text);
      return [`if (first == 0 || isBefore(${at}, first)) first = ${at};`];
    }),
    `return first == 0 ? ${empty} : first;`,
  ]);
  return { kind: 'text', base, offset: 0 };
}

/** A function of its own with all variables in scope, called where it is needed. */
function asFunction(word: string, result: 'bool' | 'f64' | 'usize', { module, variables }: Scope, body: Lines): string {
  const parameters = [...new Map([...variables.values()].map(({ parameter }) => [parameter.name, parameter])).values()];
  const name = `${word}_${module.unique()}`;
  const head = parameters.map((it) => `${it.name}: ${it.type}`).join(', ');
  module.add(block(`function ${name}(${head}): ${result}`, body));
  return `${name}(${parameters.map((it) => it.name).join(', ')})`;
}

const boolFunction = (word: string, scope: Scope, body: Lines): Scalar => ({
  kind: 'bool',
  source: asFunction(word, 'bool', scope, body),
});

/** A variable of AssemblyScript for an item, so that functions can take it. */
export function bind(name: string, item: Value, unique: string): { lines: Lines; variable: Variable } {
  const local = `${name}_${unique}`;
  switch (item.kind) {
    case 'bool':
      return {
        lines: [`const ${local}: bool = ${item.source};`],
        variable: { value: { kind: 'bool', source: local }, parameter: { name: local, type: 'bool' } },
      };
    case 'number':
      return {
        lines: [`const ${local}: f64 = ${item.source};`],
        variable: { value: { kind: 'number', source: local }, parameter: { name: local, type: 'f64' } },
      };
    case 'text':
    case 'object':
      return {
        lines: [`const ${local}: usize = ${addressOf(item)};`],
        variable: { value: { ...item, base: local, offset: 0 }, parameter: { name: local, type: 'usize' } },
      };
    case 'list':
      throw new Undecidable('a list of lists is gone through');
  }
}
