/** `decp release plan`: what would be released and why. */
import type { PlanRefusal, ReleasePlan } from '../../../diff/release-plan.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import { groupsOf, SECTIONS } from '../changelog/sections.ts';
import { fragmentOf, manyLines } from '../../../../packages/schema-diff/src/report.ts';
import type { Style } from '../../../../packages/base/src/style.ts';
import { wrap } from '../../../../packages/base/src/wrap.ts';
import type { PlanReport } from './types.ts';
import { PLAN_WORDS, type PlanWords } from './words.ts';

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
