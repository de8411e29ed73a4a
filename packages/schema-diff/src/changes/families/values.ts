import { canonical, isObject } from '../../../../base/src/json.ts';
import { pick } from '../directed.ts';
import { ordered } from '../print.ts';
import type { Draft, Family, Keywords } from '../types.ts';

const KEYWORDS = ['enum', 'const'];

/** Beyond, values are reported together: a nomenclature of ten thousand codes is one change. */
const MANY = 40;

/** The values of `enum` and `const`. A const is a list of one value. */
export const values: Family = ({ p, n, pair }) => {
  const [before, after] = [valuesOf(p), valuesOf(n)];
  const sides = { previous: pick(p, KEYWORDS), next: pick(n, KEYWORDS) };
  if (!before || !after) {
    if (before === after) return {};
    return {
      drafts: [{ kind: before ? 'enum-removed' : 'enum-added', params: { values: shown(before ?? after ?? []) }, ...sides }],
    };
  }
  const codelist = codelistOf(pair.previous.schema, pair.next.schema);
  const removed = without(before, after).map((value) => [value]);
  const added = without(after, before).map((value) => [value]);
  const draft = (event: 'added' | 'removed', some: unknown[]): Draft => {
    const within = { [event === 'added' ? 'next' : 'previous']: { enum: some } };
    const one = event === 'added' ? { ...sides, next: {} } : { ...sides, previous: {} };
    return { ...reported(event, some, codelist), ...one, within, made: { previous: true, next: true, also: ordered(some) } };
  };
  return {
    drafts: [...together(removed).map((some) => draft('removed', some)), ...together(added).map((some) => draft('added', some))],
  };
};

/** A code where the list is a codelist of ours; a value where it is not, or where the value is no text. */
function reported(event: string, some: unknown[], codelist: string | undefined): Pick<Draft, 'kind' | 'params' | 'codelist'> {
  const [value] = some;
  if (some.length > 1)
    return { kind: `enum-values-${event}`, params: { values: shown(some), count: some.length }, ...(codelist && { codelist }) };
  if (codelist === undefined || typeof value !== 'string') return { kind: `enum-value-${event}`, params: { value } };
  return { kind: `codelist-code-${event}`, params: { code: value, codelist }, codelist };
}

const together = (lists: unknown[][]): unknown[][] => (lists.length > MANY ? [lists.flat()] : lists);

/** All values, or some if there are many: always the same ones, whatever their order. */
const shown = (values: readonly unknown[]): readonly unknown[] =>
  values.length <= MANY ? values : [...values].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1)).slice(0, MANY);

function valuesOf(view: Keywords): unknown[] | undefined {
  const list = view['enum'] as unknown[] | undefined;
  if (!('const' in view)) return list;
  return list?.filter((value) => canonical(value) === canonical(view['const'])) ?? [view['const']];
}

function without(values: unknown[], others: unknown[]): unknown[] {
  const known = new Set(others.map(canonical));
  return values.filter((value) => !known.has(canonical(value)));
}

function codelistOf(previous: unknown, next: unknown): string | undefined {
  const [before, after] = [previous, next].map((schema) => (isObject(schema) ? schema['x-codelist'] : undefined));
  return typeof before === 'string' && before === after ? before : undefined;
}
