/** The report of `decp release plan`: what would be released and why. */
import type { PlanRefusal, ReleasePlan } from '../../../diff/decision.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import { groupsOf, SECTIONS } from '../changelog/sections.ts';
import { fragmentOf, manyLines } from '../../../../packages/schema-diff/src/report.ts';
import { type Style, wrap } from '../../../../packages/base/src/layout.ts';
import type { DiffReport } from '../../../report/diff/types.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { RELEASE } from '../../../messages/compiled/release.ts';
import type { Messages } from '../../../messages/compiled/release.types.ts';

/** The input of the report. */
type PlanReport = {
  tool: { name: string; version: string };
  plan: ReleasePlan;
  report: Pick<DiffReport, 'diff' | 'decision'>;
};

const WIDTH = 100;
const INDENT = '  ';
/** Maximum number of commits, and of refusals, listed individually. */
const SHOWN = 10;

type Page = { lang: Lang; style: Style };

export function planText(reported: PlanReport, { lang, style }: Page): string {
  const { plan } = reported;
  const say = RELEASE[lang];
  const { refusals, bump } = plan;
  const ready = refusals.length === 0 && bump !== 'none';
  return [
    style.bold(wrap(headline(plan, say), WIDTH)),
    ...(plan.counted ? [wrap(plan.counted[lang], WIDTH)] : []),
    ...(ready ? [wrap(plan.promise[lang], WIDTH)] : []),
    ...refusals.slice(0, SHOWN).flatMap((refusal) => ['', ...refusalLines(refusal, say, { lang, style })]),
    ...rest(refusals.length, say),
    '',
    ...changeLines(reported, say),
    ...claimLines(plan, say),
    ...(plan.expected === undefined ? [] : [say['plan.expected']({ version: plan.expected })]),
    ...(ready ? ['', say['plan.next']({ version: plan.version })] : []),
    '',
  ].join('\n');
}

function headline({ refusals, version, bump, previous }: ReleasePlan, say: Messages): string {
  if (refusals.length > 0) return say['plan.refused']({ version, count: refusals.length });
  return bump === 'none' ? say['plan.nothing']({ previous }) : say['plan.released']({ version, bump, previous });
}

const rest = (n: number, say: Messages): string[] => (n > SHOWN ? [INDENT + say['plan.more']({ count: n - SHOWN })] : []);

/** The sentence of a refusal, then the change that causes it and its witnesses. */
export function refusalLines({ texts, change }: PlanRefusal, say: Messages, { lang, style }: Page): string[] {
  const sentence = style.bad(wrap(texts[lang], WIDTH));
  if (!change) return [sentence];
  const where = change.path === '' ? '' : `${visible(change.path, 200)} : `;
  const witness = change.witnesses.map((one) =>
    say['plan.example']({ fragment: fragmentOf(one, change, ({ name }) => `(${name})`) }),
  );
  return [sentence, ...[`${where}${change.sentence[lang]}`, ...witness].map((line) => wrap(visible(line, 600), WIDTH, INDENT))];
}

function changeLines({ plan, report }: PlanReport, say: Messages): string[] {
  if (report.diff.changes.length === 0) return [say['plan.no-changes']()];
  const groups = groupsOf({ report });
  const counts = SECTIONS.flatMap((section) => {
    const count = groups[section].reduce((sum, group) => sum + group.length, 0);
    return count === 0 ? [] : [`${INDENT}${say[`plan.section.${section}`]({ count })}`];
  });
  return [say['plan.changes']({ bump: plan.required }), ...counts];
}

function claimLines({ claims, claimed }: ReleasePlan, say: Messages): string[] {
  if (claims.length === 0) return [say['plan.no-claims']()];
  const lines = claims.slice(0, SHOWN).map(({ hash, subject }) => `${INDENT}${hash.slice(0, 12)} ${visible(subject, 80)}`);
  return [say['plan.claims']({ bump: claimed }), ...lines, ...rest(claims.length, say)];
}

/** The report as JSON: the whole plan, and the number of changes per section. */
export function planJson({ tool, plan, report }: PlanReport): string {
  const groups = groupsOf({ report });
  const counts = SECTIONS.map((section) => [section, groups[section].flat().length]);
  const changes = Object.fromEntries(counts) as Record<string, number>;
  return `${manyLines({ tool, ...plan, changes })}\n`;
}
