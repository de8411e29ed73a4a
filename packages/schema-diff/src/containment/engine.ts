import type { Texts } from '../../../base/src/language.ts';
import { Undecidable, Budget, Exhausted, STEPS, reason, undecidable } from '../automata/unknown.ts';
import type { DiffOptions, JsonSchema } from '../types.ts';
import { solveType } from './branches.ts';
import { Document } from './document.ts';
import { holding, type Holds } from './holds.ts';
import { equalTo, enumerated, typeTerm } from './keywords/values.ts';
import { isSolved, type Result, type Solver } from './solver.ts';
import { FALSE, isNegated, type Literal, not, type Term, Terms, TRUE, TYPES, type Of } from './terms.ts';
import { Words } from './words.ts';
import { isObject } from '../../../base/src/json.ts';
import { isOlder, unsettled } from '../dialect.ts';
import { formatTerm } from './keywords/format.ts';
import { arrayTerms } from './keywords/arrays.ts';
import type { Context, Keywords } from './keywords/context.ts';
import { countOf } from './keywords/counts.ts';
import { combinedTerms } from './keywords/combined.ts';
import { numberTerms } from './keywords/numbers.ts';
import { objectTerms } from './keywords/objects.ts';
import { inPlace, refusesLoops } from './keywords/references.ts';
import { unevaluatedTerms } from './keywords/unevaluated.ts';

/** Goals within goals beyond which none is searched. */
const DEEP = 200;

/** The steps of all questions about two schemas together, in questions that use theirs up. */
const QUESTIONS = 6;

/** Bytes of what is known of earlier questions beyond which it is forgotten. */
const MUCH = 128 * 1024 * 1024;

/** A schema whose references are those of its document. */
export type Located = { document: Document; schema: JsonSchema };

export type Found = { found: unknown } | { none: true } | { unknown: Texts };

/**
 * Decides whether some instance satisfies some schemas and not others. Results are cached, so that further questions about the
 * same schemas are cheap. Each question has its own budget.
 */
export class Engine {
  readonly #options: DiffOptions;
  readonly #whole: Budget;
  readonly #sizes = new Sizes();
  #budget: Budget;
  #known: Known;

  constructor(options: DiffOptions = {}) {
    this.#options = options;
    this.#whole = new Budget((options.budget ?? STEPS) * QUESTIONS, undefined, 'out-of-steps-in-all');
    this.#budget = this.newBudget();
    this.#known = this.#nothing();
  }

