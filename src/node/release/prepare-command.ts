import type { ReleasePlan } from '../../diff/release-plan.ts';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { candidateOf, isRelease } from '../../governance/release/tags.ts';
import { planText } from '../../report/release/plan.ts';
import { preparedText } from '../../report/release/prepared.ts';
import { styleFor } from '../../../packages/base/src/style.ts';
import { localDay } from '../../validate/rule-book.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { wantsColour } from '../output.ts';
import { packageFacts } from '../package.ts';
import { planNext } from './plan.ts';
import { prepareRelease } from './prepare.ts';
import { telling } from './telling.ts';

export type PrepareOptions = { lang: Lang; date?: string };

/** Makes the release of that number in the working tree. Exit 1, and nothing written, where it is not the number of the plan or something is against it. */
export async function runReleasePrepare(
  version: string,
  { lang, date = localDay(new Date()) }: PrepareOptions,
): Promise<ExitCode> {
  if (!isRelease(version)) throw new InputError('input.not-a-version-number', { version: candidateOf(version) ?? version });
  const planned = await planNext();
  const plan = asked(planned.plan, version);
  if (plan.refusals.length > 0 || plan.bump === 'none') {
    console.log(planText({ tool: packageFacts(), plan, report: planned.report }, { lang, style: styleFor(wantsColour()) }));
    return EXIT.findings;
  }
  await prepareRelease(planned, date, telling(lang));
  console.log(preparedText(version, lang));
  return EXIT.conforming;
}

/** The plan, refused where another number is asked for. */
function asked(plan: ReleasePlan, version: string): ReleasePlan {
  if (plan.version === version) return plan;
  const texts = {
    fr: `Le numéro demandé est ${version} ; les changements et les commits donnent ${plan.version}.`,
    en: `The number asked for is ${version}; the changes and the commits give ${plan.version}.`,
  };
  return { ...plan, refusals: [{ texts }, ...plan.refusals] };
}
