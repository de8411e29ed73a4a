/** `decp release plan`: what would be released and why. */
import type { PlanRefusal, ReleasePlan } from '../../../diff/decision.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import { groupsOf, SECTIONS, type Section } from '../changelog/sections.ts';
import { fragmentOf, manyLines } from '../../../../packages/schema-diff/src/report.ts';
import { type Style, wrap } from '../../../../packages/base/src/layout.ts';
import type { DiffReport } from '../../../report/diff/types.ts';
import type { Bump } from '../../../../packages/schema-diff/src/index.ts';
import { type Lang, en, fr } from '../../../../packages/base/src/language.ts';

/** What `decp release plan` tells. */
type PlanReport = {
  tool: { name: string; version: string };
  plan: ReleasePlan;
  report: Pick<DiffReport, 'diff' | 'decision'>;
};

const WIDTH = 100;
const INDENT = '  ';
/** Commits and refusals told one by one. */
const SHOWN = 10;

type Page = { lang: Lang; style: Style };

export function planText(told: PlanReport, { lang, style }: Page): string {
  const { plan } = told;
  const words = PLAN_WORDS[lang];
  const { refusals, bump } = plan;
  const ready = refusals.length === 0 && bump !== 'none';
  return [
    style.bold(wrap(headline(plan, words), WIDTH)),
    ...(ready ? [wrap(plan.promise[lang], WIDTH)] : []),
    ...refusals.slice(0, SHOWN).flatMap((refusal) => ['', ...refusalLines(refusal, words, { lang, style })]),
    ...rest(refusals.length, words),
    '',
    ...changeLines(told, words),
    ...claimLines(plan, words),
    ...(plan.expected === undefined ? [] : [words.expected(plan.expected)]),
    ...(ready ? ['', words.next(plan.version)] : []),
    '',
  ].join('\n');
}

function headline({ refusals, version, bump, previous }: ReleasePlan, words: PlanWords): string {
  if (refusals.length > 0) return words.refused(version, refusals.length);
  return bump === 'none' ? words.nothing(previous) : words.released(version, words.bump[bump], previous);
}

const rest = (n: number, words: PlanWords): string[] => (n > SHOWN ? [INDENT + words.more(n - SHOWN)] : []);

/** The sentence, then the change that shows it and its witness. */
function refusalLines({ texts, change }: PlanRefusal, words: PlanWords, { lang, style }: Page): string[] {
  const sentence = style.bad(wrap(texts[lang], WIDTH));
  if (!change) return [sentence];
  const where = change.path === '' ? '' : `${visible(change.path, 200)} : `;
  const witness = change.witnesses.map((one) => `${words.example} ${fragmentOf(one, change, (name) => `(${name})`)}`);
  return [sentence, ...[`${where}${change.sentence[lang]}`, ...witness].map((line) => wrap(visible(line, 600), WIDTH, INDENT))];
}

function changeLines({ plan, report }: PlanReport, words: PlanWords): string[] {
  if (report.diff.changes.length === 0) return [words.noChanges];
  const groups = groupsOf({ report });
  const counts = SECTIONS.flatMap((section) => {
    const count = groups[section].reduce((sum, group) => sum + group.length, 0);
    return count === 0 ? [] : [`${INDENT}${words.section[section](count)}`];
  });
  return [words.changes(words.bump[plan.required]), ...counts];
}

function claimLines({ claims, claimed }: ReleasePlan, words: PlanWords): string[] {
  if (claims.length === 0) return [words.noClaims];
  const lines = claims.slice(0, SHOWN).map(({ hash, subject }) => `${INDENT}${hash.slice(0, 12)} ${visible(subject, 80)}`);
  return [words.claims(words.bump[claimed]), ...lines, ...rest(claims.length, words)];
}

/** For programs: the plan whole, and how many changes of each section it rests on. */
export function planJson({ tool, plan, report }: PlanReport): string {
  const groups = groupsOf({ report });
  const counts = SECTIONS.map((section) => [section, groups[section].flat().length]);
  const changes = Object.fromEntries(counts) as Record<string, number>;
  return `${manyLines({ tool, ...plan, changes })}\n`;
}

/** What is said of the plan of a release. */
type PlanWords = {
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

const PLAN_WORDS: Record<Lang, PlanWords> = { fr: FR, en: EN };
