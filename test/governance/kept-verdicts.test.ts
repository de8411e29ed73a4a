/** The verdicts of the report that are kept say what verdicts made anew say, and hang on all that they are made of. */
import { expect, test } from 'vitest';
import { untold } from '../../src/governance/examples/all.node.ts';
import { sumOfValues } from '../../src/governance/proofs.node.ts';
import {
  judgedOtherwise,
  judgingOnCall,
  type JudgingOnCall,
  sampleCounts,
  whatDecides,
  whatValidates,
} from '../../src/governance/pull-request/judged.node.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import { GOLDEN } from '../support/engine.ts';
import { exampleFiles, modelOf } from './support.ts';

const { version, lists, unicodePatterns, schema, fields, codelists, rules } = await modelOf(GOLDEN);
const model: Model = { version, lists, unicodePatterns, schema, fields, codelists, rules };
const examples = new Map([...(await exampleFiles(GOLDEN))].filter(([path]) => /objet|avance/.test(path)));

/** The schema with a bound that every subject breaks. */
function stricter(): Model {
  const changed = structuredClone(schema);
  const objet = changed.$defs?.['marche']?.properties?.['objet'] as Schema & { minLength?: number };
  objet.minLength = 1_000_000;
  return { ...model, schema: changed };
}

/** Nothing may be looked for again. */
const known = (side: JudgingOnCall): JudgingOnCall => ({ ...side, loaded: () => expect.unreachable('judged again') });

test('asked again they are the same, and nothing is judged; another version is judged', async () => {
  const [old, now] = [judgingOnCall(model, '2.1'), judgingOnCall(stricter(), '2.1')];
  const first = await judgedOtherwise(old, now, examples);
  expect(first.changed.length).toBeGreaterThan(0);
  expect(first.changed.every(({ before, after }) => before === 'accepted' && after === 'refused')).toBe(true);
  expect(await judgedOtherwise(known(old), known(now), examples)).toEqual(first);
  expect((await judgedOtherwise(known(old), known(old), examples)).changed).toEqual([]);
  const sample = new Map([...examples].filter(([path]) => /^valid\/.*\.json$/.test(path)));
  const counts = await sampleCounts(old, now, sample);
  expect(counts.causes.length).toBeGreaterThan(0);
  expect(await sampleCounts(known(old), known(now), sample)).toEqual(counts);
});

test('another part of the version that judges, another label and another text are other verdicts; what is said of fields and codes is none', async () => {
  const others: Partial<Model>[] = [
    { version: '9.9.9' },
    { lists: [] },
    { unicodePatterns: !unicodePatterns },
    { schema: {} },
    { rules: [] },
  ];
  const keyOf = (one: Model, label = '2.1', texts = ['{}']): string => sumOfValues(whatDecides(judgingOnCall(one, label), texts));
  const keys = [
    keyOf(model),
    ...others.map((other) => keyOf({ ...model, ...other })),
    keyOf(model, '2.2'),
    keyOf(model, '2.1', ['{ }']),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(keyOf(untold(model))).toBe(keyOf(model));
  const modules = await Promise.all(
    [{}, ...others].map(async (other) => sumOfValues(await whatValidates({ ...model, ...other }))),
  );
  expect(new Set(modules).size).toBe(modules.length);
});
