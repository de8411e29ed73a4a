import type { Position } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { put } from './frames.ts';
import type { Place } from './record.ts';

/** Names that are kept of what should not stand beside the records. */
const MOST_NAMES = 1000;

/** The file without its records, as it would be in JSON, and where its parts stand. */
export class Skeleton {
  /** True where the version keeps all records in one list. */
  readonly #isFlat: boolean;
  readonly #counts = { marche: 0, 'contrat-concession': 0 };
  readonly #places = new Map<string, Position>();
  readonly #root: Record<string, unknown> = {};
  readonly #others: Record<string, unknown> = {};
  #hasMarches = false;

  constructor(isFlat: boolean) {
    this.#isFlat = isFlat;
  }

  /** The root `marches`. */
  begin(position: Position, version: string | undefined): void {
    this.#hasMarches = true;
    this.at('', position);
    this.at('/marches', position);
    if (version === undefined) return;
    this.#root['version'] = version;
    this.at('/version', position);
  }

  at(pointer: string, position: Position): void {
    if (!this.#places.has(pointer)) this.#places.set(pointer, position);
  }

  locate(pointer: string): Position | undefined {
    return this.#places.get(pointer);
  }

  /** The place of the next record of a kind. */
  next(kind: RecordKind): Place {
    const { marche, 'contrat-concession': concession } = this.#counts;
    const index = this.#isFlat ? marche + concession : this.#counts[kind];
    this.#counts[kind]++;
    return { path: this.#isFlat ? `/marches/${index}` : `/marches/${kind}/${index}`, kind, index };
  }

  /** The list of a kind stands where its first record does. */
  beginList(kind: RecordKind, position: () => Position): void {
    if (!this.#isFlat && this.#counts[kind] === 1) this.at(`/marches/${kind}`, position());
  }

  /** An element beside the records. */
  other(name: string, position: Position): void {
    if (Object.keys(this.#others).length >= MOST_NAMES) return;
    put(this.#others, name, null);
    this.at(`/marches/${name}`, position);
  }

  /** A record that is the root: of its parts only the names are kept. */
  single(names: readonly string[]): void {
    for (const name of names) put(this.#root, name, null);
  }

  whole(): unknown {
    if (!this.#hasMarches) return this.#root;
    const { marche, 'contrat-concession': concession } = this.#counts;
    if (this.#isFlat) return { ...this.#root, marches: holes(marche + concession) };
    const lists: Record<string, unknown> = {};
    if (marche > 0) lists['marche'] = holes(marche);
    if (concession > 0) lists['contrat-concession'] = holes(concession);
    for (const name of Object.keys(this.#others)) put(lists, name, null);
    return { ...this.#root, marches: lists };
  }
}

function holes(count: number): unknown[] {
  const items: unknown[] = [];
  items.length = count;
  return items;
}
