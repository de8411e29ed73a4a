/** Finds what a form cannot carry of a file outside of its records. */
import { RECORD_KINDS } from '../model/kinds.ts';
import type { WrittenForm } from '../model/forms.ts';
import { child } from '../../packages/base/src/pointer.ts';
import type { Model } from '../model/types.ts';
import { resolve } from '../model/tree.ts';
import { isObject } from '../../packages/base/src/json.ts';
import type { Lost } from './lost.ts';
import { openingTag } from './xml/record.ts';

/** OCDS is no form of DECP, but is written as one. */
type Holder = WrittenForm | 'ocds';

/**
 * What each form holds besides records: the version (any value, text only, or none), and empty lists. Only XML needs a schema that has a version to
 * hold one.
 */
const HOLDS: Readonly<Record<Holder, { version: 'any' | 'text' | 'none'; emptyLists: boolean }>> = {
  json: { version: 'any', emptyLists: true },
  package: { version: 'any', emptyLists: true },
  xml: { version: 'text', emptyLists: false },
  csv: { version: 'none', emptyLists: false },
  xlsx: { version: 'none', emptyLists: false },
  ods: { version: 'none', emptyLists: false },
  // Each contract has the version; the sink says where it came too late.
  ocds: { version: 'any', emptyLists: false },
};

/** Whether a form has a place for what a file says of its version. */
export const holdsVersion = (form: Holder): boolean => HOLDS[form].version !== 'none';

type Fields = Record<string, unknown>;

/**
 * What a form loses of a file outside of its records. `file` is its value, with or without its records (lists of holes). Paths are JSON
 * Pointers from the root. The loss of an empty list is only an `info`: an absent list means the same to the schema.
 */
export function lostAround(file: unknown, form: Holder, model: Model): Lost[] {
  if (!isObject(file)) return [misplaced(file, '', form)];
  const isByKind = model.lists.every(({ path }) => path !== '/marches');
  const known = [...Object.keys(model.schema.properties ?? {}), ...(isByKind && form !== 'xml' ? ['version'] : [])];
  return [...unknownProperties(file, '', known, form), ...lostVersion(file, known, form), ...lostLists(file, form, model)];
}

const misplaced = (value: unknown, path: string, form: Holder): Lost =>
  value === null
    ? { code: 'convert.null', path, params: { form } }
    : { code: 'convert.wrong-type', path, params: { form, value } };

const unknownProperties = (value: Fields, path: string, known: readonly string[], form: Holder): Lost[] =>
  Object.keys(value)
    .filter((property) => !known.includes(property))
    .map((property) => ({ code: 'convert.unknown-property', path: child(path, property), params: { form, property } }));

function lostVersion(file: Fields, known: readonly string[], form: Holder): Lost[] {
  if (!known.includes('version') || !Object.hasOwn(file, 'version')) return [];
  const { version } = file;
  const { version: held } = HOLDS[form];
  if (held === 'any') return [];
  if (typeof version !== 'string') return [misplaced(version, '/version', form)];
  if (held === 'text') return openingTag(version).lost;
  return [{ code: 'convert.version-left-out', path: '/version', severity: 'info', params: { form, version } }];
}

function lostLists(file: Fields, form: Holder, model: Model): Lost[] {
  // Every form has `marches`, even empty.
  if (!Object.hasOwn(file, 'marches')) return [misplaced(file, '', form)];
  const { marches } = file;
  const node = resolve(model.schema, model.schema.properties?.['marches'] ?? {});
  if (!node.properties) return Array.isArray(marches) ? [] : [misplaced(marches, '/marches', form)];
  if (!isObject(marches)) return [misplaced(marches, '/marches', form)];
  return [
    ...unknownProperties(marches, '/marches', Object.keys(node.properties), form),
    ...RECORD_KINDS.filter((kind) => Object.hasOwn(marches, kind)).flatMap((kind) =>
      lostList(marches[kind], `/marches/${kind}`, form),
    ),
  ];
}

function lostList(list: unknown, path: string, form: Holder): Lost[] {
  if (!Array.isArray(list)) return [misplaced(list, path, form)];
  if (list.length > 0 || HOLDS[form].emptyLists) return [];
  return [{ code: 'convert.empty-list', path, severity: 'info', params: { form } }];
}
