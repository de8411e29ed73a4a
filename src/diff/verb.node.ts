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

/** Two sides by name, or with `latest` the newest release and `next`. */
type DiffCall = CompareOptions & {
  lang: Lang;
  previous?: string;
  next?: string;
  latest?: boolean;
  format: 'text' | 'json' | 'markdown' | 'github' | 'sarif';
  output?: string;
  failOn?: Bump;
};

type Page = { lang: Lang; style: Style };
const REPORTS: Record<DiffCall['format'], (report: DiffReport, page: Page) => string> = {
  text: diffText,
  json: diffJson,
  markdown: diffMarkdown,
  github: diffGithub,
  sarif: diffSarif,
};

/** `decp diff A B`: compares two sides and says what the change breaks, with the proof. Exit 1 where a break is not declared, or where `failOn` asks for it. */
export async function runDiff(call: DiffCall): Promise<ExitCode> {
  const { lang, format, output: path, failOn } = call;
  const [previous, next] = await sides(call);
  const inputs = [previous, next].flatMap(({ sources }) => sources ?? []);
  return withOutput(path, inputs, async (output) => {
    // In a clone the build and the gate ask the same.
    const report = await reportOf(previous, next, { ...call, ...(next.sources !== undefined && { kept: true }) });
    await writeWhole(output, REPORTS[format](report, { lang, style: styleFor(format === 'text' && wantsColour(path)) }));
    return fails(report, failOn) ? EXIT.findings : EXIT.conforming;
  });
}

async function sides({ previous, next }: DiffCall): Promise<[Side, Side]> {
  if (previous === undefined || next === undefined) return [await versionSide(await latestVersion()), await versionSide('next')];
  return [await readSide(previous), await readSide(next)];
}

function fails({ decision }: DiffReport, failOn: Bump | undefined): boolean {
  if (failOn === undefined) return !isDeclared(decision);
  return failOn !== 'none' && !exceeds(failOn, decision.required);
}
