import type { ReleasePlan } from '../../diff/decision.ts';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { candidateOf, isRelease } from './claims.ts';
import { planText } from './report/plan.ts';
import { styleFor } from '../../../packages/base/src/layout.ts';
import { localDay } from '../../validate/rule-book.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { wantsColour } from '../../host/output.node.ts';
import { packageFacts } from '../../host/package-facts.node.ts';
import { planNext } from './plan-next.node.ts';
import { prepareRelease } from './prepare.node.ts';
import { progressIn } from './progress.ts';
import { RELEASE } from '../../messages/compiled/release.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

type PrepareCall = { version: string; lang: Lang; date?: string };

/** Makes the release of that number in the working tree. Exit 1, and nothing written, where it is not the number of the plan or something is against it. */
export async function runReleasePrepare({ version, lang, date = localDay(new Date()) }: PrepareCall): Promise<ExitCode> {
  if (!isRelease(version)) throw new InputError('input.not-a-version-number', { version: candidateOf(version) ?? version });
  const planned = await planNext();
  const plan = asked(planned.plan, version);
  if (plan.refusals.length > 0 || plan.bump === 'none') {
    console.log(planText({ tool: packageFacts(), plan, report: planned.report }, { lang, style: styleFor(wantsColour()) }));
    return EXIT.findings;
  }
  await prepareRelease(planned, date, progressIn(lang));
  console.log(preparedText(version, lang));
  return EXIT.conforming;
}

/** The plan, refused where another number is asked for. */
function asked(plan: ReleasePlan, version: string): ReleasePlan {
  if (plan.version === version) return plan;
  const texts = textsOf(RELEASE, (say) => say['other-number']({ version, planned: plan.version }));
  return { ...plan, refusals: [{ texts }, ...plan.refusals] };
}

/** The next steps after a release was prepared. */
const preparedText = (version: string, lang: Lang): string => RELEASE[lang].prepared({ version });
