import { isReleasable } from '../../diff/decision.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { planJson, planText } from './report/plan.ts';
import { styleFor } from '../../../packages/base/src/layout.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { wantsColour, withOutput, writeWhole } from '../../host/output.node.ts';
import { packageFacts } from '../../host/package-facts.node.ts';
import { planNext } from './plan-next.node.ts';

type PlanCall = { lang: Lang; format: 'text' | 'json'; output?: string };

/** Says what would be released and why. Exit 1 where something is against it; nothing to release is no fault. */
export async function runReleasePlan({ lang, format, output: path }: PlanCall): Promise<ExitCode> {
  return withOutput(path, [], async (output) => {
    const { plan, report } = await planNext();
    const reported = { tool: packageFacts(), plan, report };
    const text = format === 'json' ? planJson(reported) : planText(reported, { lang, style: styleFor(wantsColour(path)) });
    await writeWhole(output, text);
    return isReleasable(plan) || plan.refusals.length === 0 ? EXIT.conforming : EXIT.findings;
  });
}
