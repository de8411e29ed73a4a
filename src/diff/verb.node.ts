import type { Bump } from '../../packages/schema-diff/src/index.ts';
import { isDeclared } from './decision.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { exceeds } from '../governance/errata/decide.ts';
import { diffGithub } from '../report/diff/github.ts';
import { diffJson } from '../report/diff/json.ts';
import { diffMarkdown } from '../report/diff/markdown.ts';
import { diffSarif } from '../report/diff/sarif.ts';
import { diffText } from '../report/diff/text.ts';
import type { DiffReport } from '../report/diff/types.ts';
import { styleFor, type Style } from '../../packages/base/src/layout.ts';
import { latestVersion } from './version-folder.node.ts';
import { type CompareOptions, reportOf } from '../governance/compare/report-of.node.ts';
import { readSide, type Side, versionSide } from '../governance/compare/side.node.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { wantsColour, withOutput, writeWhole } from '../host/output.node.ts';

export type DiffVerbOptions = CompareOptions & {
  lang: Lang;
  format: 'text' | 'json' | 'markdown' | 'github' | 'sarif';
  output?: string;
  failOn?: Bump;
};

/** What to compare: two sides by name, or the newest release with `next`. */
export type Asked = { previous: string; next: string } | 'latest';

type Page = { lang: Lang; style: Style };
const REPORTS: Record<DiffVerbOptions['format'], (report: DiffReport, page: Page) => string> = {
  text: diffText,
  json: diffJson,
  markdown: diffMarkdown,
  github: diffGithub,
  sarif: diffSarif,
};

/** Compares two sides and says what the change breaks. Exit 1 where a break is not declared, or where `failOn` asks for it. */
export async function runDiff(asked: Asked, options: DiffVerbOptions): Promise<ExitCode> {
  const { lang, format, output: path, failOn } = options;
  const [previous, next] = await sides(asked);
  const inputs = [previous, next].flatMap(({ sources }) => sources ?? []);
  return withOutput(path, inputs, async (output) => {
    const report = await reportOf(previous, next, options);
    await writeWhole(output, REPORTS[format](report, { lang, style: styleFor(format === 'text' && wantsColour(path)) }));
    return fails(report, failOn) ? EXIT.findings : EXIT.conforming;
  });
}

async function sides(asked: Asked): Promise<[Side, Side]> {
  if (asked === 'latest') return [await versionSide(await latestVersion()), await versionSide('next')];
  return [await readSide(asked.previous), await readSide(asked.next)];
}

function fails({ decision }: DiffReport, failOn: Bump | undefined): boolean {
  if (failOn === undefined) return !isDeclared(decision);
  return failOn !== 'none' && !exceeds(failOn, decision.required);
}
