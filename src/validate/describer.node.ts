import type { Finding } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe, NO_CONTEXT, type Described } from '../messages.ts';
import { rememberingDescriber } from '../messages/describer.ts';
import { modelContexts } from '../messages/model-context.ts';
import type { Rule } from '../model/rules.ts';
import type { Model } from '../model/types.ts';
import { readHistory } from './registry.node.ts';

export type Describer = (finding: Finding) => Described;

/** What puts the findings about files of a version into words; `rules` are those that findings may name. */
export async function describer(model: Model, rules: readonly Rule[], lang: Lang): Promise<Describer> {
  return rememberingDescriber(modelContexts(model, await readHistory(), lang, rules), lang);
}

/** The same for what is said of a file that could not be read. */
export const describeInput = (finding: Finding, lang: Lang): Described => describe(finding, NO_CONTEXT, lang);
