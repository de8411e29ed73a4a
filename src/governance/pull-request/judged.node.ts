import { InputError } from '../../finding.ts';
import { isExample, type ExampleFiles } from '../examples/check.ts';
import { Examples, whereIn } from '../examples/origin.ts';
import type { Side as Judging } from '../impact/verdicts/judge.ts';
import { VerdictCount } from '../impact/verdicts/count.ts';
import type { Model } from '../../model/types.ts';
import { readJson } from '../../read/json/read-json.ts';
import { Window } from '../../read/json/window.ts';
import type { ExampleVerdict, JudgedExample, PullRequest } from './types.ts';
import { checkText } from '../../validate/text.ts';
import type { Validator } from '../../validate/types.ts';
import { validatorModule } from '../../generate/validators.node.ts';
import { moduleOf } from '../../host/in-memory.node.ts';
import { keptOrMade } from '../../host/kept-files.node.ts';
import { once } from '../../host/once.ts';
import { under } from '../../host/paths.node.ts';
import { ownRules } from '../../validate/own-rules.ts';
import { codeSum } from '../build/made-before.node.ts';
import { partsOf, untold } from '../examples/all.node.ts';
import { proved, sumOfValues } from '../proofs.node.ts';

type ValidatorModule = { marche: Validator; contratConcession: Validator; shell: Validator };

/** A version that judges, made from its Model in memory. `label` is the `X.Y` that its files carry. */
export async function judging(model: Model, label: string): Promise<Judging> {
  const { marche, contratConcession, shell } = await moduleOf<ValidatorModule>(await keptModule(model));
  const validators = { marche, 'contrat-concession': contratConcession, shell };
  return { version: { model, validators, label }, rules: ownRules(model).run };
}

/** Modules of validators, each of some hundred kilobytes. */
const STORE = { folder: under('.cache', 'validators'), most: 50 };

/** As `validatorModule`, from the store where the same was compiled before: start, gate and report judge by the same draft. Nothing that is written to `dist/` comes from there. */
async function keptModule(model: Model): Promise<string> {
  const sum = sumOfValues(await whatValidates(model));
  const { bytes } = await keptOrMade(STORE, sum, async () => Buffer.from(await validatorModule(model)));
  return Buffer.from(bytes).toString();
}

/** All that the validators of a version are made of. */
export const whatValidates = async (model: Model): Promise<readonly unknown[]> => [
  ...['validators', await codeSum(), partsOf(untold(model))],
];

/** A version that judges, made where something is to be judged. What is said of its fields and codes has no part in it. */
export type JudgingOnCall = { model: Model; label: string; loaded: () => Promise<Judging> };

export function judgingOnCall(told: Model, label: string): JudgingOnCall {
  const model = untold(told);
  return { model, label, loaded: once(() => judging(model, label)) };
}

/** All that the verdicts of a version on some texts depend on, besides the code. */
export const whatDecides = ({ model, label }: Omit<JudgingOnCall, 'loaded'>, texts: readonly string[]): readonly unknown[] => [
  ...['verdicts', partsOf(model), label, texts],
];

/** The verdicts of a version on some texts, unless they are known: the base of a proposal judges the same for each state of it. */
async function verdictsOf(side: JudgingOnCall, texts: readonly string[]): Promise<readonly ExampleVerdict[]> {
  const { value } = await proved(whatDecides(side, texts), async () => {
    const judge = await side.loaded();
    return texts.map((text) => verdictOf(text, judge));
  });
  return value;
}

/** The examples that two versions do not judge alike, by their schemas and version-bearing rules. */
export async function judgedOtherwise(
  before: JudgingOnCall,
  after: JudgingOnCall,
  examples: ExampleFiles,
): Promise<PullRequest['examples']> {
  // In the order of their paths formerly valid examples come last; they are shown first, because losing them is the more serious change.
  const files = [...examples]
    .filter(([path]) => isExample(path) && path.endsWith('.json'))
    .sort(([a], [b]) => Number(isValid(b)) - Number(isValid(a)));
  const texts = files.map(([, text]) => text);
  const [old, now] = [await verdictsOf(before, texts), await verdictsOf(after, texts)];
  const judged = files.map(([path], at): JudgedExample => {
    const origin = examples instanceof Examples ? examples.origins.get(path) : undefined;
    const { file: stored } = whereIn(examples, 'next', path);
    const file = origin ? `${stored}, ${origin.name}` : stored;
    return { file, before: old[at] as ExampleVerdict, after: now[at] as ExampleVerdict };
  });
  return { count: judged.length, changed: judged.filter((example) => example.before !== example.after) };
}

const isValid = (path: string): boolean => path.startsWith('valid/');

function verdictOf(text: string, { version, rules }: Judging): ExampleVerdict {
  try {
    const { schemaVerdict, counts } = checkText(text, version, rules);
    if (schemaVerdict === null) return 'unreadable';
    return counts.error > 0 ? 'refused' : 'accepted';
  } catch (error) {
    if (error instanceof InputError) return 'unreadable';
    throw error;
  }
}

/** Records of files by what the two versions say of them, unless that was counted before. */
export async function sampleCounts(
  before: JudgingOnCall,
  after: JudgingOnCall,
  files: ReadonlyMap<string, string>,
): Promise<PullRequest['sample']> {
  const inputs = ['sample', ...[before, after].map((side) => whatDecides(side, [])), files];
  return (await proved(inputs, async () => counted(await before.loaded(), await after.loaded(), files))).value;
}

function counted(before: Judging, after: Judging, files: ReadonlyMap<string, string>): PullRequest['sample'] {
  const count = new VerdictCount(before, after);
  for (const [name, text] of files) {
    const window = new Window();
    window.feed(new TextEncoder().encode(text));
    window.finish();
    const steps = count.file(name, readJson(window));
    while (steps.next().done !== true);
  }
  return { files: files.size, ...count.totals() };
}
