/** Run by `npm run bench -- federation` in a process of its own, which is measured: the steps of one pass, or of a worker that judges beside it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive } from '../../federation/src/archive/archive.node.ts';
import { consolidate } from '../../federation/src/consolidate/consolidate.node.ts';
import type { Federation } from '../../federation/src/federation.ts';
import { harvest } from '../../federation/src/harvest/harvest.node.ts';
import { giveWay } from '../../federation/src/give-way.node.ts';
import { judgePending } from '../../federation/src/judge/judge.node.ts';
import { makeSnapshot } from '../../federation/src/snapshot/snapshot.node.ts';
import { migrate } from '../../federation/src/store/migrate.node.ts';
import { openPglite } from '../../federation/src/store/pglite.node.ts';
import { openPostgres } from '../../federation/src/store/postgres.node.ts';
import type { Store } from '../../federation/src/store/store.ts';
import { peakBytes } from '../runner/machine.ts';
import { answerLines } from './child.ts';
import type { Held, Settings, Step, StepCost, WorkerRequest } from './steps.ts';

let federation: Federation | undefined;

answerLines<WorkerRequest>(async (request): Promise<StepCost | Held> => {
  if ('count' in request) return count(theOpen());
  const isFirst = request.step === 'open';
  if (!isFirst) forgetPeak();
  const [from, cpu] = isFirst ? [0, undefined] : [performance.now(), process.cpuUsage()];
  const done = await perform(request);
  const { user, system } = process.cpuUsage(cpu);
  return {
    step: request.step,
    seconds: (performance.now() - from) / 1000,
    cpu: (user + system) / 1e6,
    peak: peakBytes(),
    ...done,
  };
});

type Done = Pick<StepCost, 'count' | 'facts'>;

async function perform(request: Exclude<WorkerRequest, { count: true }>): Promise<Done> {
  if (request.step === 'open') {
    giveWay();
    federation = await opened(request.settings);
    const [server] = await federation.store.query<{ version: string }>("select current_setting('server_version') as version");
    return { count: 0, facts: { version: server?.version ?? '' } };
  }
  return WORK[request.step](theOpen());
}

function theOpen(): Federation {
  if (!federation) throw new Error('nothing is open yet');
  return federation;
}

async function count({ store }: Federation): Promise<Held> {
  const [held] = await store.query<Held>(
    'select pg_database_size(current_database()) as bytes, (select count(*) from record) as records',
  );
  return held ?? { bytes: 0, records: 0 };
}

async function opened({ kind, database, name = 'postgres', home, portal, sources, rate, now }: Settings): Promise<Federation> {
  const store: Store =
    kind === 'pglite' ? await openPglite(database) : openPostgres({ host: database, user: 'postgres', database: name });
  await migrate(store);
  return {
    ...{ store, archive: await openArchive(join(home, 'archive')), catalogue: new Map(sources), outputs: join(home, 'outputs') },
    ...{ portal: new URL(portal), lang: 'fr', now: () => new Date(now), progress: () => undefined },
    ...(rate && { rate }),
  };
}

const WORK: Record<Exclude<Step, 'open'>, (federation: Federation) => Promise<Done>> = {
  harvest: async (given) => {
    const { checked, fetched, same, unchanged, skipped, failures, bytes } = await harvest(given);
    return { count: checked, facts: { fetched, same, unchanged, skipped, failed: failures.length, bytes } };
  },
  judge: async (given) => {
    const { versions, records, fresh, held, unreadable, failed } = await judgePending(given);
    return { count: records, facts: { versions, fresh, held, unreadable, failed: failed.length } };
  },
  consolidate: async (given) => {
    const { contracts, ...facts } = await consolidate(given);
    return { count: contracts, facts };
  },
  snapshot: async (given) => {
    const { isNew, hash, manifest } = await makeSnapshot(given);
    // Where nothing changed, none is written.
    return { count: isNew ? manifest.counts.contracts : 0, facts: { isNew, hash } };
  },
  close: async ({ store }) => {
    await store.close();
    return { count: 0, facts: {} };
  },
};

/** Lets the kernel begin a new peak, so that each step has its own. Elsewhere than on Linux, the peak is that of the process so far. */
function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux.
  }
}
