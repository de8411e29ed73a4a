import type { Finding } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Assets } from './assets.ts';
import type { Registry } from './registry.ts';
import { loadRules } from './rules.ts';
import type { Choices, ToldFinding } from './types.ts';

type Tell = (finding: Finding) => Promise<ToldFinding> | ToldFinding;

/** Puts the findings about files of a version into the words of the chosen language. The catalogue is loaded at the first of them. */
export function tellerOf(registry: Registry, assets: Assets, version: string, { lang, rules }: Choices): Tell {
  if (lang === undefined) return (finding) => finding;
  let ready: ((finding: Finding) => ToldFinding) | undefined;
  return (finding) => {
    if (ready) return ready(finding);
    return teller(registry, assets, version, lang, rules !== undefined).then((loaded) => (ready = loaded)(finding));
  };
}

async function teller(registry: Registry, assets: Assets, version: string, lang: Lang, withRules: boolean) {
  const [{ describe }, { modelContexts }, model, history, rules] = await Promise.all([
    import('../../messages.ts'),
    import('../../messages/model-context.ts'),
    registry.model(version),
    registry.history(),
    withRules ? loadRules(assets, version).then((book) => book.rules) : [],
  ]);
  const contexts = modelContexts(model, history, lang, rules);
  return (finding: Finding): ToldFinding => ({ ...finding, words: describe(finding, contexts(finding), lang) });
}

/** The same for what is said of a file that could not be read. */
export async function wordsOfInput(finding: Finding, lang: Lang | undefined): Promise<ToldFinding> {
  if (lang === undefined) return finding;
  const { describe, NO_CONTEXT } = await import('../../messages.ts');
  return { ...finding, words: describe(finding, NO_CONTEXT, lang) };
}
