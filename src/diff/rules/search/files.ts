import { tokens } from '../../../../packages/base/src/pointer.ts';
import { edited } from './edit.ts';
import type { Base } from './ground.ts';

/** Files that hold these records and no other: as small as can be, then as the example was. The records stand first in their list. */
export function filesWith({ file, list }: Base, records: readonly unknown[]): unknown[] {
  const way = tokens(list);
  const small = way.reduceRight<unknown>((inside, name) => ({ [name]: inside }), records);
  return [small, edited(file, { at: way, value: records })];
}
