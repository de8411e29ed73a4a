import type { Checked } from '../../../../src/rules/cel/check.ts';
import type { Expr } from '../../../../src/rules/cel/tree.ts';
import { block, type Lines } from '../emit/emission.ts';
import type { Value } from './values.ts';

/**
 * The service that rules use from the pool of patterns: the name of a function `(from: usize, to: usize) => bool` that tests
 * whether the bytes of a text match; undefined if there is none.
 */
export type Patterns = { name(pattern: string, unicode: boolean): string | undefined };

/** The state that all rules of one module share: texts, functions, values computed once. */
export class Module {
  readonly patterns: Patterns;
  readonly #texts = new Map<string, string>();
  readonly #once = new Map<string, string>();
  readonly #functions: Lines[] = [];
  #count = 0;
  #scratch = 0;

  constructor(patterns: Patterns) {
    this.patterns = patterns;
  }

  /** An end for names that no other has. */
  unique(): string {
    return `${this.#count++}`;
  }

  /** The name of the place of a text that does not change. */
  text(text: string): string {
    let name = this.#texts.get(text);
    if (name === undefined) this.#texts.set(text, (name = `TEXT_${this.#texts.size}`));
    return name;
  }

  /** The name of a place of its own for a text that is made up. */
  scratch(): string {
    return `MADE_${this.#scratch++}`;
  }

  /** The name of a number that is computed once a run. */
  once(source: string): string {
    let name = this.#once.get(source);
    if (name === undefined) this.#once.set(source, (name = `once_${this.#once.size}`));
    return name;
  }

  add(lines: Lines): void {
    this.#functions.push(lines);
  }

  functions(): Lines {
    return this.#functions.flatMap((lines) => [...lines, '']);
  }

  /** The constants, and the function that makes those that depend on the run. */
  constants(): Lines {
    return [
      ...[...this.#texts].map(([text, name]) => textConstant(text, name)),
      ...Array.from({ length: this.#scratch }, (_, i) => `const MADE_${i} = made(memory.data(${MADE_BYTES}));`),
      ...[...this.#once.values()].map((name) => `let ${name}: f64 = 0;`),
      '',
      '// What is the same for all records is computed once a run, when JavaScript has written the day.',
      ...block(
        'export function prepareRules(): void',
        [...this.#once].map(([source, name]) => `${name} = ${source};`),
      ),
    ];
  }
}

/** Room for the place of a text and for the text itself: the longest that a function makes is a CPV code. */
const MADE_BYTES = 24;
const ENCODER = new TextEncoder();

function textConstant(text: string, name: string): string {
  const bytes = [...ENCODER.encode(text)];
  // An empty segment of data has no address.
  const data = bytes.length === 0 ? [0] : bytes;
  return `const ${name} = constant(memory.data(8), memory.data<u8>([${data.join(', ')}]), ${bytes.length}); // ${JSON.stringify(text)}`;
}

/** A variable in scope: its value, and what a function that uses it takes for it. */
export type Variable = { value: Value; parameter: { name: string; type: 'usize' | 'f64' | 'bool' } };

/** The context of an expression: the types of its parts, and the variables in scope. */
export type Scope = { module: Module; types: Checked['types']; variables: ReadonlyMap<string, Variable> };

/** Emits an expression as AssemblyScript; passed to the emitters that need it for subexpressions. */
export type Emit = (expr: Expr, scope: Scope) => Value;
