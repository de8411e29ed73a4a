/** Counts how often each field is filled. Each property of the schema is counted once per object that may have it. */
import type { RecordKind } from '../../model/kinds.ts';
import type { FieldImpact, Hits } from '../../model/impact.ts';
import { recordSchema, resolve } from '../../model/tree.ts';
import { escape } from '../../../packages/base/src/pointer.ts';
import type { Model, Schema } from '../../model/types.ts';
import type { Finding } from '../../finding.ts';
import { visible } from '../../../packages/base/src/visible.ts';

type Tally = Omit<FieldImpact, 'share'>;

/** A property, with the properties of its value. `lists`: how many nested arrays surround that value. */
type FieldNode = { name: string; tally: Tally; lists: number; children: FieldNode[] };

/** The fields of one kind of record in one version, with their paths. */
export type FieldTree = { roots: FieldNode[]; paths: ReadonlySet<string> };

/** The counts of all fields. A field that has the same path in two versions is counted once. */
export class FieldTallies {
  readonly #tallies = new Map<string, Tally>();

  tree(model: Model, kind: RecordKind): FieldTree {
    const paths = new Set<string>();
    const tallyOf = (field: string, path: string): Tally => {
      paths.add(path);
      return this.#tally(field, kind, path);
    };
    return { roots: nodesIn(model.schema, recordSchema(model, kind), '', tallyOf), paths };
  }

  counts(): FieldImpact[] {
    return [...this.#tallies.values()].map((tally) => ({ ...tally, share: shareOf(tally.filled, tally.objects) }));
  }

  #tally(field: string, kind: RecordKind, path: string): Tally {
    const key = `${kind} ${field} ${path}`;
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = { field, kind, path, objects: 0, filled: 0, absent: 0, empty: 0, wrong: 0 };
      this.#tallies.set(key, tally);
    }
    return tally;
  }
}

function nodesIn(root: Schema, schema: Schema, prefix: string, tallyOf: (field: string, path: string) => Tally): FieldNode[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const path = prefix + name;
    const tally = tallyOf(property['x-field'] ?? '', path);
    const [inside, lists] = throughLists(root, resolve(root, property));
    return { name, tally, lists, children: nodesIn(root, inside, `${path}${'[]'.repeat(lists)}.`, tallyOf) };
  });
}

/** The schema inside nested arrays, and the number of arrays. */
function throughLists(root: Schema, schema: Schema, lists = 0): [Schema, number] {
  const item = schema.items ?? schema.prefixItems?.[0];
  return item ? throughLists(root, resolve(root, item), lists + 1) : [schema, lists];
}

/** Counts one record. `wrong`: pointers from the record of fields with a schema finding. */
export function countFields({ roots }: FieldTree, record: unknown, wrong: ReadonlySet<string>): void {
  countIn(record, '', { lists: 0, children: roots }, wrong);
}

type Level = Pick<FieldNode, 'lists' | 'children'>;

/** A value that is an array where an object is expected, or the reverse, has no fields to count. */
function countIn(value: unknown, pointer: string, { lists, children }: Level, wrong: ReadonlySet<string>): void {
  if (children.length === 0 || typeof value !== 'object' || value === null || Array.isArray(value) !== lists > 0) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) countIn(item, `${pointer}/${i}`, { lists: lists - 1, children }, wrong);
    return;
  }
  for (const node of children) {
    const own = Object.hasOwn(value, node.name) ? (value as Record<string, unknown>)[node.name] : undefined;
    const place = `${pointer}/${escape(node.name)}`;
    node.tally.objects++;
    node.tally[own === undefined ? 'absent' : isEmpty(own) ? 'empty' : 'filled']++;
    if (wrong.has(place)) node.tally.wrong++;
    countIn(own, place, node, wrong);
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

const PLACES = 5;
/** A pointer may contain a name from the file, which may be very long. */
const LONG = 300;

/** The place of a finding: base name of the file, and index of the record over all files. */
export type At = { file: string; record: number };

/**
 * Counts findings and records with at least one finding, and keeps the first places. Expects the findings of a record one after
 * the other.
 */
export class HitCount implements Hits {
  findings = 0;
  records = 0;
  readonly places: Hits['places'] = [];
  #last = -1;

  add({ path, record }: Finding, { file, record: number }: At): void {
    this.findings++;
    if (this.places.length < PLACES) this.places.push({ file, pointer: visible(path, LONG) });
    if (!record || this.#last === number) return;
    this.#last = number;
    this.records++;
  }
}

/** A ratio rounded to four decimals; 0 if `whole` is 0. */
export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1e4) / 1e4);
