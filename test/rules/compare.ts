/** Compiled rules and the reference side by side, on one record. */
import type { CompiledKind } from '../../src/rules/compiled.ts';
import type { Judgement, Reference } from './reference.ts';

/** What the reference says of one record, entry by entry; undefined where the entry is not to be evaluated. */
export type Verdicts = (Judgement | undefined)[];

/** What the reference says, for the entries that the gate of the compiled rules lets through: all, for a record that is valid. */
export function verdictsOf(reference: Reference, compiled: CompiledKind, record: object): Verdicts {
  const runs = gateOf(compiled, record);
  const decoded = reference.decode(record);
  return reference.entries.map((entry, i) => (runs(i) ? entry.judge(decoded) : undefined));
}

function gateOf({ fields, view, gate, entries }: CompiledKind, record: object): (index: number) => boolean {
  const bad = new Uint8Array(fields.length);
  if (gate(view(record), bad) === 0) return () => true;
  return (index) => !entries[index]!.fields.some((field) => bad[field] !== 0);
}

/** What the compiled rules say of one record, by the number of the entry. */
type Found = { pointers: Map<number, string[]>; dropped: Set<number> };

/** Runs the entries of which the reference says something. */
function run({ view, judges, entries }: CompiledKind, record: object, verdicts: Verdicts): Found {
  const on = new Uint8Array(entries.length);
  for (const [i, { place, deviates }] of entries.entries()) on[place] = verdicts[i] ? (deviates ? 2 : 1) : 0;
  const found: Found = { pointers: new Map(), dropped: new Set() };
  const out = (place: number, pointer: string): void => {
    const list = found.pointers.get(place);
    if (list) list.push(pointer);
    else found.pointers.set(place, [pointer]);
  };
  const seen = view(record);
  for (const judge of judges) judge(seen, on, out, (place) => found.dropped.add(place));
  return found;
}

const NONE: string[] = [];

/** The first entry on which the two differ, reported; undefined where they agree on all. The entries are in the same order. */
export function difference(compiled: CompiledKind, record: object, verdicts: Verdicts): string | undefined {
  const { pointers, dropped } = run(compiled, record, verdicts);
  for (const [i, { id, index, place, deviates }] of compiled.entries.entries()) {
    const { broken, national } = verdicts[i] ?? { broken: NONE, national: deviates ? false : undefined };
    const ours = pointers.get(place) ?? NONE;
    const name = `${id}, entry ${String(index)}`;
    if (ours.length !== broken.length || ours.some((pointer, at) => pointer !== broken[at]))
      return `${name}: broken at ${JSON.stringify(ours)}, the reference says ${JSON.stringify(broken)}`;
    const fault = deviates ? dropped.has(place) : undefined;
    if (fault !== national) return `${name}: national ${String(fault)}, the reference says ${String(national)}`;
  }
  return undefined;
}

/** The first key on which the two differ. */
export function keyDifference({ view, keys }: CompiledKind, reference: Reference, record: object): string | undefined {
  const decoded = reference.decode(record);
  for (const [i, { id, key }] of reference.keys.entries()) {
    const [ours, theirs] = [keys[i]!.key?.(view(record)), key?.(decoded)];
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      return `${id}: key ${JSON.stringify(ours)}, the reference says ${JSON.stringify(theirs)}`;
  }
  return undefined;
}
