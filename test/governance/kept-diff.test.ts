/** A comparison that is kept says what one made anew says, and hangs on all that it is made of. */
import { expect, test } from 'vitest';
import { reportOf, whatDiffers } from '../../src/governance/compare/report-of.node.ts';
import { versionSide } from '../../src/governance/compare/side.node.ts';
import { sumOfValues } from '../../src/governance/proofs.node.ts';
import type { Model } from '../../src/model/types.ts';
import { IN_FORCE, GOLDEN } from '../support/engine.ts';
import { modelOf } from './support.ts';

test('made anew, kept now or kept before: the same report, whose decision speaks of the changes of its diff', async () => {
  const [previous, next] = [await versionSide(IN_FORCE), await versionSide(GOLDEN)];
  const anew = await reportOf(previous, next);
  for (let i = 0; i < 2; i++) {
    const kept = await reportOf(previous, next, { kept: true });
    expect(kept).toEqual(anew);
    expect(kept.decision.undeclared.every((change) => kept.diff.changes.includes(change))).toBe(true);
  }
});

test('another part of either version and another option are another comparison', async () => {
  const { version, lists, unicodePatterns, schema, fields, codelists, rules } = await modelOf(GOLDEN);
  const model: Model = { version, lists, unicodePatterns, schema, fields, codelists, rules };
  const other: Model = { version: '9.9.9', lists: [], unicodePatterns: !unicodePatterns, schema: {}, fields: {}, codelists: {}, rules: [] }; // oxfmt-ignore
  const changed = Object.entries(other).map(([part, value]) => ({ ...model, [part]: value }));
  const pairs = changed.flatMap((one) => [[one, model], [model, one]]); // oxfmt-ignore
  const keys = [...[[model, model], ...pairs].map((models) => whatDiffers(models, {})), whatDiffers([model, model], { budget: 1 })]; // oxfmt-ignore
  expect(new Set((await Promise.all(keys)).map(sumOfValues)).size).toBe(keys.length);
});
