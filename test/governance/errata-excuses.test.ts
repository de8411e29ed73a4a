/** What an erratum does not excuse: a change that is not, in all things, the one that was approved. */
import { describe, expect, test } from 'vitest';
import { diffSchemas } from '../../packages/schema-diff/src/diff-schemas.ts';
import type { Change, Diff, JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { decide } from '../../src/governance/errata/decide.ts';
import type { Erratum } from '../../src/model/errata.ts';
import { change as changeOf, ERRATUM } from '../report/diff-fixture.ts';

const NUMBERS = { previous: '2.0.3', next: '2.1.0' };

/** The erratum that somebody writes for a change, as `decp diff` tells it. */
function erratumOf({ fingerprint, kind, path, direction, params }: Change): Erratum {
  const places = params['places'] as string[] | undefined;
  const reported = { fingerprint, change: { kind, path, direction: direction as 'narrowed', ...(places && { places }) } };
  const examination = { fr: 'Lu.', en: 'Read.' };
  const { title, approved } = ERRATUM;
  if (direction === 'unknown') return { kind: 'examined', ...reported, title, approved, examination };
  return { ...(ERRATUM as Extract<Erratum, { kind: 'narrowing' }>), ...reported };
}

const breaksOf = ({ changes }: Diff): Change[] => changes.filter(({ bump }) => bump === 'major');
const errataOf = (diff: Diff): Erratum[] => breaksOf(diff).map(erratumOf);

type Edit = readonly [previous: JsonSchema, next: JsonSchema];

const OBJECT = { type: 'object', properties: { a: { type: 'string' }, b: {} } };
const codes = (count: number): string[] => Array.from({ length: count }, (_, i) => `c${String(i).padStart(4, '0')}`);
const nested = (levels: number, inner: JsonSchema): JsonSchema => {
  let schema = inner;
  for (let i = 0; i < levels; i++) schema = { properties: { a: schema } };
  return schema;
};
const SHORT = { type: 'string', pattern: '^a' };
const dates = (date: JsonSchema, b: JsonSchema): JsonSchema => ({
  properties: { a: { $ref: '#/$defs/date' }, b },
  $defs: { date },
});
const listed = (a: string[], b: string[]): JsonSchema => ({
  properties: { a: { 'x-codelist': 'ccag', enum: a }, b: { 'x-codelist': 'ccag', enum: b } },
});

/** What was approved, and what was made of it afterwards. */
const WIDER: Readonly<Record<string, readonly [approved: Edit, made: Edit]>> = {
  'a property that is tightened further': [
    [{ type: 'object' }, { type: 'object', properties: { version: { type: 'string' } } }],
    [{ type: 'object' }, { type: 'object', properties: { version: { const: '2.1' } } }],
  ],
  'another choice': [
    [OBJECT, { ...OBJECT, anyOf: [{ required: ['a'] }, { required: ['b'] }] }],
    [OBJECT, { ...OBJECT, anyOf: [{ required: ['a'] }] }],
  ],
  'items of another form': [
    [{ type: 'array' }, { type: 'array', items: { type: 'string' } }],
    [{ type: 'array' }, { type: 'array', items: false, maxItems: 0 }],
  ],
  'fewer values than can be shown': [
    [{ type: 'string' }, { type: 'string', enum: codes(100) }],
    [{ type: 'string' }, { type: 'string', enum: codes(50) }],
  ],
  'what a reference leads to': [
    [OBJECT, { ...OBJECT, not: { $ref: '#/$defs/x' }, $defs: { x: { required: ['b'] } } }],
    [OBJECT, { ...OBJECT, not: { $ref: '#/$defs/x' }, $defs: { x: { minProperties: 1 } } }],
  ],
  'an object closed beside fewer names': [
    [OBJECT, { ...OBJECT, properties: { ...OBJECT.properties, z: {} }, additionalProperties: false }],
    [OBJECT, { ...OBJECT, additionalProperties: false }],
  ],
  'a shared definition at one place more': [
    [dates(SHORT, SHORT), dates({ ...SHORT, pattern: '^ab' }, SHORT)],
    [dates(SHORT, { $ref: '#/$defs/date' }), dates({ ...SHORT, pattern: '^ab' }, { $ref: '#/$defs/date' })],
  ],
  'a codelist at one place more': [
    [listed(['x', 'y'], ['x', 'y']), listed(['x'], ['x', 'y'])],
    [listed(['x', 'y'], ['x', 'y']), listed(['x'], ['x'])],
  ],
  'another comparison that cannot be made': [
    [nested(3000, { type: 'string' }), nested(3000, { type: 'string', minLength: 1 })],
    [nested(3000, { type: 'string' }), false],
  ],
};

describe('an erratum excuses what was approved, and not', () => {
  test.each(Object.entries(WIDER))('%s', (_, [approved, made]) => {
    const [first, second] = [diffSchemas(...approved), diffSchemas(...made)];
    const errata = errataOf(first);
    expect(errata.length).toBeGreaterThan(0);
    expect(decide(first, errata, NUMBERS)).toMatchObject({ required: 'minor', undeclared: [], stale: [] });
    expect(decide(second, errata, NUMBERS).required).toBe('major');
  });

  test('all breaks but one leave the number as it is', () => {
    const diff = diffSchemas(OBJECT, { ...OBJECT, required: ['a'], minProperties: 2, additionalProperties: false });
    const errata = errataOf(diff);
    expect(errata.length).toBeGreaterThan(2);
    expect(decide(diff, errata, NUMBERS).required).toBe('minor');
    for (const one of errata)
      expect(
        decide(
          diff,
          errata.filter((other) => other !== one),
          NUMBERS,
        ).required,
      ).toBe('major');
  });
});

describe('an erratum of the same fingerprint that does not count says why', () => {
  const reported = changeOf('pattern-narrowed', {
    path: 'a',
    direction: 'narrowed',
    bump: 'major',
    fingerprint: '00000000000000a1',
    params: { places: ['a', 'b'] },
  });
  const diff = (change: Partial<Change>): Diff => ({
    relation: 'narrowed',
    backward: { verdict: 'no', witness: 1 },
    forward: { verdict: 'yes' },
    notes: [],
    bump: 'major',
    changes: [{ ...reported, ...change }],
  });
  const erratum = erratumOf(reported);

  test.each<[name: string, change: Partial<Change>, refused: string | undefined]>([
    ['the same', {}, undefined],
    ['at fewer places', { path: 'b', params: {} }, undefined],
    ['of another kind', { kind: 'pattern-changed' }, 'change'],
    ['that also accepts more', { direction: 'both' }, 'change'],
    ['that is not reported any more', { direction: 'unknown' }, 'kind'],
    ['at another place', { path: 'c', params: {} }, 'places'],
    ['at one place more', { params: { places: ['a', 'b', 'c'] } }, 'places'],
    ['at more places than are reported', { params: { places: ['a', 'b'], more: true } }, 'places'],
  ])('%s', (_, change, refused) => {
    const { errata, required } = decide(diff(change), [erratum], NUMBERS);
    expect(errata.map((use) => use.refused)).toEqual([refused]);
    expect(required).toBe(refused === undefined ? 'minor' : 'major');
  });
});
