import { expect, test } from 'vitest';
import { readTreeOf, type Tree } from '../../../src/governance/build/sources.node.ts';
import { CHECKS, readySteps } from '../../../src/governance/build/steps.node.ts';
import { foundRefusals } from '../../../src/governance/gate/found.node.ts';
import type { Problem } from '../../../src/governance/problem.ts';
import { modelOf } from '../../../src/model/read-version.node.ts';
import type { Model } from '../../../src/model/types.ts';
import { loadVersion } from '../../../src/validate/registry.node.ts';
import { Random } from '../../fidelity/random.ts';
import { exampleCheck } from '../../../src/governance/examples/all.node.ts';
import { checkExamples } from '../../../src/governance/examples/check.ts';
import { GOLDEN, ROOT } from '../../support/engine.ts';
import { draws, NIGHT, TONIGHT } from '../../support/tier.ts';
import { exampleFiles } from '../support.ts';
import { frozenTree } from './frozen-tree.ts';
import { SPOILS, spoiltTree } from './spoil.ts';

const ROOT_FOLDER = ROOT.replace(/\/$/, '');

/** The versions as they were read last, with the texts that they were made of: most hands spoil what few versions read. */
const known = new Map<string, { texts: string; model: Model }>();

async function readKnown(files: ReadonlyMap<string, string>, folder: string, version: string): Promise<Model> {
  const isRead = (path: string): boolean => path.startsWith(`${version}/`) || /^(fields\/|legal-texts\.|base-uri\.)/.test(path);
  const texts = [...files].flatMap(([path, text]) => (isRead(path) ? [path, text] : [])).join('\0');
  const before = known.get(version);
  if (before?.texts === texts) return before.model;
  const model = await modelOf(files, folder, version);
  if (!before) known.set(version, { texts, model });
  return model;
}

/** What a build says of a tree, from its first check that finds something. */
async function builds(tree: Tree): Promise<readonly Problem[]> {
  for (const { run } of readySteps(CHECKS, await readTreeOf(tree, ROOT_FOLDER, readKnown))) {
    const { problems } = await run();
    if (problems.length > 0) return problems;
  }
  return [];
}

/** What the gate says of a tree. */
const gates = async (tree: Tree): Promise<readonly Problem[]> =>
  foundRefusals(await readTreeOf(tree, ROOT_FOLDER, readKnown), false);

/** What is wrong with how a problem is said: it names a file of the sources, a line of it where it names one, and a sentence in each language. */
function faultsOf({ file, place, fr, en }: Problem): string[] {
  const faults: string[] = [];
  if (!/^(schema|propositions|releases|examples|\.github|schemas\.yml)\b/.test(file)) faults.push(`file ${file}`);
  if (place && !(place.line >= 1 && place.column >= 1)) faults.push(`place ${JSON.stringify(place)}`);
  for (const text of [fr, en]) if (text.trim().length < 15 || /undefined|\[object|NaN|at .*\.ts:/.test(text)) faults.push(text);
  return faults;
}

const frozen = await frozenTree();
/** With few of the examples: to unfold all of them takes longer than all else. */
const base: Tree = {
  ...frozen,
  examples: new Map([...frozen.examples].filter(([path]) => /\/valid\/.*\.json$|^cases\/marche-procedure\.yaml$/.test(path))),
};
const SEED = NIGHT ? TONIGHT : 0;

test('a tree of which nothing is wrong has no problem', async () => {
  expect([await builds(base), await gates(base)]).toEqual([[], []]);
});

test('a tree of which one file is spoilt is refused with its file, its line and a sentence, or accepted; nothing is thrown', async () => {
  const broken: string[] = [];
  const count = draws(20, 2_000);
  let refused = 0;
  for (let i = 0; i < count; i++) {
    const { tree, done } = spoiltTree(base, new Random('wrong-trees', SEED, i));
    const about = `${SEED} ${i}: ${done.path} ${done.what}`;
    try {
      // Both run the same checks, and each of them takes a while.
      const problems = await (i % 2 === 0 ? builds : gates)(tree);
      if (problems.length > 0) refused++;
      broken.push(...problems.flatMap(faultsOf).map((fault) => `${about}: ${fault}`));
    } catch (error) {
      broken.push(`${about}: ${error instanceof Error ? (error.stack ?? '').slice(0, 600) : String(error)}`);
    }
  }
  expect(broken.slice(0, 20)).toEqual([]);
  expect(refused).toBeGreaterThanOrEqual(count / 2);
});

test('an example that is spoilt, or the findings beside it, is refused with its file and a sentence, or accepted; nothing is thrown', async () => {
  const files = await exampleFiles(GOLDEN);
  const check = await exampleCheck(await loadVersion(GOLDEN));
  const broken: string[] = [];
  for (let i = 0; i < draws(20, 1_000); i++) {
    const random = new Random('wrong-examples', SEED, i);
    const path = random.pick([...files.keys()]);
    const what = random.pick(Object.keys(SPOILS));
    const spoilt = SPOILS[what]?.({ path, text: files.get(path) ?? '' }, random) ?? [];
    const [stem = ''] = path.split('.findings.');
    const beside = [...files].filter(([other]) => other !== path && other.startsWith(stem.replace(/\.(json|xml)$/, '.')));
    const tree = new Map([...beside, ...spoilt.map((file) => [file.path, file.text] as const)]);
    const about = `${SEED} ${i}: ${path} ${what}`;
    try {
      broken.push(
        ...checkExamples(tree, GOLDEN, check)
          .flatMap(faultsOf)
          .map((fault) => `${about}: ${fault}`),
      );
    } catch (error) {
      broken.push(`${about}: ${error instanceof Error ? (error.stack ?? '').slice(0, 600) : String(error)}`);
    }
  }
  expect(broken.slice(0, 20)).toEqual([]);
});

test('each way of spoiling a file is drawn', () => {
  const drawn = new Set(Array.from({ length: 500 }, (_, i) => spoiltTree(base, new Random('each way', i)).done.what));
  expect([...drawn].sort()).toEqual(Object.keys(SPOILS).sort());
});
