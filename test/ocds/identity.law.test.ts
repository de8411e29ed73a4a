import { describe, expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { isOwn } from '../../src/model/releases.ts';
import { recordMaker } from '../generate/records.ts';
import { draws, NIGHT, someOf } from '../support/tier.ts';
import { contextOf, thereAndBack } from './export.ts';

const RECORDS = draws(1_000, 20_000);
const SEED = NIGHT ? Date.now() : 'ocds';

/** JSON has no -0, and writes 1e400 as null. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

describe('DECP → OCDS → DECP', () => {
  test.each(someOf(['2.0.1', '2.0.2', '2.0.3', '2.1.0']))(
    `${RECORDS} records of %s come back as they were wherever nothing is said to be lost (seed ${SEED})`,
    async (name) => {
      const version = await loadVersion(name);
      const madeRecord = recordMaker(version);
      const context = contextOf(version.model);
      const tally = { valid: 0, lossy: 0 };
      for (let number = 0; number < RECORDS; number++) {
        const { kind, value, changes } = madeRecord(SEED, number);
        const { back, lost, kind: found } = thereAndBack(kind, value, context);
        const about = `record ${number} of ${SEED} (${changes.join('; ')})`;
        const losses = lost.filter(({ severity }) => severity === undefined);
        const isValid = version.validators[kind](value);
        // The versions published elsewhere accept values of other types, and days that do not exist; any schema accepts numbers beyond all doubles.
        if (isValid && isOwn(name) && Number.isFinite(largest(value))) expect(losses, about).toEqual([]);
        if (losses.length === 0) expect({ kind: found, back }, about).toEqual({ kind, back: asJson(value) });
        if (isValid) tally.valid++;
        if (losses.length > 0) tally.lossy++;
      }
      expect(tally.valid).toBeGreaterThan(RECORDS / 5);
      expect(tally.lossy).toBeGreaterThan(0);
    },
  );
});

/** The largest number in a value, Infinity where JSON.parse made one. */
const largest = (value: unknown): number =>
  typeof value === 'number'
    ? Math.abs(value)
    : typeof value === 'object' && value !== null
      ? Math.max(0, ...Object.values(value).map(largest))
      : 0;
