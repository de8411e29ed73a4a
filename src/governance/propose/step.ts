/** The step to `next`, `migration.yaml`: what becomes of a contract of the version before. */
import { textsOf } from '../../../packages/base/src/texts.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { PROPOSE } from '../../messages/compiled/propose.ts';
import { MIGRATION, NOTHING_CHANGES } from '../empty-step.ts';
import type { Draft, Say } from './draft.ts';
import { withScalar } from './edit.ts';

const LANGS = ['fr', 'en'] as const;

/** Says in the summary of the step what a proposal changes, where it said that nothing does; otherwise leaves it to a person. */
export function sayInStep(draft: Draft, said: Say): void {
  const texts = textsOf(PROPOSE, said);
  if (LANGS.some((lang) => valueAt(draft.value(MIGRATION), `/summary/${lang}`) !== NOTHING_CHANGES[lang])) {
    draft.leave((say) => say['left.summary']({ file: MIGRATION }));
    return;
  }
  for (const lang of LANGS) draft.write(MIGRATION, withScalar(draft.text(MIGRATION), `/summary/${lang}`, texts[lang]));
}
