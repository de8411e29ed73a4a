import { diffModels } from '../../diff/diff-models.ts';
import { diffSchemas, type Dialect, type Diff, type DiffOptions } from '../../../packages/schema-diff/src/index.ts';
import { inputErrorOf } from '../../diff/input-error.ts';
import type { Decision } from '../../diff/decision.ts';
import { decide } from '../errata/decide.ts';
import type { Numbers } from '../errata/numbers.ts';
import type { Erratum } from '../../model/errata.ts';
import type { DiffReport } from '../../report/diff/types.ts';
import { instancesFor } from './instances.node.ts';
import { releaseBefore } from '../../diff/numbers.node.ts';
import { placesIn } from './places.node.ts';
import type { Side } from './side.node.ts';
import { packageFacts } from '../../host/package-facts.node.ts';

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

export type CompareOptions = { dialect?: Dialect; assertFormat?: boolean; budget?: number };

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
