/** The invented data of the demonstration, day after day, with the API on them. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoScenario } from '../../../federation/fake/demo.node.ts';
import { catalogueOf, timeOf } from '../../../federation/fake/scenario.ts';
import { startFake } from '../../../federation/fake/server.node.ts';
import { type AppSettings, makeApp } from '../../../federation/src/api/app.node.ts';
import type { App } from '../../../federation/src/api/app.ts';
import { openArchive } from '../../../federation/src/archive/archive.node.ts';
import { consolidate } from '../../../federation/src/consolidate/consolidate.node.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { harvest } from '../../../federation/src/harvest/harvest.node.ts';
import { judgePending } from '../../../federation/src/judge/judge.node.ts';
import { wantIndex } from '../../../federation/src/search/index.node.ts';
import { makeSnapshot } from '../../../federation/src/snapshot/snapshot.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';

const HOUR = 6;
const RATE = { connections: 4, perSecond: 10_000 };

export type Demo = {
  federation: Federation;
  /** The folder of its archive and of its outputs. */
  home: string;
  /** Makes the pass of a day, without a snapshot where `consolidated` is all that is asked for. */
  pass(day: number, until?: 'consolidated' | 'snapshot'): Promise<void>;
  /** The API on it, by another opening of its database where one is given; `faults` takes errors that are ours. */
  app(settings?: AppSettings, queries?: Store): Promise<App>;
  faults: unknown[];
  close(): Promise<void>;
};

/** The demonstration before its first day, or as another one was after a day, whose `home` it takes over: its next passes ask a portal at another address. */
export async function openDemo(store: Store, after?: { day: number; home: string }): Promise<Demo> {
  const scenario = await demoScenario();
  const fake = await startFake(scenario);
  const home = after?.home ?? mkdtempSync(join(tmpdir(), 'demo-'));
  let today = after?.day ?? 1;
  const federation: Federation = {
    ...{ store, catalogue: catalogueOf(scenario), portal: fake.url, lang: 'fr', rate: RATE },
    archive: await openArchive(join(home, 'archive')),
    outputs: join(home, 'outputs'),
    now: () => timeOf(scenario, today, HOUR),
    progress: () => undefined,
  };
  await store.session((session) => wantIndex(session, federation.now()));
  const faults: unknown[] = [];
  const apps: App[] = [];
  return {
    federation,
    home,
    faults,
    async pass(day, until = 'snapshot') {
      today = day;
      fake.setDay(day);
      await harvest(federation);
      await judgePending(federation);
      await consolidate(federation);
      if (until === 'snapshot') await makeSnapshot(federation);
    },
    async app(settings = {}, queries = store) {
      const app = await makeApp({ ...federation, queries, onFault: (error) => faults.push(error) }, { maxDelay: 0, ...settings });
      apps.push(app);
      return app;
    },
    async close() {
      for (const app of apps) await app.close();
      await fake.stop();
    },
  };
}
