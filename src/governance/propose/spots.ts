/** Where the fields of `next` are written. */
import { child, descend, valueAt } from '../../../packages/base/src/pointer.ts';
import { nearest } from '../../messages/nearest.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import type { Schema } from '../../model/types.ts';
import { type Draft, refuse } from './draft.ts';

/** A place in a schema file. */
type Written = { file: string; pointer: string };

/**
 * A field of a record. `path`: the names that lead to it in data, from that of the list of records, without the items of lists; `id`: its stable name;
 * `owner`: the object that has it, as it is written; `node`: its schema, with what `$ref` leads to.
 */
export type Spot = {
  path: readonly string[];
  kind: RecordKind;
  name: string;
  id: string;
  file: string;
  pointer: string;
  owner: Written;
  node: Schema;
};

const FOLDER = 'schema/next/';

/** Refuses what the dialect does not take as the name of a field. */
export function checkName(name: string): void {
  if (!/^[a-z][A-Za-z]*$/.test(name)) refuse((say) => say['field.name']({ name }));
}

/** No record is as deep: a definition that refers to itself is refused by the checks. */
const DEEPEST = 30;

export function spotsIn(draft: Draft): Spot[] {
  const spots: Spot[] = [];
  const visit = (at: Written, path: readonly string[], kind: RecordKind): void => {
    if (path.length > DEEPEST) return;
    const chain = chainOf(draft, at);
    for (const written of chain) {
      const node = nodeOf(draft, written);
      for (const name of Object.keys(node.properties ?? {})) {
        const pointer = descend(written.pointer, ['properties', name]);
        const [here, there] = [{ file: written.file, pointer }, [...path, name]];
        const whole = Object.assign(
          {},
          ...chainOf(draft, here)
            .map((one) => nodeOf(draft, one))
            .reverse(),
        ) as Schema;
        spots.push({ path: there, kind, name, id: whole['x-field'] ?? '', ...here, owner: written, node: whole });
        visit(here, there, kind);
      }
      if (node.items) visit({ ...written, pointer: child(written.pointer, 'items') }, path, kind);
      if (node.prefixItems) visit({ ...written, pointer: descend(written.pointer, ['prefixItems', '0']) }, path, kind);
    }
  };
  for (const kind of RECORD_KINDS) visit({ file: `${FOLDER}${kind}.schema.json`, pointer: '' }, [kind], kind);
  return spots;
}

/** What can hold a field, each with its path in data: the whole, its lists of records, and the fields of records. */
export function holdersIn(draft: Draft): { id: string; path: readonly string[] }[] {
  const file = `${FOLDER}decp.schema.json`;
  const idAt = (...names: string[]): string =>
    nodeOf(draft, { file, pointer: descend('/properties/marches', names) })['x-field'] ?? '';
  return [
    { id: idAt(), path: ['marches'] },
    ...RECORD_KINDS.map((kind) => ({ id: idAt('properties', kind), path: ['marches', kind] })),
    ...spotsIn(draft).map(({ id, path }) => ({ id, path: ['marches', ...path] })),
  ];
}

const nodeOf = (draft: Draft, { file, pointer }: Written): Schema => (valueAt(draft.value(file), pointer) ?? {}) as Schema;

/** A place and those that its `$ref` leads to, one after the other. */
function chainOf(draft: Draft, at: Written, depth = 0): Written[] {
  const { $ref } = nodeOf(draft, at);
  const [, file = '', pointer = ''] = /^([^#]*)#?(.*)$/.exec($ref ?? '') ?? [];
  if ($ref === undefined || depth > DEEPEST) return [at];
  return [at, ...chainOf(draft, { file: file === '' ? at.file : `${FOLDER}${file}`, pointer }, depth + 1)];
}

/** The object in which a new field is to be: a record (`marche`, `concession`), or one at a path or of a stable name. */
export function objectCalled(
  draft: Draft,
  called: string,
): { owner: Written; path: readonly string[]; prefix: string; names: string[] } {
  const kind = RECORD_KINDS.find((one) => one === kindOf(called));
  if (kind) {
    const owner = { file: `${FOLDER}${kind}.schema.json`, pointer: '' };
    return {
      owner,
      path: [kind],
      prefix: kind.replace('contrat-', ''),
      names: Object.keys(nodeOf(draft, owner).properties ?? {}),
    };
  }
  const spot = fieldCalled(draft, called);
  const all = spotsIn(draft);
  const inside = all.filter(({ path }) => path.length > spot.path.length && spot.path.every((name, i) => path[i] === name));
  // A list leads to its items, and what wraps an item to what it wraps.
  const depth = Math.min(...inside.map(({ path }) => path.length));
  const members = inside.filter(({ path }) => path.length === depth);
  const [first] = members;
  if (!first) return refuse((say) => say['object.none']({ path: shown(spot), where: draft.where(spot.file, spot.pointer) }));
  const only =
    members.length === 1 && all.some(({ path }) => path.length === depth + 1 && first.path.every((name, i) => path[i] === name));
  if (only) return objectCalled(draft, first.path.join('.'));
  return { owner: first.owner, path: first.path.slice(0, -1), prefix: spot.id, names: members.map(({ name }) => name) };
}

const kindOf = (word: string): string => (word === 'concession' ? 'contrat-concession' : word);

/** A path as it may be written: `marche.titulaires[].titulaire.id`, `concession.valeurGlobale`. */
const pathOf = (called: string): string[] => {
  const [first = '', ...rest] = called.replaceAll('[]', '').split('.');
  return [kindOf(first), ...rest];
};

/** The path of a field as a person writes it. */
export const shown = ({ path }: Pick<Spot, 'path'>): string => path.join('.').replace('contrat-', '');

/** The field of a stable name, or at a path. Refused where there is none, or where several have the name. */
export function fieldCalled(draft: Draft, called: string): Spot {
  const all = spotsIn(draft);
  const path = pathOf(called).join('.');
  const exact = all.filter((spot) => spot.id === called || spot.path.join('.') === path);
  const found = exact.length > 0 ? exact : all.filter((spot) => spot.name === called);
  const written = new Map(found.map((spot) => [`${spot.file}#${spot.pointer}`, spot]));
  const [only] = written.values();
  if (only && written.size === 1) return only;
  if (written.size > 1) return refuse((say) => say['field.several']({ name: called, paths: [...written.values()].map(shown) }));
  // A path and a stable name are often spelt alike but for their signs: neither would be the nearest one.
  const known = [shown, ({ id }: Spot) => id, ({ name }: Spot) => name].map((nameOf) => [...new Set(all.map(nameOf))]);
  return refuse((say) => say['field.none']({ name: called, meant: known.flatMap((names) => nearest(called, names, 1))[0] }));
}

/** The paths in data of a field wherever its definition is used. */
export const everyPath = (draft: Draft, { file, pointer }: Spot): string[] =>
  spotsIn(draft).flatMap((spot) => (spot.file === file && spot.pointer === pointer ? [spot.path.join('.')] : []));
