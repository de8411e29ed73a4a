/** Runs a scenario through harvest, judgement and consolidation, and says what came of each day. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '../../../federation/src/archive/archive.node.ts';
import { consolidate } from '../../../federation/src/consolidate/consolidate.node.ts';
import { balance } from '../../../federation/src/consolidate/states.node.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { harvest } from '../../../federation/src/harvest/harvest.node.ts';
import { judgePending } from '../../../federation/src/judge/judge.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { catalogueOf, type Expectation, keyOf, type Scenario, timeOf } from '../../../federation/fake/scenario.ts';
import { resourceId } from '../../../federation/fake/scenario-site.node.ts';
import { startFake } from '../../../federation/fake/server.node.ts';

/** What each day of a scenario came to, with the members that are expected of that day. `store`: migrated, and empty. */
export async function runScenario(scenario: Scenario, store: Store): Promise<Record<string, Expectation>> {
  const home = await mkdtemp(join(tmpdir(), 'decp-scenario-'));
  const fake = await startFake(scenario);
  const clock = { now: timeOf(scenario, 1, 6) };
  const federation: Federation = {
    store,
    archive: await openArchive(join(home, 'archive')),
    catalogue: catalogueOf(scenario),
    outputs: join(home, 'outputs'),
    portal: fake.url,
    lang: 'en',
    now: () => clock.now,
    progress: () => undefined,
  };
  const came: Record<string, Expectation> = {};
  try {
    for (const [day, expected] of Object.entries(scenario.expect)) {
      clock.now = timeOf(scenario, Number(day), 6);
      fake.setDay(Number(day));
      const [requests, attempts] = [fake.requests.length, await lastAttempt(store)];
      const { failures } = await harvest(federation, {
        waiting: { sleep: () => Promise.resolve(), random: () => 0 },
        limits: limitsOf(scenario),
      });
      await judgePending(federation);
      await consolidate(federation);
      const datasets = failures.filter(({ resource }) => resource === null).map(({ dataset, kind }) => [dataset, kind] as const);
      const all: Expectation = {
        ...(await standing(federation, scenario, attempts)),
        datasets: Object.fromEntries(datasets),
      };
      const bytes = fake.requests.slice(requests).reduce((sum, one) => sum + (one.to === 'file' ? one.bytes : 0), 0);
      came[day] = Object.fromEntries(
        Object.keys(expected).map((name) => [name, name === 'bytes' ? bytes : all[name as keyof Expectation]]),
      );
      // Of resources and findings, those that are not named are not looked at.
      const { resources, findings } = expected;
      if (resources) Object.assign(came[day] ?? {}, { resources: only(all.resources ?? {}, Object.keys(resources)) });
      if (findings) Object.assign(came[day] ?? {}, { findings: all.findings?.filter((code) => findings.includes(code)) });
    }
    return came;
  } finally {
    await fake.stop();
    await rm(home, { recursive: true, force: true });
  }
}

const only = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));

const limitsOf = ({ limits: { bytes, timeout } = {} }: Scenario): Record<string, number> => ({
  ...(bytes !== undefined && { packed: bytes, plain: bytes }),
  ...(timeout !== undefined && { headers: timeout, body: timeout }),
});

const lastAttempt = async (store: Store): Promise<number> =>
  (await store.query<{ id: number }>('select coalesce(max(id), 0) as id from attempt'))[0]?.id ?? 0;

type Standing = Omit<Expectation, 'bytes' | 'datasets'>;

/** What the database has after a pass. */
async function standing(federation: Federation, scenario: Scenario, attempts: number): Promise<Standing> {
  const { store, now } = federation;
  const { all, faults } = await balance(federation);
  if (faults.length > 0) throw new Error(`the counts do not add up: ${JSON.stringify(faults)}`);
  const names = new Map(
    scenario.datasets.flatMap(({ slug, resources }) =>
      resources.map((one) => [resourceId(slug, keyOf(one)), keyOf(one)] as const),
    ),
  );
  const rows = await store.query<{
    name: string;
    gone: boolean;
    checked: boolean;
    outcomes: string[];
    errors: (string | null)[];
  }>(
    `select r.name, r.gone_at is not null as gone, r.checked_at >= $2 as checked,
       coalesce(array_agg(a.outcome order by a.id) filter (where a.id is not null), '{}') as outcomes,
       coalesce(array_agg(a.error order by a.id) filter (where a.id is not null), '{}') as errors
     from resource r left join attempt a on a.resource = r.id and a.id > $1 group by r.id, r.name, r.gone_at, r.checked_at`,
    [attempts, now().toISOString()],
  );
  const of = (name: string): string => names.get(name) ?? name;
  const resources = rows
    .filter(({ gone, checked, outcomes }) => !gone && (checked || outcomes.length > 0))
    .map(({ name, outcomes, errors }) => {
      const kinds = [...new Set(errors.filter((kind) => kind !== null))];
      return [of(name), { outcome: outcomes.at(-1) ?? 'skipped', ...(kinds.length > 0 && { errors: kinds }) }] as const;
    });
  const versions = await store.query<{ state: string; count: number }>(
    'select state, count(*) as count from version group by state',
  );
  const [contracts] = await store.query<{ published: number; withdrawn: number }>(
    `select count(*) filter (where not withdrawn) as published, count(*) filter (where withdrawn) as withdrawn from contract`,
  );
  const findings = await store.query<{ code: string }>(
    `select distinct f ->> 'code' as code from listing, jsonb_array_elements(around) f
     union select f ->> 'code' from verdict, jsonb_array_elements(findings) f order by code`,
  );
  return {
    resources: Object.fromEntries(resources) as NonNullable<Standing['resources']>,
    gone: rows.filter(({ gone }) => gone).map(({ name }) => of(name)),
    versions: Object.fromEntries(versions.map(({ state, count }) => [state, count])),
    states: Object.fromEntries(Object.entries(all.states).filter(([, count]) => count > 0)),
    contracts: contracts?.published ?? 0,
    withdrawn: contracts?.withdrawn ?? 0,
    findings: findings.map(({ code }) => code),
  };
}
