import type { RecordScope } from '../../../model/rules.ts';
import type { CheckedFileEntry } from '../../../rules/checked-rule.ts';
import { block, type Lines } from '../emit/block.ts';
import { CannotTell } from './cannot-tell.ts';
import type { Module } from './context.ts';
import { emit } from './expression.ts';
import type { Placed, Subject } from './subject.ts';
import { addressOf, type Value } from './values.ts';

/**
 * `keys_<scope>(record, from, to, out)` writes the fingerprints of the keys that are on, of sixteen bytes each, one after the other, and
 * gives the address after the last; 0 where not sure. The bytes [from, to) are those of the record. Gives the keys that cannot be made.
 */
export function emitKeys(subject: Subject, module: Module): Placed<CheckedFileEntry>[] {
  const { scope, entries, keys } = subject;
  const bodies = keys.map((key) => ({ key, body: bodyOf(key, subject, module) }));
  const writes = bodies.flatMap(({ key, body }) => {
    if (!body) return [];
    const write = [...body, 'v128.store(out, v128.load(fingerprintAt()));', 'out += 16;'];
    return [`// ${key.rule.id}`, ...block(`if (load<u8>(ON_${scope}, ${entries.length + key.place}) != 0)`, write)];
  });
  module.add(block(keysHead(scope), [...writes, 'return doubtful ? 0 : out;']));
  return bodies.flatMap(({ key, body }) => (body ? [] : [key]));
}

export const keysHead = (scope: RecordScope): string =>
  `export function keys_${scope}(record: usize, from: usize, to: usize, out: usize): usize`;

function bodyOf({ entry, applies }: Placed<CheckedFileEntry>, { scope, record }: Subject, module: Module): Lines | undefined {
  if (!applies) return undefined;
  if (!entry.key) return ['if (!fingerprint(from, to)) return 0;'];
  const variables = new Map([[scope, { value: record, parameter: { name: 'record', type: 'usize' as const } }]]);
  try {
    return ['startKey();', ...entry.key.map((part) => add(emit(part, { module, types: entry.types, variables }))), 'endKey();'];
  } catch (error) {
    if (error instanceof CannotTell) return undefined;
    throw error;
  }
}

function add(value: Value): string {
  switch (value.kind) {
    case 'text':
      return `addPlace(${addressOf(value)});`;
    case 'number':
      return `addNumber(${value.source});`;
    case 'bool':
      return `addBool(${value.source});`;
    default:
      throw new CannotTell('a key is no scalar');
  }
}
