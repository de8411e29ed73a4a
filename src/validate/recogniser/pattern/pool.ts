import { compiled } from './compile.ts';
import { patternSource } from './emit.ts';

/** What a module of patterns begins with. */
export const PATTERNS_HEADER = `// Generated from the patterns of the schema. DO NOT EDIT.
// Each function tells of the bytes [at, to) of a JSON string, well-formed UTF-8 without escapes, whether the pattern is surely found.
// Whole words are read: 16 bytes behind a text must be memory, whatever they hold.
import { eachBetween, skip, skipLetters } from './spans';
`;

/** The patterns that emitted code asks for: one function for each different one. */
export class PatternPool {
  readonly #names = new Map<string, string | undefined>();
  readonly #sources: string[] = [];

  /** The name of the function for a pattern; undefined for one that cannot be expressed: there the caller is not sure. */
  name(pattern: string, unicode: boolean): string | undefined {
    const key = `${unicode ? 'u' : ''}/${pattern}`;
    if (!this.#names.has(key)) this.#names.set(key, this.#add(pattern, unicode));
    return this.#names.get(key);
  }

  /** The AssemblyScript module that exports all functions named so far. It stands beside `assembly/spans.ts`. */
  source(): string {
    return [PATTERNS_HEADER, ...this.#sources].join('\n');
  }

  #add(pattern: string, unicode: boolean): string | undefined {
    const automaton = compiled(pattern, unicode);
    const name = `p${this.#sources.length}`;
    const source = automaton && patternSource(name, pattern, automaton);
    if (source !== undefined) this.#sources.push(source);
    return source === undefined ? undefined : name;
  }
}
