import type { Finding } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Model } from '../model/types.ts';
import { findingEntry } from '../report/entry.ts';
import { loadRules } from '../validate/load-rules.node.ts';
import { describer } from '../validate/describer.node.ts';
import type { WordedFinding } from './types.ts';

/** What puts the findings about files of a version into words. */
export async function wordsOf(model: Model, lang: Lang): Promise<(finding: Finding) => WordedFinding> {
  const describe = await describer(model, (await loadRules(model.version)).rules, lang);
  return (finding) => findingEntry(finding, describe(finding));
}
