/** A `run` beside workers: what it reports is the pass, whoever did the work. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demoScenario } from '../../../federation/fake/demo.node.ts';
import { catalogueOf } from '../../../federation/fake/scenario.ts';
import { startFake } from '../../../federation/fake/server.node.ts';
import { runPass } from '../../../federation/src/jobs/run.node.ts';
import { withFederation } from '../../../federation/src/opening.node.ts';
import { emptyPostgres } from '../../support/federation-store.ts';
import { NIGHT } from '../../support/tier.ts';
import { killed, started } from '../cli/started.ts';

killed(afterAll);

const PASSES = NIGHT ? 10 : 3;

/** Passes by which idle workers, which look for work every two seconds, have found some: on a machine that is busy, `run` may have done all of the first ones. */
const ENOUGH = 60;

test('beside two workers, it waits for the pass, and reports all of it, each time', async ({ skip }) => {
  const made = await emptyPostgres();
  if (typeof made === 'string') return skip(made);
  const scenario = await demoScenario();
  const catalogue = catalogueOf(scenario);
  const datasets = [...catalogue.values()].flatMap((source) => (source.harvested ? source.datasets : [])).length;
  const fake = await startFake(scenario);
  const home = mkdtempSync(join(tmpdir(), 'passes-'));
  mkdirSync(join(home, 'sources'));
  for (const { id, ...source } of catalogue.values()) writeFileSync(join(home, 'sources', `${id}.yaml`), JSON.stringify(source));
  const asked = ['--home', home, '--portal', fake.url.href, '--rate', '1000', '--connections', '8'];
  const workers = [1, 2].map(() => started(['work', ...asked], { DATABASE_URL: made.url }));
  try {
    for (const { heard } of workers) await heard(/Au travail/);
    const place = { lang: 'fr', home, portal: fake.url.href, rate: 1000, connections: 8 } as const;
    const tookPart = (): boolean => workers.some(({ said }) => / : fait/.test(said()));
    let judged = 0;
    await withFederation(
      place,
      async (federation) => {
        let passes = 0;
        while (passes < PASSES || !tookPart()) {
          const pass = ++passes;
          expect(pass, 'passes in which the workers did nothing').toBeLessThan(ENOUGH);
          fake.setDay(Math.min(pass, 3));
          const { tally, dead, left } = await runPass(federation, { force: true, signal: new AbortController().signal });
          const latest = readFileSync(join(home, 'outputs/latest.txt'), 'utf8').trim();
          expect([pass, tally.harvest?.datasets, dead, left, tally.snapshot?.name]).toEqual([pass, datasets, [], 0, latest]);
          judged += tally.judge?.versions ?? 0;
          const [row] = await federation.store.query<{ count: number }>("select count(*) from version where state <> 'fetched'");
          expect([pass, judged]).toEqual([pass, row?.count]);
        }
        const [row] = await federation.store.query<{ count: number }>(
          "select count(*) from job_end where work ->> 'queue' = 'harvest'",
        );
        expect(row?.count).toBe(passes * datasets);
      },
      made.url,
    );
  } finally {
    for (const { child } of workers) child.kill('SIGTERM');
    await Promise.all(workers.map(({ ended }) => ended));
    await fake.stop();
    await made.store.close();
  }
});
