import type { Lang } from '../../../packages/base/src/language.ts';
import type { Refusal } from './refusal.ts';
import { whereOf } from '../problem.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { annotation } from '../../../packages/base/src/annotation.ts';

/** `github`: annotations on the lines of a pull request besides; `json`: an object for a program. */
export type GateFormat = 'text' | 'github' | 'json';

/** `changed`: how many files the proposal touches; `uncommitted`: how many files stand in the folder otherwise than in the last commit. */
export type Outcome = { refusals: readonly Refusal[]; changed: number; uncommitted: number; base: string };

/** What the gate says: a line a refusal, and a last one. */
export function gateText(outcome: Outcome, { lang, format }: { lang: Lang; format: GateFormat }): string {
  const { refusals, base } = outcome;
  if (format === 'json') return `${JSON.stringify(outcome, null, 2)}\n`;
  return [
    ...refusals.map((refusal) => `✖ ${whereOf(refusal)}${COLON[lang]} ${visible(refusal[lang], LONGEST)}`),
    ...(format === 'github' ? refusals.map((refusal) => annotationOf(refusal, lang)) : []),
    refusals.length > 0 ? REFUSED[lang](refusals.length, base) : PASSED[lang](outcome),
    '',
  ].join('\n');
}

const annotationOf = ({ file, place, kind, ...texts }: Refusal, lang: Lang): string =>
  annotation('error', { file, line: place?.line, col: place?.column, title: kind }, texts[lang]);

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
  fr: ({ changed: n, uncommitted, base }: Outcome) =>
    `✔ Rien n'arrête cette proposition (${n} ${n < 2 ? 'fichier changé' : 'fichiers changés'} depuis ${base}${uncommitted > 0 ? ` ; ${uncommitted} pas encore comme ici dans un commit` : ''}).`,
  en: ({ changed: n, uncommitted, base }: Outcome) =>
    `✔ Nothing stops this proposal (${n} ${n === 1 ? 'file' : 'files'} changed since ${base}${uncommitted > 0 ? `; ${uncommitted} not yet in a commit as here` : ''}).`,
};
