import { type Budget, isUnknown, type Unknown } from '../automata/unknown.ts';
import { bytesOf, contains, intersect, languageOf, type StringLanguage, without } from '../automata/language.ts';
import { engineTest } from '../backtracking.ts';
import type { Of } from './terms.ts';

type Pattern = Of<'pattern'>;

/** Signs that mean something in a pattern. */
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/** The engine of regular expressions for one pattern. */
type PatternEngine = ReturnType<typeof engineTest>;

/** Bytes that an engine takes for each character of its pattern, about. */
const OF_A_CHARACTER = 100;

/** The languages of patterns, each built once; where there is none, the engine of the pattern. */
export class Words {
  /** The budget of the current question. */
  readonly budget: () => Budget;
  readonly #languages = new Map<string, StringLanguage>();
  readonly #engines = new WeakMap<Pattern, PatternEngine>();
  #bytes = 0;

  /** Bytes of the languages and of the engines, about. */
  get bytes(): number {
    return this.#bytes;
  }

  constructor(budget: () => Budget) {
    this.budget = budget;
  }

  /** The language of a pattern. */
  language({ pattern, unicode }: Pick<Pattern, 'pattern' | 'unicode'>): StringLanguage | Unknown {
    const key = `${unicode ? 'u' : ''}/${pattern}`;
    const known = this.#languages.get(key);
    if (known) return known;
    const language = languageOf({ patterns: [pattern], unicode }, this.budget());
    if (!isUnknown(language)) {
      this.#languages.set(key, language);
      this.#bytes += key.length + bytesOf(language);
    }
    return language;
  }

  /** Whether a pattern accepts a text; undefined where that cannot be decided. */
  matches(pattern: Pattern, text: string): boolean | undefined {
    const language = this.language(pattern);
    if (!isUnknown(language)) return contains(language, text);
    return this.#engineOf(pattern)?.(text, this.budget());
  }

  /** Undefined for what is no pattern, or is nested too deeply to be read from here: that is not kept, for elsewhere it may be read. */
  #engineOf(pattern: Pattern): PatternEngine | undefined {
    let engine = this.#engines.get(pattern);
    if (engine) return engine;
    try {
      engine = engineTest(pattern.pattern, pattern.unicode ? 'u' : '');
    } catch {
      return undefined;
    }
    this.#engines.set(pattern, engine);
    this.#bytes += pattern.pattern.length * OF_A_CHARACTER;
    return engine;
  }

  /** The strings of a length that all of `accept` accept and none of `refuse`; these must be known. */
  combined(
    lengths: { min: number; max: number },
    accept: readonly Pattern[],
    refuse: readonly Pattern[],
  ): StringLanguage | Unknown {
    const { min, max } = lengths;
    let left: StringLanguage | Unknown = languageOf(
      { patterns: [], minLength: min, maxLength: max, unicode: true },
      this.budget(),
    );
    for (const [list, combine] of [
      [accept, intersect],
      [refuse, without],
    ] as const) {
      for (const pattern of list) {
        const other = this.language(pattern);
        if (isUnknown(left)) return left;
        if (isUnknown(other)) return other;
        left = combine(left, other, this.budget());
      }
    }
    return left;
  }

  /** A language without some words. */
  except(language: StringLanguage, words: readonly string[]): StringLanguage | Unknown {
    if (words.length === 0) return language;
    const listed = languageOf({ patterns: [`^(?:${words.map(escaped).join('|')})$`], unicode: true }, this.budget());
    return isUnknown(listed) ? listed : without(language, listed, this.budget());
  }
}

const escaped = (word: string): string => word.replaceAll(SPECIAL, '\\$&');
