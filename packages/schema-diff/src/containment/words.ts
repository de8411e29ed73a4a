import { type Budget, isUnknown, type Unknown } from '../automata/unknown.ts';
import { bytesOf, contains, intersect, languageOf, type StringLanguage, without } from '../automata/language.ts';
import { engineTest } from '../backtracking.ts';
import type { Of } from './terms.ts';

type Pattern = Of<'pattern'>;

/** Signs that mean something in a pattern. */
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/** The languages of patterns, each built once. */
export class Words {
  /** The budget of the current question. */
  readonly budget: () => Budget;
  readonly #languages = new Map<string, StringLanguage>();
  #bytes = 0;

  /** Bytes of the languages, about. */
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
    return engineOf(pattern)?.(text, this.budget());
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

/** Undefined for what is no pattern, or is nested too deeply to be read. */
function engineOf({ pattern, unicode }: Pattern): ReturnType<typeof engineTest> | undefined {
  try {
    return engineTest(pattern, unicode ? 'u' : '');
  } catch {
    return undefined;
  }
}

const escaped = (word: string): string => word.replaceAll(SPECIAL, '\\$&');
