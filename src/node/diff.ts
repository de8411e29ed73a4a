import { diffModels } from '../diff/diff-models.ts';
import { diffSchemas, type Bump, type Dialect, type Diff, type DiffOptions } from '../../packages/schema-diff/src/index.ts';
import { inputErrorOf } from '../diff/input-error.ts';
import { type Decision, isDeclared } from '../diff/decision.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { decide } from '../governance/errata.ts';
import { exceeds, type Numbers } from '../governance/errata/numbers.ts';
import type { Erratum } from '../model/errata.ts';
import { diffGithub } from '../report/diff/github.ts';
import { diffJson } from '../report/diff/json.ts';
import { diffMarkdown } from '../report/diff/markdown.ts';
import { diffSarif } from '../report/diff/sarif.ts';
import { diffText } from '../report/diff/text.ts';
import type { DiffReport } from '../report/diff/types.ts';
import { styleFor, type Style } from '../../packages/base/src/style.ts';
import { instancesFor } from './diff/instances.ts';
import { latestVersion, releaseBefore } from './diff/numbers.ts';
import { placesIn } from './diff/places.ts';
import { readSide, type Side, versionSide } from './diff/side.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { wantsColour, withOutput, writeWhole } from './output.ts';
import { packageFacts } from './package.ts';

export type DiffVerbOptions = {
  lang: Lang;
  format: 'text' | 'json' | 'markdown' | 'github' | 'sarif';
  output?: string;
  dialect?: Dialect;
  assertFormat?: boolean;
  budget?: number;
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

/** The whole comparison of two sides. */
export async function reportOf(previous: Side, next: Side, options: CompareOptions = {}): Promise<DiffReport> {
  const diff = await compare(previous, next, options);
  const numbers = {
    ...(previous.number !== undefined && { previous: previous.number }),
    ...(next.number !== undefined && { next: next.number }),
  };
  return {
    tool: packageFacts(),
    previous: previous.told,
    next: next.told,
    diff,
    decision: await decisionOf(diff, next.errata, numbers),
    places: await placesIn(next, diff.changes),
  };
}

/**
 * Errata speak of the step from one release to the following one. They excuse nothing from an older release on; where a side has no
 * number they may, but those that do not are not called stale.
 */
async function decisionOf(diff: Diff, errata: readonly Erratum[], numbers: Numbers): Promise<Decision> {
  const { previous, next } = numbers;
  if (previous === undefined || next === undefined) return { ...decide(diff, errata, numbers), stale: [] };
  return decide(diff, (await releaseBefore(next)) === previous ? errata : [], numbers);
}

type CompareOptions = Pick<DiffVerbOptions, 'dialect' | 'assertFormat' | 'budget'>;

async function compare(previous: Side, next: Side, { dialect, assertFormat, budget }: CompareOptions): Promise<Diff> {
  const options = {
    ...(dialect !== undefined && { dialect }),
    ...(assertFormat !== undefined && { formatAssertion: assertFormat }),
    ...(budget !== undefined && { budget }),
  };
  if (!previous.model || !next.model) return plainly(previous, next, options);
  return diffModels(previous.model, next.model, { ...options, ...(await instancesFor([previous.model, next.model])) });
}

function plainly(previous: Side, next: Side, options: DiffOptions): Diff {
  try {
    return diffSchemas(previous.schema, next.schema, options);
  } catch (error) {
    throw inputErrorOf(error);
  }
}

function fails({ decision }: DiffReport, failOn: Bump | undefined): boolean {
  if (failOn === undefined) return !isDeclared(decision);
  return failOn !== 'none' && !exceeds(failOn, decision.required);
}
