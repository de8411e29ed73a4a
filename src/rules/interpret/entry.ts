import { escape } from '../../../packages/base/src/pointer.ts';
import type { CheckedEntry } from '../checked-rule.ts';
import type { CompiledKind } from '../compiled.ts';
import type { LibraryFunctions } from '../library.ts';
import { type Compute, interpret, type Names } from './expression.ts';

type Judge = CompiledKind['judges'][number];

/** An item that `each` leads to, with its pointer from the record; the record itself, without item, where there is no `each`. */
type Place = { pointer: string; item: unknown };

/** What `emitEntry` writes as JavaScript, without writing any: runs entry number `place` of its kind. */
export function judgeOf(entry: CheckedEntry, place: number, functions: LibraryFunctions): Judge {
  const holds = (expr: CheckedEntry['assert']): Compute => interpret(expr, entry.types, functions);
  const when = entry.when && holds(entry.when);
  const assert = holds(entry.assert);
  const national = entry.deviation && { assert: holds(entry.deviation.assert), first: entry.deviation.first };
  const broken = (view: object, test: Compute, first?: number): Place[] =>
    placesOf(entry.each, view, first).filter(({ item }) => {
      const names: Names = { [entry.scope]: view, item };
      return when?.(names) !== false && test(names) !== true;
    });
  return (view, on, out, toNational) => {
    if (on[place] === 0) return;
    for (const { pointer, item } of broken(view, assert)) out(place, pointer + entry.at, item);
    if (on[place] === 2 && national && broken(view, national.assert, national.first).length > 0) toNational(place);
  };
}

/** `first` bounds the first list. */
function placesOf(each: CheckedEntry['each'], view: object, first: number | undefined): Place[] {
  let bound = first;
  let places: Place[] = [{ pointer: '', item: view }];
  for (const { name, list } of each) {
    places = places.flatMap(({ pointer, item }) => {
      const value = (item as Record<string, unknown>)[name];
      const here = `${pointer}/${escape(name)}`;
      if (value === undefined) return [];
      if (!list) return [{ pointer: here, item: value }];
      return (value as unknown[]).slice(0, bound).map((it, i) => ({ pointer: `${here}/${i}`, item: it }));
    });
    if (list) bound = undefined;
  }
  return each.length === 0 ? [{ pointer: '', item: undefined }] : places;
}
