import type { Finding, Lang } from '../../finding.ts';
import { describe } from '../../messages.ts';
import { modelContexts } from '../../messages/model-context.ts';
import type { Model } from '../../model/types.ts';
import { findingEntry } from '../../report/entry.ts';
import { readHistory } from '../registry.ts';
import { loadRules } from '../rules.ts';
import type { WordedFinding } from './types.ts';

/** What puts the findings about files of a version into words. */
export async function wordsOf(model: Model, lang: Lang): Promise<(finding: Finding) => WordedFinding> {
  const contexts = modelContexts(model, await readHistory(), lang, (await loadRules()).rules);
  return (finding) => findingEntry(finding, describe(finding, contexts(finding), lang));
}
