import type { Model } from '../../model/types.ts';
import { member } from '../cel/emit.ts';
import { childOf } from '../cel/child.ts';
import { type CelType } from '../cel/types.ts';
import { recordType, WHOLE } from '../places.ts';
import { LONG } from '../limits.ts';
import type { RecordScope } from '../../model/rules.ts';

/**
 * The JavaScript of a function `(view, bad) => number` that looks at every field that some rule reads: `bad[i]` becomes 2 where
 * field `i` is not of its type, or lacks though required; 1 where it is a text but no day, or a list too long for some rules. Gives
 * the greatest of these, 0 for nearly all records: then all rules can run.
 */
export function emitGate(fields: readonly string[], scope: RecordScope, model: Model): string {
  const writer = new GateWriter(fields, model);
  const body = writer.object('r', '', recordType(model, scope));
  return `(() => {\n${writer.inner.join('')}return (r, bad) => { let worst = 0; ${body} return worst; };\n})()`;
}

class GateWriter {
  readonly #fields: readonly string[];
  readonly #model: Model;
  /** Lists are gone through in functions of their own: most records lack most of them. */
  readonly inner: string[] = [];
  #names = 0;

  constructor(fields: readonly string[], model: Model) {
    this.#fields = fields;
    this.#model = model;
  }

  /** Looks at the children of an object that rules read; `source` is known to be an object. */
  object(source: string, path: string, type: CelType): string {
    const prefix = path === '' ? '' : `${path}.`;
    const names = new Set(
      this.#fields
        .filter((field) => field.startsWith(prefix))
        .map((field) => /^[^.[]+/.exec(field.slice(prefix.length))?.[0] ?? ''),
    );
    return [...names].map((name) => this.#child(`${source}${member(name)}`, `${prefix}${name}`, type, name)).join('');
  }

  #child(source: string, path: string, owner: CelType, name: string): string {
    const { type, required } = childOf(this.#model, owner, name, WHOLE);
    const value = this.#name();
    const absent = required ? `if (${value} === undefined) { ${this.#bad(path)} } else ` : `if (${value} !== undefined) `;
    return `const ${value} = ${source}; ${absent}${this.#value(value, path, type)}`;
  }

  #value(value: string, path: string, type: CelType): string {
    if (type.kind === 'object') return this.#typed(OBJECT(value), path, this.object(value, path, type));
    if (type.kind === 'date') return this.#typed(SCALARS.string(value), path, this.#reserve(`!F.isDay(${value})`, path));
    if (type.kind !== 'list') return this.#typed(SCALARS[type.kind](value), path, '');
    const long = this.#reserve(`${value}.length > ${LONG}`, path);
    const items = this.#fields.includes(`${path}[]`) ? this.#items(value, path, type.of) : '';
    return this.#typed(`Array.isArray(${value})`, path, long + items);
  }

  #items(list: string, path: string, type: CelType): string {
    const [item, name] = [this.#name(), this.#name()];
    const body = this.#value(item, `${path}[]`, type);
    this.inner.push(`const ${name} = (list, bad, worst) => { for (const ${item} of list) ${body} return worst; };\n`);
    return `worst = ${name}(${list}, bad, worst); `;
  }

  #typed(test: string, path: string, inside: string): string {
    return `{ if (!(${test})) { ${this.#bad(path)} } ${inside === '' ? '' : `else { ${inside} }`} } `;
  }

  #reserve(test: string, path: string): string {
    const bad = `bad[${this.#index(path)}]`;
    return `if (${test}) { if (${bad} === 0) ${bad} = 1; if (worst === 0) worst = 1; } `;
  }

  #bad = (path: string): string => `bad[${this.#index(path)}] = 2; worst = 2;`;

  #index = (path: string): number => this.#fields.indexOf(path);

  #name = (): string => `v${this.#names++}`;
}

const OBJECT = (value: string): string => `typeof ${value} === 'object' && ${value} !== null && !Array.isArray(${value})`;

const SCALARS: Record<'bool' | 'int' | 'double' | 'string', (value: string) => string> = {
  bool: (value) => `typeof ${value} === 'boolean'`,
  int: (value) => `Number.isInteger(${value})`,
  double: (value) => `typeof ${value} === 'number'`,
  string: (value) => `typeof ${value} === 'string'`,
};
