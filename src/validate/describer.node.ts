import type { Finding } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describeIn, NO_CONTEXT } from '../messages/describe.ts';
import { rememberingDescriber } from '../messages/describer.ts';
import { loadLanguage } from '../messages/language.ts';
import { modelContexts } from '../messages/model-context.ts';
import type { Described } from '../messages/types.ts';
import type { Rule } from '../model/rules.ts';
import type { Model } from '../model/types.ts';
import { readHistory } from './registry.node.ts';

export type Describer = (finding: Finding) => Described;

/** Returns a function that gives the message of findings about files of a version; `rules` are those that findings may name. */
export const describer = async (model: Model, rules: readonly Rule[], lang: Lang): Promise<Describer> =>
  (await describers(lang))(model, rules);

/** The same for work on files of several versions. */
export async function describers(lang: Lang): Promise<(model: Model, rules?: readonly Rule[]) => Describer> {
  const [language, history] = await Promise.all([loadLanguage(lang), readHistory()]);
  return (model, rules = []) => rememberingDescriber(modelContexts(model, history, lang, rules), language);
}

/** The message of a finding about a file that could not be read. */
export const describeInput = async (finding: Finding, lang: Lang): Promise<Described> =>
  describeIn(await loadLanguage(lang), finding, NO_CONTEXT);
