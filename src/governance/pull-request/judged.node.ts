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
import { ownRules } from '../../validate/own-rules.ts';

type ValidatorModule = { marche: Validator; contratConcession: Validator; shell: Validator };

/** A version that judges, made from its Model in memory. `label` is the `X.Y` that its files carry. */
export async function judging(model: Model, label: string): Promise<Judging> {
  const { marche, contratConcession, shell } = await moduleOf<ValidatorModule>(await validatorModule(model));
  const validators = { marche, 'contrat-concession': contratConcession, shell };
  return { version: { model, validators, label }, rules: ownRules(model).run };
}

/** The examples that two versions do not judge alike, by their schemas and version-bearing rules. */
export function judgedOtherwise(before: Judging, after: Judging, examples: ExampleFiles): PullRequest['examples'] {
  // In the order of their paths formerly valid examples come last; they are shown first, because losing them is the more serious change.
  const files = [...examples]
    .filter(([path]) => isExample(path) && path.endsWith('.json'))
    .sort(([a], [b]) => Number(isValid(b)) - Number(isValid(a)));
  const judged = files.map(([path, text]): JudgedExample => {
    const origin = examples instanceof Examples ? examples.origins.get(path) : undefined;
    const { file: stored } = whereIn(examples, 'next', path);
    const file = origin ? `${stored}, ${origin.name}` : stored;
    return { file, before: verdictOf(text, before), after: verdictOf(text, after) };
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

/** Records of files by what the two versions say of them. */
export function sampleCounts(before: Judging, after: Judging, files: ReadonlyMap<string, string>): PullRequest['sample'] {
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
