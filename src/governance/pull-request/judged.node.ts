import { InputError } from '../../finding.ts';
import { isExample, type ExampleFiles } from '../examples/check.ts';
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
  const judged = [...examples].flatMap(([path, text]): JudgedExample[] =>
    isExample(path) && path.endsWith('.json')
      ? [{ file: `examples/next/${path}`, before: verdictOf(text, before), after: verdictOf(text, after) }]
      : [],
  );
  const changed = judged.filter((example) => example.before !== example.after);
  // Formerly valid examples come first, because losing them is the more serious change.
  return { count: judged.length, changed: changed.sort((a, b) => Number(isValid(b)) - Number(isValid(a))) };
}

const isValid = ({ file }: JudgedExample): boolean => file.includes('/valid/');

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
