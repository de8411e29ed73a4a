/**
 * What the national consolidation sees in a file: the lists of its marchés and concessions. Source: 139bercy/decp-arr2022 at 58b651b, `general_process/SourceProcess.py`
 * (`clean`, `_validation_format`).
 */
import { isObject } from '../../packages/base/src/json.ts';
import { type RecordKind, RECORD_KINDS } from '../model/kinds.ts';
import type { WrittenRecord } from '../read/record.ts';
import type { Process } from './processes.ts';
import { isIn, memberOf, PythonError } from './python.ts';
import { normalised } from './xml.ts';

/**
 * `lists`: the records; one that is no list is refused as a whole. `stop`: what ends the reading of the file before its first record. `unreadable` and `no-marches`: the
 * file is left out by itself. What ends the whole process is thrown.
 */
export type Content =
  | { lists: ReadonlyMap<RecordKind, readonly unknown[] | 'no-list'>; stop?: PythonError }
  | 'unreadable'
  | 'no-marches';

/** A file of JSON, once it is parsed. Throws a PythonError where the process is lost. */
export function contentOfJson(root: unknown): Content {
  if (root === null || root === false || root === 0 || root === '') return 'no-marches';
  // The name is looked for outside of what catches exceptions, the value inside.
  return isIn('marches', root) ? caught(() => listsOf(memberOf(root, 'marches'))) : 'no-marches';
}

/** The root of a file of XML: its name and, where it has no element, its value: null, or a text; else its elements, in their order. */
export type XmlRoot = { name: string; value: unknown; records: readonly WrittenRecord[] };

/** A file of XML, once it is parsed. Throws a PythonError where the process is lost. */
export function contentOfXml({ name, value, records }: XmlRoot, { convertsNc }: Pick<Process, 'convertsNc'>): Content {
  if (name !== 'marches') return 'no-marches';
  if (records.length === 0 && !isObject(value)) {
    if (isIn('marche', value)) memberOf(value, 'marche');
    return { lists: new Map() };
  }
  const lists = new Map<RecordKind, unknown[]>();
  for (const kind of RECORD_KINDS) {
    const those = records.filter((record) => record.name === kind);
    if (those.length > 0)
      lists.set(
        kind,
        those.map((record) => normalised(record.value, kind, convertsNc)),
      );
  }
  return { lists };
}

function listsOf(marches: unknown): Content {
  const lists = new Map<RecordKind, readonly unknown[] | 'no-list'>();
  for (const kind of RECORD_KINDS) {
    if (!isIn(kind, marches)) continue;
    const list = memberOf(marches, kind);
    lists.set(kind, Array.isArray(list) ? (list as unknown[]) : 'no-list');
  }
  return { lists };
}

function caught(read: () => Content): Content {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return { lists: new Map(), stop: error };
  }
}
