import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { toDraft07 } from '../../src/generate/json-schema.ts';
import { recordSchema } from '../../src/model/tree.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { accepts } from '../../src/validate/interpret.ts';
import { FROZEN, hasShared, judgeValue, readText, WITHOUT_SHARED } from '../support/engine.ts';
import { type Case, type Cases, instanceOf, readCases } from './cases.ts';
import { Coverage } from './coverage.ts';
import { makeCases } from './make-cases.ts';
import { readPublished } from './published.ts';

const kindOf = ({ base }: Case) => (base === 'marche' ? 'marche' : 'contrat-concession');

/** The cases that this judges otherwise than the published schema does. */
const wrong = ({ bases, cases }: Cases, judge: (value: unknown, one: Case) => boolean | null): Case[] =>
  cases.filter((one) => judge(instanceOf(bases, one), one) !== one.valid);

describe.each(FROZEN)('the committed cases of %s', (version) => {
  const table = readCases(version);

  test('are as many as promised, about half of them valid, in a file that stays small', () => {
    expect(readText(`test/fidelity/cases/${version}.json`).length).toBeLessThan(150_000);
    const { length } = table.cases;
    const valid = table.cases.filter((one) => one.valid).length;
    expect(length).toBeGreaterThanOrEqual(300);
    expect(valid / length).toBeGreaterThan(0.4);
    expect(valid / length).toBeLessThan(0.6);
  });

  test('are judged by the validators as the published schema judged them', async () => {
    const frozen = await loadVersion(version);
    const judge = (value: unknown, one: Case) =>
      one.level === 'file' ? judgeValue(value, frozen).schemaVerdict : frozen.validators[kindOf(one)](value);
    expect(wrong(table, judge)).toEqual([]);
  });

  test('are judged so by the interpreter too', async () => {
    const { model } = await loadVersion(version);
    const judge = (value: unknown, one: Case) =>
      accepts(model.schema, one.level === 'file' ? model.schema : recordSchema(model, kindOf(one)), value, model);
    expect(wrong(table, judge)).toEqual([]);
  });

  test('are judged so by any validator on the draft-07 bundle', async () => {
    const { model } = await loadVersion(version);
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: model.unicodePatterns });
    ajv.addSchema({ ...toDraft07(model.schema), $id: 'decp' });
    const judge = (value: unknown, one: Case) =>
      ajv.validate(one.level === 'file' ? 'decp' : `decp#/definitions/${kindOf(one)}`, value);
    expect(wrong(table, judge)).toEqual([]);
  });
});

describe.skipIf(!hasShared).each(FROZEN)(`the cases of %s${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`, (version) => {
  const made = hasShared ? makeCases(version) : readCases(version);

  test('are those that test/fidelity/make-cases.ts makes today', () => {
    expect(readCases(version)).toEqual(made);
  });

  test('refuse for every constraint of a record alone and accept at every edge of it', () => {
    const published = readPublished(version);
    const coverage = new Coverage(published);
    for (const one of made.cases.filter(({ level }) => level === 'record')) {
      const value = instanceOf(made.bases, one);
      coverage.note(kindOf(one), value, published.record[kindOf(one)](value));
    }
    expect(coverage.missing()).toEqual([]);
  });
});
