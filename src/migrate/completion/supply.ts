/** Fills in what a person gives: values of a completed table, contract by contract, or assumed for all of them. Nothing that the data say is ever replaced. */
import { InputError, type Severity } from '../../finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { fromCellText, shownValue } from '../../model/cell-text.ts';
import type { Leaf } from '../../model/tree.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { equal, isObject } from '../../../packages/base/src/json.ts';
import type { Chain } from '../chain.ts';
import type { Told } from '../migrate-record.ts';
import { type Placed, scopesOf } from '../scope.ts';
import { at, isTaken, isThere, withValue } from '../values.ts';
import { keyOf } from './identity.ts';

/** A value of `--assume`, by the name of its field: that of the column of a table, or the stable one. */
export type Assumption = { field: string; value: string };

/** A record with what a person gave, and a finding for each value; paths are JSON Pointers from the record. */
export type Supplied = { record: unknown; told: Told[] };

export class Supply {
  /** The fields that the data could not give, with their places, by kind of record and by the chain that it took. */
  readonly #asked = new Map<Chain, Record<RecordKind, readonly Placed[]>>();
  readonly #assumed: Record<RecordKind, ReadonlyMap<string, unknown>>;
  /** The contracts of a completed table by their keys: the JSON of each on a line, which takes less memory than they do. */
  readonly #completed = new Map<string, string>();
  /** Findings about the completed table: what it gives and cannot be read is missing in the file written. */
  readonly counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };

  /**
   * `chains`: those that records may take, by which it is known what may be assumed.
   * @throws InputError `input.not-assumable` for an assumption about a field that the data give on all chains, `input.assumed-twice` for a second one about
   * the same field
   */
  constructor(assumptions: readonly Assumption[] = [], chains: readonly Chain[] = []) {
    const fields = this.#askedOnAny(chains);
    const known = new Set(RECORD_KINDS.flatMap((kind) => fields[kind].map(nameOf)));
    for (const { field } of assumptions)
      if (!RECORD_KINDS.some((kind) => fields[kind].some((placed) => isNamed(placed, field))))
        throw new InputError('input.not-assumable', { field, known: [...known].sort() });
    const named = new Set<string>();
    for (const { field } of assumptions) {
      const id = RECORD_KINDS.map((kind) => fields[kind].find((placed) => isNamed(placed, field))?.id).join(' ');
      if (named.has(id)) throw new InputError('input.assumed-twice', { field });
      named.add(id);
    }
    const assumed = (kind: RecordKind) =>
      new Map(
        assumptions.flatMap(({ field, value }) => {
          const placed = fields[kind].find((one) => isNamed(one, field));
          return placed ? [[placed.id, valueOf(placed, value)] as const] : [];
        }),
      );
    this.#assumed = { marche: assumed('marche'), 'contrat-concession': assumed('contrat-concession') };
  }

  #askedOn(chain: Chain): Record<RecordKind, readonly Placed[]> {
    let asked = this.#asked.get(chain);
    if (!asked) {
      const scopes = scopesOf(chain.to);
      const of = (kind: RecordKind) => [...chain.absent.keys()].flatMap((id) => scopes[kind].fields.get(id) ?? []);
      this.#asked.set(chain, (asked = { marche: of('marche'), 'contrat-concession': of('contrat-concession') }));
    }
    return asked;
  }

  /** The fields that the data could not give on one of the chains, each once. */
  #askedOnAny(chains: readonly Chain[]): Record<RecordKind, readonly Placed[]> {
    const of = (kind: RecordKind) => {
      const asked = chains.flatMap((chain) => this.#askedOn(chain)[kind]);
      return [...new Map(asked.map((placed) => [placed.id, placed])).values()];
    };
    return { marche: of('marche'), 'contrat-concession': of('contrat-concession') };
  }

  /** Keeps a contract of a completed table. */
  add(kind: RecordKind, record: unknown): void {
    const key = keyOf(kind, record);
    if (key === undefined) return;
    const known = this.#completed.get(key);
    const line = JSON.stringify(record);
    this.#completed.set(key, known === undefined ? line : `${known}\n${line}`);
  }

  /** Contracts of the completed table that were not met, or that lack nothing. */
  *unmet(): Generator {
    for (const lines of this.#completed.values()) for (const line of lines.split('\n')) yield JSON.parse(line) as unknown;
  }

  /** `chain`: the one that the record took. `lacks`: whether it lacks something without a source, so that the table to complete had a row for it. */
  fill({ kind, chain, record }: { kind: RecordKind; chain: Chain; record: unknown }, lacks: () => boolean): Supplied {
    const told: Told[] = [];
    if (!isObject(record)) return { record, told };
    const completion = this.#completionOf(kind, record, lacks);
    let now = record;
    const used: (readonly string[])[] = [];
    for (const { id, path } of this.#askedOn(chain)[kind]) {
      if (isThere(now, path)) continue;
      used.push(path);
      const given = at(completion, path);
      const value = given ?? this.#assumed[kind].get(id);
      if (value === undefined) continue;
      const taken = isTaken(now, path);
      if (!taken) now = withValue(now, path, value);
      const code = taken ? 'migrate.not-used' : given === undefined ? 'migrate.assumed' : 'migrate.completed';
      told.push({ code, path: pointerOf(path), params: { value } });
    }
    for (const [path, value] of valuesIn(completion))
      if (!used.some((place) => place.every((name, i) => name === path[i])) && !saysTheSame(at(record, path), value))
        told.push({ code: 'migrate.not-used', path: pointerOf(path), params: { value } });
    return { record: now, told };
  }

  /** The next completed contract of this key: those that share one and lack something come in the order of the table, which has no row for others. */
  #completionOf(kind: RecordKind, record: unknown, lacks: () => boolean): unknown {
    const key = keyOf(kind, record);
    const known = key === undefined ? undefined : this.#completed.get(key);
    if (!known || key === undefined || !lacks()) return undefined;
    const end = known.indexOf('\n');
    if (end < 0) this.#completed.delete(key);
    else this.#completed.set(key, known.slice(end + 1));
    return JSON.parse(end < 0 ? known : known.slice(0, end));
  }
}

const pointerOf = (path: readonly string[]): string => path.reduce((pointer, name) => child(pointer, name), '');

/** The values of a row, each with its place; a list is one value. */
function* valuesIn(value: unknown, path: readonly string[] = []): Generator<[path: readonly string[], value: unknown]> {
  if (isObject(value)) for (const name of Object.keys(value)) yield* valuesIn(value[name], [...path, name]);
  else if (value !== undefined) yield [path, value];
}

/** Whether a cell says what the record does: a cell that names the contract has its value as text. */
function saysTheSame(there: unknown, given: unknown): boolean {
  const shown = shownValue(there);
  return equal(there, given) || (shown !== undefined && shown === shownValue(given));
}

/** The name of the column of a field, without the numbers of items: an object with a single list gives it its name. */
const nameOf = ({ path, node }: Placed): string => (node.kind === 'list' && path.length > 1 ? path.slice(0, -1) : path).join('.');

const isNamed = (placed: Placed, name: string): boolean =>
  placed.id === name || nameOf(placed) === name || placed.path.join('.') === name;

/** Separates the values of a list. */
const BETWEEN = '|';

function valueOf({ node }: Placed, text: string): unknown {
  if (node.kind === 'list' && node.item.kind === 'leaf') {
    const item = node.item;
    return text.split(BETWEEN).map((one) => fromCellText(item, one.trim()));
  }
  return node.kind === 'leaf' ? fromCellText(node satisfies Leaf, text) : text;
}
