/** One sentence: what a number promises (DESIGN §7). */
import type { Decision } from '../../diff/decision.ts';
import type { Bump, Diff } from '../../../packages/schema-diff/src/index.ts';
import type { Texts } from '../../../packages/base/src/language.ts';

type Numbers = { previous: string; version: string };
type Promise = (numbers: Numbers) => Texts;

const BROKEN: Promise = ({ previous, version }) => ({
  fr: `Des données conformes à la version ${previous} ne le sont plus à la version ${version} : chaque cas est dit ci-dessous, avec un exemple.`,
  en: `Some data that conform to version ${previous} no longer conform to version ${version}: each case is told below, with an example.`,
});

const MENDED: Promise = ({ previous, version }) => ({
  fr: `Les données conformes à la version ${previous} le restent à la version ${version}, sauf celles qui portaient une faute que les textes ou la documentation publiée excluaient déjà ; chaque faute est dite ci-dessous, avec un exemple, et touche au plus 1 % des contrats mesurés.`,
  en: `Data that conform to version ${previous} still conform to version ${version}, save those with a fault that the legal texts or the published documentation already ruled out; each fault is told below, with an example, and hits at most 1% of the contracts measured.`,
});

const WIDENED: Promise = ({ previous, version }) => ({
  fr: `Toutes les données conformes à la version ${previous} le restent à la version ${version} ; ceux qui lisent les données peuvent y trouver des valeurs nouvelles.`,
  en: `All data that conform to version ${previous} still conform to version ${version}; those who read the data may meet new values in them.`,
});

const APART: Promise = ({ previous, version }) => ({
  fr: `La version ${version} accepte exactement les mêmes données que la version ${previous} ; seuls changent des contrôles qui ne disent pas ce que le format accepte.`,
  en: `Version ${version} accepts exactly the same data as version ${previous}; only checks change that do not say what the format accepts.`,
});

const SAME: Promise = ({ previous, version }) => ({
  fr: `La version ${version} accepte exactement les mêmes données que la version ${previous} ; seuls des textes changent.`,
  en: `Version ${version} accepts exactly the same data as version ${previous}; only texts change.`,
});

const EQUAL: Promise = ({ previous, version }) => ({
  fr: `La version ${version} accepte exactement les mêmes données que la version ${previous}.`,
  en: `Version ${version} accepts exactly the same data as version ${previous}.`,
});

const NOTHING: Promise = ({ previous }) => ({
  fr: `Rien n'a changé depuis la version ${previous}.`,
  en: `Nothing has changed since version ${previous}.`,
});

/** What is promised is what was proved: the bump may only claim more. */
export function promiseOf(bump: Bump, diff: Diff, { errata, undeclared }: Decision, numbers: Numbers): Texts {
  const excused = errata.filter(({ refused }) => refused === undefined).map(({ change }) => change);
  const broken = diff.changes.filter((change) => change.bump === 'major' && !excused.includes(change));
  if (broken.length > 0 || undeclared.length > 0) return BROKEN(numbers);
  if (excused.length > 0) return MENDED(numbers);
  return promiseOfRelation(bump, diff)(numbers);
}

function promiseOfRelation(bump: Bump, { relation, changes }: Diff): Promise {
  if (relation === 'widened') return WIDENED;
  if (relation !== 'equivalent') return BROKEN;
  if (bump === 'none') return NOTHING;
  if (changes.length === 0) return EQUAL;
  return changes.some(({ kind, bump: own }) => own === 'minor' || /^rule-(?!text)/.test(kind)) ? APART : SAME;
}
