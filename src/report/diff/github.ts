/** `github`: workflow commands that GitHub shows beside the lines of a pull request. It keeps ten of each sort: the gravest come first. */
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { annotation } from '../../../packages/base/src/layout.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { fragmentOf } from '../../../packages/schema-diff/src/report.ts';
import { inSection, SECTIONS, type Section, namesOf, type DiffReport } from './types.ts';
import { DIFF_MESSAGES, numberWords, verdictWords, witnessWords } from './words.ts';

type Level = 'error' | 'warning' | 'notice';

/** Texts are not for these few places. */
const REPORTED: readonly Section[] = SECTIONS.filter((section) => section !== 'texts');

export function diffGithub(report: DiffReport, { lang }: { lang: Lang }): string {
  const { changes } = report.diff;
  const { decision } = report;
  const say = DIFF_MESSAGES[lang];
  const names = namesOf(report);
  const reported = REPORTED.flatMap((section) => inSection(changes, section));
  const level = (change: Change): Level => levelOf(change, report);
  const sorted = (['error', 'warning', 'notice'] as const).flatMap((one) => reported.filter((change) => level(change) === one));
  const number = numberWords(decision, say);
  const summary = [verdictWords(names, report, lang), ...(number === undefined ? [] : [number])].join(' ');
  return [
    ...(decision.unexplained ? [annotation('error', {}, say.unexplained(names))] : []),
    ...sorted.map((change) => annotationOf(change, level(change), report, lang)),
    annotation('notice', {}, summary),
    '',
  ].join('\n');
}

/** Undeclared changes are errors; declared breaks are warnings. */
export function levelOf(change: Change, { decision }: DiffReport): Level {
  if (decision.undeclared.includes(change)) return 'error';
  return change.bump === 'major' ? 'warning' : 'notice';
}

function annotationOf(change: Change, level: Level, report: DiffReport, lang: Lang): string {
  const say = DIFF_MESSAGES[lang];
  const { file, line, column } = report.places.get(change.fingerprint) ?? {};
  const [witness] = change.witnesses;
  const proof = witness
    ? [`${witnessWords(change, witness, say, namesOf(report))} ${fragmentOf(witness, change, say.without)}`]
    : [];
  const message = [visible(change.sentence[lang], 1000), ...proof, change.fingerprint].join('\n');
  return annotation(level, { file, line, col: column, title: change.kind }, message);
}
