import { describe, expect, test } from 'vitest';
import type { Change } from '../../../packages/schema-diff/src/types.ts';
import { costOf, nameCauses } from '../../../src/governance/impact/verdicts/verb.node.ts';
import type { Cause } from '../../../src/model/impact.ts';

const cause = (rest: Partial<Cause>): Cause => ({
  effect: 'new',
  code: 'schema.enum',
  kind: 'marche',
  path: 'ccag',
  files: 1,
  records: 10,
  changing: 4,
  alone: 4,
  share: 0.04,
  places: [],
  changes: [],
  ...rest,
});

let made = 0;
const change = (kind: string, path: string, rest: Partial<Change>): Change => ({
  kind,
  path,
  direction: 'narrowed',
  bump: 'major',
  params: {},
  sentence: { fr: '', en: '' },
  fingerprint: String(++made).padStart(16, '0'),
  witnesses: [],
  ...rest,
});

const named = (one: Cause, ...changes: Change[]): string[] => nameCauses([one], changes)[0]!.changes.map(({ kind }) => kind);

describe('a cause is named by a change', () => {
  test.each<[name: string, Partial<Cause>, Change]>([
    ['at its path, in lists by kind', {}, change('enum-value-removed', 'marches.marche[].ccag', {})],
    ['at its path, in a flat list', {}, change('enum-value-removed', 'marches[].ccag', {})],
    ['of its field', { field: 'marche-ccag' }, change('enum-value-removed', 'marches[].autre', { field: 'marche-ccag' })],
    [
      'of its list of codes',
      { codelist: 'ccag' },
      change('codelist-code-removed', 'x', { params: { codelist: 'ccag', code: 'A' } }),
    ],
    ['of its value', { value: 'A' }, change('enum-value-removed', 'marches.marche[].ccag', { params: { value: 'A' } })],
    ['that it undoes', { effect: 'gone' }, change('enum-value-added', 'marches.marche[].ccag', { direction: 'widened' })],
    ['that is not reported', {}, change('enum-value-removed', 'marches.marche[].ccag', { direction: 'unknown' })],
    ['of the record', { code: 'schema.additionalProperties', path: '' }, change('object-closed', 'marches.marche[]', {})],
    ['above records', { code: 'schema.type', kind: null, path: '' }, change('type-narrowed', '', {})],
    ['that renamed it', { code: 'schema.required' }, change('property-renamed', 'marches.marche[]', { params: { from: 'x', to: 'marches.marche[].ccag' } })], // oxfmt-ignore
    ['of its bound', { code: 'schema.minLength' }, change('min-length-increased', 'marches.marche[].ccag', {})],
    ['at one of its places', {}, change('enum-value-removed', 'x', { params: { places: ['x', 'marches.marche[].ccag'] } })],
    ['of the list that holds it', { path: 'modifications[].montant', code: 'schema.type' }, change('items-constrained', 'marches[].modifications', {})], // oxfmt-ignore
    ['of its rule', { code: 'montant-nul' }, change('rule-added', 'montant-nul', {})],
  ])('%s', (_, rest, by) => {
    expect(named(cause(rest), by)).toEqual([by.kind]);
  });

  test.each<[name: string, Partial<Cause>, Change]>([
    [
      'of another field',
      { field: 'marche-ccag' },
      change('enum-value-removed', 'marches.marche[].nature', { field: 'marche-nature' }),
    ],
    ['of the other kind of record', {}, change('enum-value-removed', 'marches.contrat-concession[].ccag', {})],
    ['about another keyword', {}, change('min-length-increased', 'marches.marche[].ccag', {})],
    ['about another value', { value: 'A' }, change('enum-value-removed', 'marches.marche[].ccag', { params: { value: 'B' } })],
    ['that only loosens', {}, change('enum-value-added', 'marches.marche[].ccag', { direction: 'widened' })],
    ['that only tightens', { effect: 'gone' }, change('enum-value-removed', 'marches.marche[].ccag', {})],
    ['of a text', {}, change('text-changed', 'marches.marche[].ccag', { direction: 'none' })],
    ['of a list beside it', { path: 'modifications[].montant', code: 'schema.type' }, change('items-constrained', 'marches[].modif', {})], // oxfmt-ignore
    ['of another rule', { code: 'montant-nul' }, change('rule-added', 'montant-vide', {})],
  ])('but not by one %s', (_, rest, by) => {
    expect(named(cause(rest), by)).toEqual([]);
  });
});

test('a change costs what its causes count; one that no file has met costs nothing that is known', () => {
  const closed = change('object-closed', 'marches.marche[]', { field: 'f' });
  const other = change('min-length-increased', 'marches.marche[].objet', {});
  const causes = nameCauses(
    [
      cause({ code: 'schema.additionalProperties', path: '', records: 10, changing: 4, share: 0.04 }),
      cause({ code: 'schema.additionalProperties', path: 'x', field: 'f', records: 2, changing: 1, share: 0.01 }),
    ],
    [closed, other],
  );
  expect(costOf(closed.fingerprint, causes)).toEqual({ records: 12, changing: 5, share: 0.05 });
  expect(costOf(other.fingerprint, causes)).toBeUndefined();
});
