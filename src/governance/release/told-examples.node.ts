import type { Change } from '../../../packages/schema-diff/src/index.ts';
import type { Finding } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { describe } from '../../messages.ts';
import { modelContexts } from '../../messages/model-context.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import type { Model } from '../../model/types.ts';
import { checkText } from '../../validate/text.ts';
import { judging } from '../pull-request/judged.node.ts';

/** What next says of the examples of its new rules, by fingerprint: the value that is wrong shows nothing without those beside it. */
export async function toldOf(changes: readonly Change[], next: Model): Promise<Map<string, Texts>> {
  const wanted = changes.filter(({ kind, witnesses }) => kind.startsWith('rule-') && witnesses.length > 0);
  if (wanted.length === 0) return new Map();
  const { version, rules } = await judging(next, '');
  const words = { fr: wordsOf(next, 'fr'), en: wordsOf(next, 'en') };
  const told = wanted.flatMap(({ path, fingerprint, witnesses }): [string, Texts][] => {
    const instance = witnesses.find(({ accepted }) => accepted === 'previous')?.instance;
    const finding =
      instance === undefined
        ? undefined
        : checkText(JSON.stringify(instance), version, rules).findings.find(({ code }) => code === path);
    return finding ? [[fingerprint, { fr: words.fr(finding), en: words.en(finding) }]] : [];
  });
  return new Map(told);
}

function wordsOf(model: Model, lang: Lang): (finding: Finding) => string {
  const contexts = modelContexts(model, {}, lang, model.rules);
  return (finding) => describe(finding, contexts(finding), lang).found;
}
