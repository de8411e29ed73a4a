import type { Texts } from '../../model/types.ts';
import { isExample } from '../examples/check.ts';
import type { Problem } from '../problem.ts';

/** The end of the name of an example that a scaffold left to be completed: it shows nothing yet. */
export const TO_COMPLETE = 'a-completer';

/** The rules of `next` that no invalid example breaks. `exampleFiles` has the paths of `examples/next/` as keys. */
export function missingExamples(ruleIds: readonly string[], exampleFiles: ReadonlyMap<string, unknown>): Problem[] {
  const examples = [...exampleFiles.keys()].filter(isExample);
  return ruleIds
    .filter((id) => !examples.some((path) => breaks(path, id)))
    .map((id) => ({
      file: `schema/next/rules/${id}.yaml`,
      ...(examples.includes(leftToComplete(id)) ? misnamed(id) : missing(id)),
    }));
}

const missing = (id: string): Texts => ({
  fr: `la règle « ${id} » n'a pas d'exemple invalide ; ajoutez examples/next/invalid/${id}--<ce-qui-est-faux>.json et son .findings.json`,
  en: `the rule “${id}” has no invalid example; add examples/next/invalid/${id}--<what-is-wrong>.json and its .findings.json`,
});

const misnamed = (id: string): Texts => ({
  fr: `l'exemple invalide de la règle « ${id} » porte encore le nom donné par « npm run new-rule » ; renommez « ${id}--${TO_COMPLETE}.json » en « ${id}--<ce-qui-est-faux>.json », et son .findings.json de même (dans examples/next/invalid)`,
  en: `the invalid example of the rule “${id}” still has the name that “npm run new-rule” gave it; rename “${id}--${TO_COMPLETE}.json” to “${id}--<what-is-wrong>.json”, and its .findings.json likewise (in examples/next/invalid)`,
});

const breaks = (path: string, id: string): boolean => path.startsWith(`invalid/${id}--`) && path !== leftToComplete(id);

const leftToComplete = (id: string): string => `invalid/${id}--${TO_COMPLETE}.json`;
