import type { Random } from '../fidelity/random.ts';
import type { Dialect, Schema } from './dialect.ts';
import { type Keywords, type Writer, writersOf } from './writers.ts';

const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
const DIALECTS: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];
const SCALARS: readonly unknown[] = [null, true, false, 0, 1, 2, 3, -1, 1.5, '', 'a', 'b', 'aa', 'ab', 'c', '😀'];
const LISTS: readonly unknown[] = [[], [1], ['a'], [1, 1], [1, 2], [[]], [null, 'a']];
const OBJECTS: readonly unknown[] = [{}, { a: 1 }, { a: 'a' }, { b: 1 }, { a: 1, b: 1 }, { a: {} }, { c: [] }];

/**
 * Writes schemas of a dialect at random. The constants are few, so that they meet; and so are the keywords, most often of one type and of no type,
 * so that they meet as well.
 */
export class Vocabulary {
  /** Whether a bound is made strict by a word beside it (draft-04), not by a number of its own. */
  readonly strictIsWord: boolean;
  readonly #random: Random;
  readonly #constants: readonly unknown[];
  readonly #writers: readonly Writer[];
  readonly #definitions: string;

  constructor(random: Random, dialect: Dialect) {
    const known = (first: Dialect): boolean => DIALECTS.indexOf(first) <= DIALECTS.indexOf(dialect);
    this.#random = random;
    this.#constants = random.shuffle([...SCALARS, ...LISTS, ...OBJECTS]).slice(0, 6);
    this.#definitions = known('2019-09') ? '$defs' : 'definitions';
    this.strictIsWord = !known('draft-06');
    const reference = (): string => random.pick([`#/${this.#definitions}/x`, `#/${this.#definitions}/y`, '#']);
    const tools = { random, known, reference, valued: this.#valued, sub: (depth: number) => this.schema(depth - 1) };
    const groups = writersOf(tools);
    const one = groups[random.pick(['numbers', 'strings', 'arrays', 'arrays', 'objects', 'objects'] as const)];
    const writers = random.chance(0.6) ? [...one, ...groups.any] : Object.values(groups).flat();
    this.#writers = random.chance(0.3) ? writers : random.shuffle(writers).slice(0, 3 + random.below(8));
  }

  /** A whole schema, with what its references lead to. */
  root(): Schema {
    return this.whole(this.schema(this.#random.pick([1, 1, 2, 2, 3])));
  }

  /** The schema with what its references lead to, and nothing that none leads to. */
  whole(schema: Schema): Schema {
    if (typeof schema === 'boolean') return schema;
    const { [this.#definitions]: given = {}, ...rest } = schema;
    const found: Keywords = {};
    for (
      let missing: string[] = this.#named(rest);
      missing.length > 0;
      missing = this.#named([rest, found]).filter((name) => !(name in found))
    )
      for (const name of missing) found[name] = (given as Keywords)[name] ?? this.schema(name === 'x' ? 2 : 1);
    return Object.keys(found).length > 0 ? { ...rest, [this.#definitions]: found } : rest;
  }

  #named(schemas: unknown): string[] {
    const text = JSON.stringify(schemas);
    return ['x', 'y'].filter((name) => text.includes(`#/${this.#definitions}/${name}"`));
  }

  /** A schema with so many levels below, and a keyword or a few. */
  schema(depth: number): Schema {
    const random = this.#random;
    if (!this.strictIsWord && random.chance(depth > 0 ? 0.02 : 0.1)) return random.chance(0.6);
    if (depth <= 0) return this.#leaf();
    const schema: Keywords = random.chance(0.3) ? { type: this.type() } : {};
    const count = 1 + random.below(3);
    for (let i = 0; i < count; i++) Object.assign(schema, this.some(depth));
    return schema;
  }

  #leaf(): Schema {
    const kind = this.#random.below(4);
    if (kind === 0) return { type: this.type() };
    if (kind === 1) return { type: this.#random.pick(['string', 'integer', 'object', 'array', 'null']) };
    return kind === 2 ? this.#valued() : { type: this.#random.pick(TYPES), ...this.#valued() };
  }

  /** A keyword, with those that it goes with. */
  some = (depth: number): Keywords => this.#random.pick(this.#writers)(depth);

  value = (): unknown => this.#random.pick(this.#constants);

  type(): unknown {
    const random = this.#random;
    if (random.chance(0.8)) return random.pick(TYPES);
    const several = random.shuffle(TYPES).slice(0, 1 + random.below(3));
    return several.filter((type) => type !== 'integer' || !several.includes('number'));
  }

  #valued = (): Keywords => {
    const values = this.#random.shuffle(this.#constants).slice(0, 1 + this.#random.below(3));
    return !this.strictIsWord && this.#random.chance(0.4) ? { const: values[0] } : { enum: values };
  };
}
