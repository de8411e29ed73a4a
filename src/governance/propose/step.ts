/** The step to `next`, `migration.yaml`: what becomes of a contract of the version before. */
import { parse } from 'yaml';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { PROPOSE } from '../../messages/compiled/propose.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import type { Step } from '../../migrate/step.ts';
import { toPaste } from '../checks/migrations.ts';
import { MIGRATION, NOTHING_CHANGES } from '../empty-step.ts';
import type { Draft, Say } from './draft.ts';
import { withEntry, withScalar } from './edit.ts';

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

/** Adds an entry to a section of the step. `said`: its reason and its source, where they are known; what is not is marked. */
export function addToStep(draft: Draft, section: keyof Step, entry: object, said?: { reason: Texts; source: string }): void {
  const pasted = toPaste(section, entry, said);
  const text = draft.text(MIGRATION);
  const [added] = (parse(pasted) as Record<string, [object]>)[section] ?? [];
  const hasSection = valueAt(draft.value(MIGRATION), `/${section}`) !== undefined;
  draft.write(MIGRATION, hasSection ? withEntry(text, `/${section}`, added) : `${text.trimEnd()}\n\n${pasted}\n`);
}
