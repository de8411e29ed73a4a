/** The findings of a check, of which only as many are kept as fit in the memory of a page. */
import { capital } from '../../../packages/base/src/language.ts';
import type { DescribedFinding } from '../../../src/library/page/types.ts';
import type { Finding } from '../../../src/finding.ts';
import type { Described } from '../../../src/messages/types.ts';
import { NO_WORDS } from '../../../src/report/summary.ts';

/** The shared parts of many messages: `before` and `after` surround the value found. */
type Frame = Omit<Described, 'found' | 'text' | 'shared' | 'parts'> & { fit: Fit; before: string; after: string };

export type KeptFinding = Finding & { found: string; frame: Frame };

export type Limits = { findings: number; characters: number };

export const LIMITS: Limits = { findings: 20_000, characters: 20e6 };

/** The memory of a finding in characters, in addition to its texts. */
const BARE = 100;

export class Kept {
  readonly findings: KeptFinding[] = [];
  /** Findings that were given and not kept. */
  left = 0;
  readonly #limits: Limits;
  readonly #pool = new Pool();
  #characters = 0;

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits;
  }

  add(batch: readonly DescribedFinding[]): void {
    for (const finding of batch)
      if (this.#hasRoom()) this.findings.push(this.#small(finding));
      else this.left++;
  }

  #hasRoom(): boolean {
    const { findings, characters } = this.#limits;
    return this.left === 0 && this.findings.length < findings && this.#characters + this.#pool.added < characters;
  }

  #small({ code, severity, review, path, record, position, params, words = NO_WORDS }: DescribedFinding): KeptFinding {
    const found = this.#pool.text(words.found);
    const { id, buyer } = record ?? {};
    this.#characters += BARE + path.length + (id?.length ?? 0) + (buyer?.length ?? 0);
    return {
      ...{ code: this.#pool.text(code), severity, path, found, frame: this.#frame(words) },
      ...(review && { review }),
      ...(record && { record }),
      ...(position && { position }),
      params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, this.#pool.value(value)])),
    };
  }

  #frame({ title, field, found, expected, remedy, text }: Described): Frame {
    const fit = fitOf(found, text);
    const at = fit === 'in' ? text.indexOf(found) : fit === 'first' ? 0 : text.length;
    const before = text.slice(0, at);
    const after = fit === 'none' ? '' : text.slice(at + found.length);
    const make = (): Frame => ({ title, ...(field !== undefined && { field }), expected, remedy, fit, before, after });
    return this.#pool.of([title, field, expected, remedy, fit, before, after].join('\u0000'), make);
  }
}

/** How the value found is placed in its sentence: unchanged, capitalised at the start, or not at all. */
type Fit = 'in' | 'first' | 'none';

const fitOf = (found: string, text: string): Fit =>
  text.includes(found) ? 'in' : text.startsWith(capital(found)) ? 'first' : 'none';

/** The sentence of a kept finding. `spaced` is for what we say, and not for what the file holds. */
export function textOf({ found, frame: { fit, before, after } }: KeptFinding, spaced = (text: string): string => text): string {
  if (fit === 'none') return spaced(before);
  return spaced(before) + (fit === 'first' ? capital(found) : found) + spaced(after);
}

/** The message as reports want it. */
export function wordsOf(finding: KeptFinding): Described {
  const { title, field, expected, remedy } = finding.frame;
  return { title, ...(field !== undefined && { field }), found: finding.found, expected, remedy, text: textOf(finding) };
}

/** Values remembered; those of a hostile file are all different. */
const MOST = 20_000;
/** Shorter texts cost less than the search for them. */
const SHORT = 24;

/** Values that come again and again, kept once: each message from the worker brings its own copy of them. */
class Pool {
  readonly #known = new Map<string, unknown>();
  /** Characters of values that were not known before: what they add to memory. */
  added = 0;

  text(text: string): string {
    return text.length < SHORT ? text : this.#one(text, text);
  }

  /** A value of JSON; lists and objects are distinguished by their JSON. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    return typeof value === 'object' && value !== null ? this.#one(`\u0000${JSON.stringify(value)}`, value) : value;
  }

  /** The first value that was given under this key. */
  of<T>(key: string, make: () => T): T {
    const known = this.#known.get(key) as T | undefined;
    return known ?? this.#one(key, make());
  }

  #one<T>(key: string, value: T): T {
    const known = this.#known.get(key) as T | undefined;
    if (known !== undefined) return known;
    this.added += key.length;
    if (this.#known.size < MOST) this.#known.set(key, value);
    return value;
  }
}
