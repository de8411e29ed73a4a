import { damagedContents } from '../archive/damage.node.ts';
import { USUAL } from '../budgets.ts';
import { NONE, notUnited } from '../consolidate/not-united.node.ts';
import type { Federation } from '../federation.ts';
import { givenUpVersions } from '../judge/give-up.node.ts';
import { openJobs } from './jobs.node.ts';
import { perform } from './perform.node.ts';
import { beginPass, harvestsOf, stepsOf } from './steps.node.ts';
import { graceOf } from './stop.node.ts';
import type { Pass } from './summary.node.ts';
import { tallyOf } from './tally.node.ts';
import { RETRIES } from './work.ts';

export type PassOptions = {
  /** Names of sources; all that are harvested where absent. */
  sources?: readonly string[] | undefined;
  /** Fetches all, whatever the signals say. */
  force?: boolean;
  signal: AbortSignal;
};

/** Milliseconds between two looks at what another process has in hand, and between two that are for people. */
const PAUSE = 500;
const SHOWN = 1000;

/**
 * Makes one pass: queues the harvest of each dataset and works until nothing is left, with what an earlier process left undone. Other processes take part; what is returned is the work of all.
 * Throws where the database is lost in the middle; then a further pass continues.
 */
export async function runPass(federation: Federation, { sources: names, force = false, signal }: PassOptions): Promise<Pass> {
  const { works, sources } = harvestsOf(federation.catalogue, { sources: names, force });
  const { budgets = USUAL } = federation;
  const pass: Pass = {
    ...{ sources, tally: {}, dead: [], held: [], partlyRead: [], givenUp: [], left: 0 },
    ...{ notUnited: NONE, damaged: { count: 0, first: null } },
  };
  const jobs = await openJobs(federation.store, { clock: false, onError: () => undefined });
  let showing: NodeJS.Timeout | undefined;
  try {
    const before = await jobs.lastEnd();
    const show = async (): Promise<void> => federation.progress({ step: 'pass', ...(await jobs.standing(before)) });
    // A PGlite is this process's alone, whose steps say all there is. Where the database is away, the works find out.
    if (federation.store.kind === 'postgres') showing = setInterval(() => void show().catch(() => undefined), SHOWN);
    await beginPass(federation, jobs, { works, retries: RETRIES.run, signal });
    await perform(jobs, {
      ...{ retries: RETRIES.run, until: 'empty', grace: graceOf(budgets), pause: PAUSE, signal },
      steps: stepsOf(federation, jobs, { retries: RETRIES.run, signal }),
      onOutcome: () => undefined,
      // Somebody waits for the end: it is for that person to try again.
      ...{ patience: 0, onAway: () => undefined },
    });
    const ends = await jobs.endsAfter(before);
    pass.tally = tallyOf(ends);
    pass.dead = ends.flatMap(({ work, outcome, error }) => (outcome === 'dead' && error ? [{ work, error }] : []));
    pass.left = [...(await jobs.left()).values()].reduce((sum, one) => sum + one, 0);
  } finally {
    clearInterval(showing);
    await jobs.close();
  }
  pass.held = await heldVersions(federation);
  pass.partlyRead = await partlyReadVersions(federation);
  pass.givenUp = await givenUpVersions(federation);
  pass.notUnited = await notUnited(federation);
  pass.damaged = await damagedContents(federation);
  return pass;
}

/** Versions that the guard holds, of which no later one was accepted. */
export function heldVersions({ store }: Pick<Federation, 'store'>): Promise<Pass['held']> {
  return store.query<Pass['held'][number]>(
    `select resource.source, resource.title, content.sha256, version.reason, version.fetched_at as at
       from version join resource on resource.id = version.resource join content on content.id = version.content
      where version.state = 'held' and not exists (
        select from version later where later.resource = version.resource and later.fetched_at > version.fetched_at and later.state in ('accepted', 'held'))
      order by resource.source, resource.title, version.fetched_at`,
  );
}

/** The current versions of files, as far as they could not be read to their end. */
export function partlyReadVersions({ store }: Pick<Federation, 'store'>): Promise<Pass['partlyRead']> {
  return store.query<Pass['partlyRead'][number]>(
    `select resource.source, resource.title, content.sha256, version.reason ->> 'code' as code, version.fetched_at as at
       from version join resource on resource.id = version.resource join content on content.id = version.content
      where version.state = 'accepted' and version.reason ->> 'code' is not null and resource.gone_at is null and not exists (
        select from version later where later.resource = version.resource and later.fetched_at > version.fetched_at and later.state = 'accepted')
      order by resource.source, resource.title, version.fetched_at`,
  );
}

/** Whether something failed that is a fault of the program, rather than of a source or of the machine. */
export const isBug = ({ dead }: Pass): boolean => dead.some(({ error }) => error.texts === undefined);
