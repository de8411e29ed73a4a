/** What a proposal is about to write: nothing is on the disk before all of it is known. */
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { PROPOSE } from '../../messages/compiled/propose.ts';
import type { Messages } from '../../messages/compiled/propose.types.ts';
import { unreadTexts } from '../../model/source-error.ts';
import { readSource } from '../../model/source-text.ts';

export type Say = (say: Messages, lang: Lang) => string;

/** Why a proposal cannot be written: a sentence that names what stands in the way, and the way out. Nothing is written then. */
export class Refusal extends Error {
  readonly texts: Texts;
  constructor(texts: Texts) {
    super(texts.en);
    this.texts = texts;
  }
}

export const refusal = (said: Say): Refusal => new Refusal(textsOf(PROPOSE, said));

export function refuse(said: Say): never {
  throw refusal(said);
}

/** The files of `schema/`, `examples/` and `propositions/` by path from the top, with what a proposal changes in them. Paths that are not there are refused by a sentence. */
export class Draft {
  readonly #before: ReadonlyMap<string, string>;
  readonly #changed = new Map<string, string>();
  /** What a person still has to write or to decide, in the order in which to do it. */
  readonly left: Texts[] = [];

  constructor(files: ReadonlyMap<string, string>) {
    this.#before = files;
  }

  /** The files that differ from those on the disk, with their new texts. */
  get changed(): ReadonlyMap<string, string> {
    return new Map([...this.#changed].filter(([path, text]) => this.#before.get(path) !== text));
  }

  /** What a file held before; undefined for one that is new. */
  before(path: string): string | undefined {
    return this.#before.get(path);
  }

  has(path: string): boolean {
    return this.#changed.has(path) || this.#before.has(path);
  }

  /** The paths of the files that begin with one of the given ones. */
  *paths(...beginnings: readonly string[]): Generator<string> {
    for (const path of new Set([...this.#before.keys(), ...this.#changed.keys()]))
      if (beginnings.some((beginning) => path.startsWith(beginning))) yield path;
  }

  text(path: string): string {
    return this.#changed.get(path) ?? this.#before.get(path) ?? refuse((say) => say['file.missing']({ path }));
  }

  /** The parsed content of a YAML or JSON file. */
  value(path: string): unknown {
    const { value, errors } = readSource(this.text(path));
    const [first] = errors;
    if (first)
      refuse((say, lang) =>
        say['file.unreadable']({ where: `${path}:${first.line}:${first.column}`, message: unreadTexts(first)[lang] }),
      );
    return value;
  }

  /** `file:line` of a JSON Pointer in a file. */
  where(path: string, pointer: string): string {
    const place = readSource(this.text(path)).place(pointer);
    return place ? `${path}:${place.line}` : path;
  }

  write(path: string, text: string): void {
    this.#changed.set(path, text);
  }

  create(path: string, text: string): void {
    if (this.has(path)) refuse((say) => say.taken({ path }));
    this.write(path, text);
  }

  /** Adds what a person still has to do. */
  leave(said: Say): void {
    this.left.push(textsOf(PROPOSE, said));
  }
}