  /** What is known before the first question. */
  #nothing(): Known {
    const terms = new Terms();
    const words = new Words(() => this.#budget);
    const holds = holding(this.#at, words, this.#spend);
    const solver: Solver = {
      terms,
      words,
      holds,
      spend: this.#spend,
      solve: (literals) => this.#solve(literals),
      several: (literals, count) => this.#several(literals, count),
      wordsIn: (literal) => this.#wordsIn(literal),
    };
    const compiler = new Compiler(terms, this.#options.formatAssertion ?? false, this.#spend);
    return { terms, words, holds, solver, compiler, goals: new Goals(), spoken: new Map() };
  }

  /** Begins a question within a budget. What earlier ones left is forgotten where it is much: it is found again when it is asked again. */
  #begin(budget: Budget): void {
    this.#budget = budget;
    const { terms, words, goals } = this.#known;
    if (terms.bytes + words.bytes + goals.bytes > MUCH) this.#known = this.#nothing();
  }

  /** A whole schema. Throws a SchemaError where one of its references leads to nothing that is given. */
  document(root: JsonSchema): Document {
    const document = Document.open(root, this.#options);
    document.checkReferences();
    return document;
  }

  /**
   * Finds an instance that all of `accept` accept and all of `refuse` refuse, or proves that there is none, or gives the reason
   * why this is undecided. `except`: values that the instance is not.
   */
  find(accept: readonly Located[], refuse: readonly Located[], except: readonly unknown[] = []): Found {
    this.#begin(this.newBudget());
    const others = except.map((value) => not(equalTo(this.#known.terms, value)));
    const literals = [...accept.map(this.#literal), ...refuse.map((one) => not(this.#literal(one))), ...others];
    this.#known.goals.reset();
    try {
      const result = this.#solve(literals);
      if (result === null) return { none: true };
      return isSolved(result) ? { found: result.value } : { unknown: result.unknown };
    } catch (error) {
      if (error instanceof Undecidable) return { unknown: error.texts };
      if (error instanceof RangeError) return { unknown: reason('too-deep') };
      throw error;
    }
  }

  /**
   * Whether a schema accepts an instance, by our own evaluation; undefined if undecided. Throws Undecidable if the steps run out:
   * with mutually recursive schemas, the cost for a small instance may grow with each level.
   */
  accepts(located: Located, instance: unknown, budget: Budget = this.newBudget()): boolean | undefined {
    this.#begin(budget);
    return this.#known.holds(this.#literal(located), instance);
  }

  #literal = ({ document, schema }: Located): Literal => this.#known.terms.schema(document.entering(schema), schema);

  /** The steps of one question, out of those of the whole comparison. */
  newBudget = (): Budget => new Budget(this.#options.budget ?? STEPS, this.#whole);

  #spend = (steps: number): void => {
    this.#budget.spend(steps);
  };

  #at = (literal: Literal): Exclude<Term, { kind: 'schema' }> => {
    const { terms, compiler } = this.#known;
    const term = terms.at(literal);
    if (term.kind !== 'schema') return term;
    const read = compiler.read(literal & ~1, term);
    const inner = terms.at(read);
    return inner.kind === 'all' && !isNegated(read) ? inner : { kind: 'all', of: [read] };
  };

  #solve(literals: readonly Literal[]): Result {
    const { terms, goals, solver } = this.#known;
    const goal = terms.all(literals);
    if (goal === FALSE) return null;
    const parts = goal === TRUE ? [] : this.#partsOf(goal);
    // The memory of a goal is proportional to its parts.
    this.#spend(parts.length * 2 + 30);
    return goals.settle(String(goal), () => {
      if (goals.depth > DEEP) return TOO_DEEP;
      let undecided: Texts | undefined;
      for (const type of TYPES) {
        const result = solveType(type, parts, this.#at, solver);
        if (isSolved(result)) return this.#sizes.bounded(result);
        if (result) undecided = result.unknown;
      }
      return undecided ? { unknown: undecided } : null;
    });
  }

  #partsOf(goal: Literal): readonly Literal[] {
    const term = this.#known.terms.at(goal);
    return term.kind === 'all' && !isNegated(goal) ? term.of : [goal];
  }

  #several(literals: readonly Literal[], count: number): { values: unknown[]; rest: Result } {
    const values: unknown[] = [];
    const others: Literal[] = [];
    while (values.length < count) {
      // Each value found is one more thing that the next is not.
      this.#spend(values.length * 20 + 1);
      const next = this.#solve([...literals, ...others]);
      if (!isSolved(next)) return { values, rest: next };
      values.push(next.value);
      others.push(not(equalTo(this.#known.terms, next.value)));
    }
    return { values, rest: null };
  }

  #wordsIn(literal: Literal): ReadonlySet<string> {
    const { spoken } = this.#known;
    const positive = literal & ~1;
    const known = spoken.get(positive);
    if (known) return known;
    const term = this.#at(positive);
    const words = new Set<string>();
    if (term.kind === 'among') for (const value of term.values) if (typeof value === 'string') words.add(value);
    if (term.kind === 'all') for (const one of term.of) for (const word of this.#wordsIn(one)) words.add(word);
    spoken.set(positive, words);
    return words;
  }
}

/** What questions leave for those after them. */
type Known = {
  readonly terms: Terms;
  readonly words: Words;
  readonly holds: Holds;
  readonly solver: Solver;
  readonly compiler: Compiler;
  readonly goals: Goals;
  /** The words that each literal names. */
  readonly spoken: Map<Literal, ReadonlySet<string>>;
};

/** Values in the greatest instance that is shown to anyone. */
const GREATEST = 50_000;

/** How many values are in an instance. Parts are shared between instances, so that a small program of ours can mean a huge text. */
class Sizes {
  readonly #sizes = new WeakMap<object, number>();

  /** The instance, if it is of a size that can be written down and looked at. */
  bounded(result: { value: unknown }): Result {
    const size = this.#sizeOf(result.value);
    return size <= GREATEST ? result : { unknown: reason('too-great', String(GREATEST)) };
  }

  #sizeOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 1;
    const known = this.#sizes.get(value);
    if (known !== undefined) return known;
    let size = 1;
    for (const part of Object.values(value)) size += this.#sizeOf(part);
    this.#sizes.set(value, size);
    return size;
  }
}

/** The result for a goal nested in too many others; the same goal may be decided with fewer around it. */
const TOO_DEEP: Result = { unknown: reason('too-deep') };

const isTooDeep = (result: Result): boolean =>
  result !== null && 'unknown' in result && result.unknown === (TOO_DEEP as { unknown: unknown }).unknown;

/**
 * The known results of goals. While a goal is searched, meeting it again inside counts as finding nothing, since a smallest
 * instance contains no smaller one of the same goal. That an inner goal has no instance is therefore certain only once the outer
 * one is settled: if that has no instance either, all such results hold; otherwise they are forgotten.
 */
class Goals {
  readonly #settled = new Map<string, Result>();
  readonly #open = new Map<string, number>();
  /** Goals without instance, as long as an open goal (its depth) has none. */
  readonly #assumed = new Map<string, number>();
  /** Goals that went too deep, with how many were open then. Asked again within as many they are not searched again: each would search all of those below. */
  readonly #deep = new Map<string, number>();
  #order: string[] = [];
  /** The outermost open goal that was met again since. */
  #lowest = Infinity;

  /** Forgets what is open or assumed: a question that was given up leaves both behind. */
  reset(): void {
    this.#open.clear();
    this.#assumed.clear();
    this.#deep.clear();
    this.#order = [];
    this.#lowest = Infinity;
  }

  get depth(): number {
    return this.#open.size;
  }

  /** Bytes of what is settled, about. */
  get bytes(): number {
    return this.#settled.size * 150;
  }

  settle(key: string, search: () => Result): Result {
    const known = this.#settled.get(key);
    if (known !== undefined) return known;
    const met = this.#open.get(key) ?? this.#assumed.get(key);
    if (met !== undefined) {
      this.#lowest = Math.min(this.#lowest, met);
      return null;
    }
    if (this.depth >= (this.#deep.get(key) ?? Infinity)) return TOO_DEEP;
    return this.#search(key, search);
  }

  #search(key: string, search: () => Result): Result {
    const depth = this.#open.size;
    const outer = this.#lowest;
    const mark = this.#order.length;
    this.#lowest = Infinity;
    this.#open.set(key, depth);
    let result: Result;
    try {
      result = search();
    } finally {
      this.#open.delete(key);
    }
    const low = this.#lowest;
    if (result === null && low < depth) {
      // From now on, results that depend on this goal depend on whatever this goal depends on.
      for (const inner of this.#order.slice(mark)) this.#assumed.set(inner, Math.min(low, this.#assumed.get(inner) ?? low));
      this.#assumed.set(key, low);
      this.#order.push(key);
    } else {
      this.#close(mark, result === null);
      if (isTooDeep(result)) this.#deep.set(key, depth);
      else this.#settled.set(key, result);
    }
    this.#lowest = low < depth ? Math.min(outer, low) : outer;
    return result;
  }

  /** Results assumed since the mark become certain, or are forgotten. */
  #close(mark: number, certain: boolean): void {
    for (const key of this.#order.splice(mark)) {
      this.#assumed.delete(key);
      if (certain) this.#settled.set(key, null);
    }
  }
}

/** Reads schemas into terms, each when it is first looked into. */
class Compiler {
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

  /** The meaning of a schema, as terms of its keywords. */
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
        ...enumerated(context, this.#spend),
        ...numberTerms(context),
        ...this.#strings(context),
        ...arrayTerms(context),
        ...objectTerms(context),
        ...combinedTerms(context, this.#spend),
        ...unevaluatedTerms(context, this.#spend),
      ]);
    } catch (error) {
      if (error instanceof Undecidable && !(error instanceof Exhausted)) return this.#terms.opaque(error.texts);
      throw error;
    }
  }

  #context(document: Document, schema: Keywords): Context {
    return {
      terms: this.#terms,
      document,
      schema,
      sub: (below) => {
        if (typeof below !== 'boolean' && !isObject(below)) throw undecidable('not-a-schema');
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
