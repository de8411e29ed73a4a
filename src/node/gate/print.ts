import type { Lang } from '../../finding.ts';
import type { Refusal } from '../../governance/gate/refusal.ts';
import { whereOf } from '../../governance/problem.ts';
import { visible } from '../../messages/visible.ts';
import { annotation } from '../../report/annotation.ts';

type Outcome = { refusals: readonly Refusal[]; changed: number; base: string };

/** Prints what the gate says. `github`: annotations on the lines of a pull request, besides. */
export function printGate(
  { refusals, changed, base }: Outcome,
  { lang, format }: { lang: Lang; format: 'text' | 'github' },
): void {
  for (const refusal of refusals) console.log(`✖ ${whereOf(refusal)}${COLON[lang]} ${visible(refusal[lang], LONGEST)}`);
  if (format === 'github')
    for (const { file, place, kind, ...texts } of refusals)
      console.log(annotation('error', { file, line: place?.line, col: place?.column, title: kind }, texts[lang]));
  console.log(refusals.length > 0 ? REFUSED[lang](refusals.length, base) : PASSED[lang](changed, base));
}

/** No sentence of ours is as long; what it quotes may be. */
const LONGEST = 2000;
const COLON = { fr: ' :', en: ':' };

const REFUSED = {
  fr: (n: number, base: string) =>
    `${n} refus depuis ${base} : corrigez ce qui précède, puis relancez « npm run gate -- --base ${base} ».`,
  en: (n: number, base: string) =>
    `${n} ${n === 1 ? 'refusal' : 'refusals'} since ${base}: mend the above, then run “npm run gate -- --base ${base}” again.`,
};
const PASSED = {
  fr: (n: number, base: string) =>
    `✔ Rien n'arrête cette proposition (${n} ${n < 2 ? 'fichier changé' : 'fichiers changés'} depuis ${base}).`,
  en: (n: number, base: string) => `✔ Nothing stops this proposal (${n} ${n === 1 ? 'file' : 'files'} changed since ${base}).`,
};
