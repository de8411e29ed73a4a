import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { lookForDamage } from '../archive/damage.node.ts';
import { USUAL } from '../budgets.ts';
import type { Catalogue } from '../catalogue/source.ts';
import { consolidate } from '../consolidate/consolidate.node.ts';
import type { Federation } from '../federation.ts';
import { harvestDataset } from '../harvest/harvest.node.ts';
import { Hosts } from '../harvest/hosts.ts';
import { judgePending } from '../judge/judge.node.ts';
import { reopen } from '../judge/reopen.node.ts';
import { makeSnapshot } from '../snapshot/snapshot.node.ts';
import type { Jobs } from './jobs.node.ts';
import { PartlyDone, type Retries, type Steps, type Work } from './work.ts';

/** What a federation does about each work. `signal`: the process was asked to stop. */
export const stepsOf = (
  federation: Federation,
  jobs: Jobs,
  { retries, signal }: { retries: Retries; signal: AbortSignal },
): Steps => {
  const hostsOf = hostsOfPasses(federation);
  return {
    pass: () => beginPass(federation, jobs, { works: harvestsOf(federation.catalogue).works, retries, signal }),
    harvest: async ({ source: id, dataset: name, force, pass }) => {
      const source = federation.catalogue.get(id);
      const dataset = source?.datasets.find((one) => one.id === name);
      // The catalogue may have changed since the work was queued.
      if (!source?.harvested || !dataset) return undefined;
      return harvestDataset(federation, source, dataset, { force: force === true, hosts: hostsOf(pass) });
    },
    judge: async () => {
      const judged = await judgePending(federation);
      const [failed] = judged.failed;
      if (failed)
        throw new PartlyDone(
          textsOf(FEDERATION_RUN, (say) => say['jobs.unjudged']({ count: judged.failed.length, first: failed.why })),
          judged,
        );
      return judged;
    },
    consolidate: () => consolidate(federation),
    snapshot: () => makeSnapshot(federation),
  };
};

/** Begins a pass: what the catalogue says otherwise is to be judged again, some of the archive is read again, and the harvests are queued. */
export async function beginPass(
  federation: Federation,
  jobs: Pick<Jobs, 'begin'>,
  { works, retries, signal }: { works: readonly Work[]; retries: Retries; signal: AbortSignal },
): Promise<void> {
  await federation.store.session((session) => reopen(federation, session));
  await lookForDamage(federation, signal);
  await jobs.begin(works, retries);
}

/** Passes whose hosts are remembered: harvests of one may be tried again when the next has begun. */
const PASSES = 4;

/** The hosts of each pass. */
function hostsOfPasses({ budgets = USUAL }: Federation): (pass?: string) => Hosts {
  const passes = new Map<string, Hosts>();
  return (pass = '') => {
    const hosts = passes.get(pass) ?? new Hosts(budgets.server);
    passes.set(pass, hosts);
    const [oldest = ''] = passes.keys();
    if (passes.size > PASSES) passes.delete(oldest);
    return hosts;
  };
}

/** The harvest of each dataset of the sources that are harvested, or of those named, and how many sources these are. Throws a Failure for a name that is unknown, or that of a source that is not harvested. */
export function harvestsOf(
  catalogue: Catalogue,
  { sources: names, force }: { sources?: readonly string[] | undefined; force?: boolean } = {},
): { works: Work[]; sources: number } {
  const unknown = names?.find((id) => !catalogue.has(id));
  if (unknown !== undefined)
    throw new Failure(textsOf(FEDERATION_RUN, (say) => say['unknown-source']({ source: unknown, known: [...catalogue.keys()] })));
  const idle = names?.find((id) => catalogue.get(id)?.harvested === false);
  if (idle !== undefined) throw new Failure(textsOf(FEDERATION_RUN, (say) => say['unharvested-source']({ source: idle })));
  const chosen = [...catalogue.values()].filter(({ id, harvested }) => harvested && (names?.includes(id) ?? true));
  const works = chosen.flatMap(({ id, datasets }) =>
    datasets.map((dataset): Work => ({ queue: 'harvest', source: id, dataset: dataset.id, ...(force === true && { force }) })),
  );
  return { works, sources: chosen.length };
}
