/** What is said of the plan of a release. */
import type { Bump } from '../../../../packages/schema-diff/src/index.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { en, fr } from '../../../../packages/base/src/language.ts';
import type { Section } from '../changelog/sections.ts';

export type PlanWords = {
  nothing(previous: string): string;
  released(version: string, bump: string, previous: string): string;
  refused(version: string, n: number): string;
  bump: Record<Bump, string>;
  changes(bump: string): string;
  noChanges: string;
  claims(bump: string): string;
  noClaims: string;
  expected(version: string): string;
  section: Record<Section, (n: number) => string>;
  more(n: number): string;
  example: string;
  next(version: string): string;
};

const FR: PlanWords = {
  nothing: (previous) => `Rien à publier : rien n'a changé depuis la version ${previous}.`,
  released: (version, bump, previous) => `La prochaine version est la ${version} (${bump}), après la ${previous}.`,
  refused: (version, n) => `La version ${version} ne peut pas être publiée : ${fr.count(n, 'chose', 'choses')} à corriger.`,
  bump: { major: 'majeure', minor: 'mineure', patch: 'corrective', none: 'aucune' },
  changes: (bump) => `Les changements demandent une version ${bump} :`,
  noChanges: 'Les changements ne demandent aucune version.',
  claims: (bump) => `Les commits annoncent une version ${bump} :`,
  noClaims: "Aucun commit n'a touché le format.",
  expected: (version) => `Le brouillon annonce ${version}.`,
  section: {
    broken: (n) => `${fr.count(n, 'changement refuse', 'changements refusent')} ce qui était accepté`,
    mended: (n) => `${fr.count(n, 'changement refuse', 'changements refusent')} des données déjà fautives (errata)`,
    widened: (n) => `${fr.count(n, 'changement accepte', 'changements acceptent')} ce qui était refusé`,
    rules: (n) => `${fr.count(n, 'changement touche', 'changements touchent')} des règles sans effet sur ce qui est accepté`,
    texts: (n) => `${fr.count(n, 'changement ne touche', 'changements ne touchent')} que des textes`,
  },
  more: (n) => `et ${fr.count(n, 'autre', 'autres')}`,
  example: 'Exemple :',
  next: (version) => `Pour la préparer : npx decp release prepare ${version}`,
};

const EN: PlanWords = {
  nothing: (previous) => `Nothing to release: nothing has changed since version ${previous}.`,
  released: (version, bump, previous) => `The next version is ${version} (${bump}), after ${previous}.`,
  refused: (version, n) => `Version ${version} cannot be released: ${en.count(n, 'thing', 'things')} to mend.`,
  bump: { major: 'major', minor: 'minor', patch: 'patch', none: 'none' },
  changes: (bump) => `The changes ask for a ${bump} version:`,
  noChanges: 'The changes ask for no version.',
  claims: (bump) => `The commits claim a ${bump} version:`,
  noClaims: 'No commit touched the format.',
  expected: (version) => `The draft expects ${version}.`,
  section: {
    broken: (n) => `${en.count(n, 'change refuses', 'changes refuse')} what was accepted`,
    mended: (n) => `${en.count(n, 'change refuses', 'changes refuse')} data that were wrong already (errata)`,
    widened: (n) => `${en.count(n, 'change accepts', 'changes accept')} what was refused`,
    rules: (n) => `${en.count(n, 'change is', 'changes are')} of rules that do not bear on what is accepted`,
    texts: (n) => `${en.count(n, 'change is', 'changes are')} of texts alone`,
  },
  more: (n) => `and ${en.count(n, 'other', 'others')}`,
  example: 'Example:',
  next: (version) => `To prepare it: npx decp release prepare ${version}`,
};

export const PLAN_WORDS: Record<Lang, PlanWords> = { fr: FR, en: EN };
