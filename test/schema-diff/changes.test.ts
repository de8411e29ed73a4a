/** The changes of a diff: exactly these, in both directions. What holds of them for all pairs of the suite: changes-of-pairs.slow.test.ts. */
import { describe, expect, test } from 'vitest';
import { readFamily } from './cases.ts';
import { CHANGE_FAMILIES, diffOf, linesOf, mirrorDiffOf, mirrored, readChangeCases, sorted } from './change-cases.ts';

describe.each(CHANGE_FAMILIES)('%s', (family) => {
  const cases = readChangeCases(family).map((one) => [one.name, one] as const);

  test.each(cases)('%s', (_, one) => {
    const { changes } = diffOf(one);
    expect(linesOf(changes)).toEqual(one.changes);
    const places = Object.keys(one.places ?? {}).map((kind) => [
      kind,
      changes.find((change) => change.kind === kind)?.params['places'],
    ]);
    expect(Object.fromEntries(places)).toEqual(one.places ?? {});
  });

  test.each(cases)('%s (mirror)', (_, one) => {
    expect(sorted(linesOf(mirrorDiffOf(one).changes))).toEqual(sorted(one.mirror ?? one.changes.map(mirrored)));
  });
});

test.each(readFamily('refactors').cases.map((one) => [one.name, one] as const))('no verdict in a refactor: %s', (_, one) => {
  expect(linesOf(diffOf(one).changes)).toEqual([]);
});
