import { cannotTell, reason } from '../reasons.ts';
import { CannotTell } from '../automata/unknown.ts';
import { isObject } from '../../../base/src/json.ts';
import { isOlder, unsettled } from '../dialect.ts';
import type { Document } from './document.ts';
import { formatTerm } from './keywords/format.ts';
import { arrayTerms } from './keywords/arrays.ts';
import type { Context, Keywords } from './keywords/context.ts';
import { countOf } from './keywords/counts.ts';
import { combinedTerms } from './keywords/combined.ts';
import { numberTerms } from './keywords/numbers.ts';
import { objectTerms } from './keywords/objects.ts';
import { inPlace, refusesLoops } from './keywords/references.ts';
import { unevaluatedTerms } from './keywords/unevaluated.ts';
import { enumerated, typeTerm } from './keywords/values.ts';
import { type Literal, type Of, type Terms, TRUE } from './terms.ts';

/** Reads schemas into terms, each when it is first looked into. */
export class Compiler {
  readonly #terms: Terms;
  readonly #formatAssertion: boolean;
  readonly #spend: (steps: number) => void;
  readonly #read = new Map<Literal, Literal>();
  readonly #loops = refusesLoops();

  constructor(terms: Terms, formatAssertion: boolean, spend: (steps: number) => void) {
    this.#terms = terms;
    this.#formatAssertion = formatAssertion;
    this.#spend = spend;
  }

  /** What a schema says, in terms of its keywords. */
  read(literal: Literal, { document, schema }: Of<'schema'>): Literal {
    const known = this.#read.get(literal);
    if (known !== undefined) return known;
    const read = isObject(schema) ? this.#object(document, schema) : schema ? TRUE : TRUE ^ 1;
    this.#read.set(literal, read);
    return read;
  }

  /** `document` is on the way that entered the schema. */
  #object(document: Document, schema: Keywords): Literal {
    this.#spend(10 + Object.keys(schema).length);
    const context = this.#context(document, schema);
    try {
      this.#loops(document, schema);
      return this.#terms.all([
        ...unsettled(schema, document.dialect).map((keyword) => this.#terms.opaque(reason('keyword-not-settled', keyword))),
        ...inPlace(context),
        typeTerm(context),
        ...enumerated(context),
        ...numberTerms(context),
        ...this.#strings(context),
        ...arrayTerms(context),
        ...objectTerms(context),
        ...combinedTerms(context, this.#spend),
        ...unevaluatedTerms(context, this.#spend),
      ]);
    } catch (error) {
      if (error instanceof CannotTell && error.key !== 'out-of-steps') return this.#terms.opaque(error.texts);
      throw error;
    }
  }

  #context(document: Document, schema: Keywords): Context {
    return {
      terms: this.#terms,
      document,
      schema,
      sub: (below) => {
        if (typeof below !== 'boolean' && !isObject(below)) throw cannotTell('not-a-schema');
        return this.#terms.schema(document.entering(below), below);
      },
      pattern: (pattern) => this.#terms.atom({ kind: 'pattern', type: 'string', pattern, unicode: document.unicode }),
      since: (dialect) => !isOlder(document.dialect, dialect),
      at: (other) => this.#context(document.entering(other), other),
    };
  }

  #strings({ terms, schema, pattern, document }: Context): Literal[] {
    const [min, max] = [countOf(schema['minLength'], 0), countOf(schema['maxLength'], Infinity)];
    const found: Literal[] = [];
    if (typeof schema['pattern'] === 'string') found.push(pattern(schema['pattern']));
    if (min !== 0 || max !== Infinity) found.push(terms.atom({ kind: 'length', type: 'string', min, max }));
    if (typeof schema['format'] === 'string' && this.#formatAssertion)
      found.push(formatTerm(terms, schema['format'], document.dialect));
    return found;
  }
}
