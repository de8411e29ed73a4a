/**
 * The three ways to judge by rules agree on the examples of a rule of a frozen version; a fault planted in one is told by rule, example
 * and answers. That they agree on all examples and on drawn records: test/rules/compiled.law.test.ts, test/fast-validate/same.slow.test.ts.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { EXAMPLES_DAY } from '../../../src/governance/examples/all.node.ts';
import { disagreements, fastJudge, type Judging } from '../../../src/governance/gate/agreement.node.ts';
import { moduleOf } from '../../../src/host/in-memory.node.ts';
import { under } from '../../../src/host/paths.node.ts';
import { checkedRules } from '../../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../../src/rules/checked-rule.ts';
import type { RulesModule } from '../../../src/rules/compiled.ts';
import { emitModule } from '../../../src/rules/emit/module.ts';
import { interpretRules } from '../../../src/rules/interpret/rules.ts';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import type { RulesToRun } from '../../../src/validate/file-rules.ts';
import { allRules, loadRules, rulesFor } from '../../../src/validate/load-rules.node.ts';
import { checkText } from '../../../src/validate/text.ts';
import type { Version } from '../../../src/validate/types.ts';
import { builtRecogniser } from '../../fast-validate/fast.ts';
import { plantedWithRules } from '../../fast-validate/planted/plant.ts';
import { GOLDEN } from '../../support/engine.ts';
import { TIER } from '../../support/tier.ts';
import { exampleFiles } from '../support.ts';

const RULE = 'avance-sans-taux';

let version: Version;
let checked: readonly CheckedRule[];
let examples: ReadonlyMap<string, string>;
let run: RulesToRun | undefined;

beforeAll(async () => {
  version = await loadWithMembers(GOLDEN);
  checked = checkedRules(version.model);
  examples = new Map([...(await exampleFiles(GOLDEN))].filter(([path]) => path.includes('avance')));
  run = await rulesFor(GOLDEN, allRules(EXAMPLES_DAY));
});

/** The rules run by another module than that of the build. */
const runBy = async (module: RulesModule): Promise<RulesToRun | undefined> =>
  rulesFor(GOLDEN, allRules(EXAMPLES_DAY), { ...(await loadRules(GOLDEN)), module });
const slow = (by: Judging['by'], by2: RulesToRun | undefined): Judging => ({
  by,
  judge: (text) => Promise.resolve(checkText(text, version, by2)),
});
const interpreter = async (): Promise<Judging> =>
  slow('interpreter', await runBy({ compile: (functions) => interpretRules(checked, version.model, functions) }));
const compiled = (): Judging => slow('compiled', run);
const webassembly = (module = builtRecogniser(GOLDEN)): Judging => ({
  by: 'webassembly',
  judge: fastJudge(version, run, module, readFileSync(under('dist', 'rules', 'tables.bin'))),
});

/** The rules with one that finds nothing any more. */
const planted = (): CheckedRule[] =>
  checked.map((one) => ({
    ...one,
    entries: one.entries.map((entry) =>
      one.rule.id === RULE ? { ...entry, assert: { op: 'literal', type: 'bool', value: true, start: 0, end: 0 } } : entry,
    ),
  }));

const AT = '/marches/marche/0/attributionAvance';

test('they agree', async () => {
  expect(await disagreements(examples, [await interpreter(), compiled(), webassembly()])).toEqual([]);
});

test('a fault in the compiled code is told once, with the rule, an example and both answers', async () => {
  const wrong = slow('compiled', await runBy(await moduleOf<RulesModule>(emitModule(planted(), version.model))));
  const [problem, ...others] = await disagreements(examples, [await interpreter(), wrong, webassembly()]);
  expect(others).toEqual([]);
  expect(problem?.fr).toMatch(
    new RegExp(
      `^règle « ${RULE} », exemple « taux-oublie[^»]* » : l'interpréteur trouve ${AT}, le code compilé ne trouve rien ;`,
    ),
  );
  expect(problem?.en).toMatch(new RegExp(`^rule “${RULE}”, example “taux-oublie[^”]*”: the interpreter finds ${AT}, the compiled code finds nothing;`)); // oxfmt-ignore
});

test('a fault in the interpreter is told of both others', async () => {
  const wrong = await runBy({ compile: (functions) => interpretRules(planted(), version.model, functions) });
  const problems = await disagreements(examples, [slow('interpreter', wrong), compiled(), webassembly()]);
  expect(problems.map(({ en }) => /the interpreter finds nothing, (.*) finds \//.exec(en)?.[1])).toEqual([
    'the compiled code',
    'WebAssembly',
  ]);
});

test('the recogniser that judges one example after the other says of each what it says of it alone', async () => {
  const all = webassembly();
  const valid = [...(await exampleFiles(GOLDEN))].filter(([path]) => /^valid\/.*\.json$/.test(path));
  const texts = [...valid.slice(0, 4), ...examples].map(([, text]) => text).filter((text) => text.includes('"marches"')).slice(0, 8); // oxfmt-ignore
  expect(texts).toHaveLength(8);
  const many = texts.map((text) => {
    const { marches } = JSON.parse(text) as { marches: Record<string, unknown[]> };
    return JSON.stringify({
      marches: Object.fromEntries(Object.entries(marches).map(([list, all]) => [list, [...all, ...all, ...all]])),
    });
  });
  // Records that come again, and a text that is cut off where the one before it went on: nothing of it may be taken for more of the next.
  for (const text of texts.flatMap((one, i) => [many[i] ?? '', one, one.slice(0, one.lastIndexOf(',')), one]))
    expect(await answer(all, text)).toBe(await answer(webassembly(), text));
});

const answer = async ({ judge }: Judging, text: string): Promise<string> => JSON.stringify(await judge(text).catch(String));

test('a recogniser that was made of other rules is none to ask', async () => {
  const judge = fastJudge(version, run, builtRecogniser('2.0.3'), new Uint8Array());
  await expect(judge('{}')).rejects.toThrow('was not made of its rules');
});

test.skipIf(TIER === 'fast')('a fault in the WebAssembly is told', async () => {
  const fault = { name: 'has of nothing', file: 'rules.ts', search: /(function avance_sans_taux_marche_\d+\(record: usize\): bool \{)/, replace: '$1 return true;' }; // oxfmt-ignore
  const problems = await disagreements(examples, [await interpreter(), webassembly(await plantedWithRules(version, fault))]);
  expect(problems.map(({ en }) => en.split(';')[0])).toEqual([
    expect.stringMatching(new RegExp(`^rule “${RULE}”, .* the interpreter finds ${AT}, WebAssembly finds nothing$`)),
  ]);
});
