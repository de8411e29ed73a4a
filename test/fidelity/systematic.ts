/** Changes of complete records that try every constraint of a published schema, on both sides of it, one at a time. */
import type { Operation } from 'fast-json-patch';
import { GREAT_LENGTH } from './edges.ts';
import { stringsFor } from './texts.ts';
import { typesOf, type Node, type Spot, type Tree } from './tree.ts';

/** `why` is given where the patch does not speak for itself. */
export type Change = { patch: Operation[]; why?: string };

/** What other versions know of the same place: their codes and names are the likeliest mistakes. */
export type Others = { codes: (path: string) => string[]; names: (path: string) => string[] };

/** Every change of a complete record of this kind. */
export function* changesOf(tree: Tree, others: Others): Generator<Change> {
  const tried = new Set<string>();
  for (const spot of tree.spots) {
    yield* membership(spot, others);
    yield* byType(spot, others, tried);
    yield* otherTypes(spot);
  }
}

/** Where a place of the schema is in a complete record: in the first item of each list. */
const pointer = (path: string): string => path.replaceAll('*', '0');
const replace = (path: string, value: unknown): Change => ({ patch: [{ op: 'replace', path: pointer(path), value }] });
const add = (path: string, value: unknown): Change => ({ patch: [{ op: 'add', path: pointer(path), value }] });

/** Each field left out, and fields added that this version does not define here: in a record all that other versions have. */
function* membership({ path, properties }: Spot, others: Others): Generator<Change> {
  for (const name of properties.keys()) yield { patch: [{ op: 'remove', path: `${pointer(path)}/${name}` }] };
  if (properties.size === 0) return;
  const foreign = others.names(path).filter((name) => !properties.has(name));
  for (const name of ['commentaire', ...foreign.slice(0, path === '' ? undefined : 2)]) {
    yield add(`${path}/${name}`, 'texte');
  }
}

function* byType(spot: Spot, others: Others, tried: Set<string>): Generator<Change> {
  const { path, node } = spot;
  const types = typesOf(node);
  if (node.enum) yield* codes(path, node.enum, others.codes(path));
  if (node.enum) return;
  if (types.includes('null')) yield replace(path, null);
  if (types.includes('string')) yield* strings(path, node, tried);
  if (types.includes('number') || types.includes('integer')) yield* numbers(path, node);
  if (types.includes('array')) yield* lists(spot);
}

/** Every code, codes of other versions, and one that is almost right. */
function* codes(path: string, own: readonly unknown[], foreign: readonly string[]): Generator<Change> {
  for (const code of own) yield replace(path, code);
  for (const code of foreign.filter((code) => !own.includes(code)).slice(0, 4)) yield replace(path, code);
  const [first] = own;
  if (typeof first === 'string') yield replace(path, first.toLowerCase() + ' ');
}

function* strings(path: string, { pattern, minLength = 0, maxLength }: Node, tried: Set<string>): Generator<Change> {
  if (pattern !== undefined) yield* matches(path, pattern, tried);
  else yield* lengths(path, minLength, maxLength);
}

function* lengths(path: string, minLength: number, maxLength: number | undefined): Generator<Change> {
  yield replace(path, '');
  if (minLength > 0) for (const length of [minLength - 1, minLength]) yield replace(path, 'x'.repeat(length));
  if (maxLength === undefined) {
    yield replace(path, 'x'.repeat(GREAT_LENGTH));
    return;
  }
  for (const length of [maxLength, maxLength + 1]) yield replace(path, 'x'.repeat(length));
  // Astral characters cost room: only where the limit is low.
  if (maxLength < 100) for (const length of [maxLength, maxLength + 1]) yield replace(path, '😀'.repeat(length));
}

/** All strings that try a pattern, but where it was tried before only a right and a wrong one. */
function* matches(path: string, pattern: string, tried: Set<string>): Generator<Change> {
  const strings = stringsFor(pattern);
  for (const text of tried.has(pattern) ? [strings[0], 'texte'] : strings) yield replace(path, text);
  tried.add(pattern);
}

function* numbers(path: string, { minimum, maximum }: Node): Generator<Change> {
  if (minimum !== undefined) yield* [minimum, minimum - 1].map((value) => replace(path, value));
  if (maximum !== undefined) yield* [maximum, maximum + 1e-7].map((value) => replace(path, value));
  yield* [-1, 1.5, 1e21].map((value) => replace(path, value));
}

function* lists({ path, item }: Spot): Generator<Change> {
  const list = pointer(path);
  const twin: Operation = { op: 'copy', from: `${list}/0`, path: `${list}/0` };
  yield replace(path, []);
  yield { patch: [twin], why: 'twins' };
  if (item?.node.enum) for (const code of item.node.enum) yield add(`${path}/-`, code);
  else yield { patch: [twin, { op: 'add', path: `${list}/0/commentaire`, value: 'texte' }], why: 'near twins' };
  yield add(`${path}/-`, 'texte');
  yield add(`${path}/0`, null);
  yield { patch: [{ op: 'remove', path: `${list}/0` }] };
}

const SAMPLES: Record<string, unknown> = { null: null, boolean: true, number: 3, string: 'texte', array: [], object: {} };

/** A value of each type that the place does not ask for; of all types where it asks for none. */
function* otherTypes({ path, node }: Spot): Generator<Change> {
  const types = node.enum ? ['string'] : typesOf(node).map((type) => (type === 'integer' ? 'number' : type));
  const samples = Object.entries(SAMPLES).filter(([type]) => !types.includes(type));
  // One for most places: the table would hold little else than wrong types.
  const chosen = types.length === 0 ? samples : samples.filter((_, i) => i === path.length % samples.length);
  for (const [, value] of chosen) yield replace(path, value);
}
