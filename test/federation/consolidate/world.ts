/** A world of invented records, files and versions; what a judge writes of it; and, in plain TypeScript, what consolidation has to make of it. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { compareRecords, type Ranked } from '../../../federation/src/consolidate/order.ts';
import { STATES, type State } from '../../../federation/src/consolidate/balance.ts';
import { unite } from '../../../federation/src/consolidate/unite.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import type { Session, Store } from '../../../federation/src/store/store.ts';

export type Rec = Omit<Ranked, 'priority'> & {
  sameness: string;
  key: string | null;
  kind: string;
  standard: string;
  valid: boolean;
  year: number;
  body: string;
};

type Version = { state: 'accepted' | 'held'; records: string[] };
export type Resource = { name: string; source: string; updates: 'added' | 'replaced'; versions: Version[] };
export type World = {
  records: ReadonlyMap<string, Rec>;
  /** The priorities of sources. */
  sources: Readonly<Record<string, number>>;
  resources: readonly Resource[];
};

export const uuidOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const DAY = '2024-03-0';

/** A modification, as 2.x has it. */
const modification = fc
  .record({ id: fc.integer({ min: 1, max: 3 }), montant: fc.constantFrom(100, 200) })
  .map(({ id, montant }) => ({ modification: { id, dateNotificationModification: `2024-05-0${id}`, montant } }));
const act = fc
  .record({ id: fc.integer({ min: 1, max: 2 }), montant: fc.constantFrom(1, 2) })
  .map((acteSousTraitance) => ({ acteSousTraitance }));
const uniqueBy = <T>(items: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(items, { maxLength: most, selector: (item) => (Object.values(item as object)[0] as { id: number }).id });

const record: fc.Arbitrary<Rec> = fc
  .record({
    key: fc.option(fc.constantFrom('a', 'b', 'c'), { freq: 8 }),
    bad: fc.integer({ min: 0, max: 6 }),
    reserved: fc.constantFrom(false, false, true),
    // Mostly equal, so that what comes last in the order decides too.
    published: fc.constantFrom(1, 1, 1, 2, null),
    fullness: fc.constantFrom(5, 5, 5, 6),
    objet: fc.nat(5),
    standard: fc.constantFrom('2.0.3', '2.1.0'),
    turned: fc.boolean(),
    modifications: fc.oneof(fc.constant([]), uniqueBy(modification, 3)),
    actes: fc.oneof(fc.constant([]), uniqueBy(act, 2)),
  })
  .map(({ bad, published, ...given }) =>
    recordOf({ ...given, valid: bad !== 0, published: published === null ? null : `${DAY}${published}` }),
  );

/** A record of a marché. `turned`: its members stand in another order. */
export function recordOf({
  key = 'a',
  valid = true,
  reserved = false,
  published = null,
  fullness = 5,
  objet,
  standard = '2.0.3',
  turned = false,
  modifications = [],
  actes = [],
}: {
  key?: string | null;
  valid?: boolean;
  reserved?: boolean;
  published?: string | null;
  fullness?: number;
  objet: string | number;
  standard?: string;
  turned?: boolean;
  modifications?: readonly object[] | undefined;
  actes?: readonly object[] | undefined;
}): Rec {
  const said = { id: key, objet, fullness, published, standard, valid, reserved: valid && reserved };
  const lists = {
    ...(modifications.length > 0 && { modifications }),
    ...(actes.length > 0 && { actesSousTraitance: actes }),
  };
  const body = JSON.stringify(turned ? { ...lists, ...said } : { ...said, ...lists });
  return {
    ...{ hash: uuidOf(body), sameness: uuidOf(JSON.stringify({ ...said, ...lists })), key: key && uuidOf(key), kind: 'marche' },
    ...{
      standard,
      valid,
      reserved: said.reserved,
      published,
      fullness,
      year: 2024,
      changes: modifications.length + actes.length,
      body,
    },
  };
}

const SOURCES = ['nord', 'sud'];

export const world: fc.Arbitrary<World> = fc
  .uniqueArray(record, { minLength: 4, maxLength: 12, selector: ({ hash }) => hash })
  .chain((records) => {
    const version = fc.record({
      state: fc.constantFrom('accepted' as const, 'accepted' as const, 'accepted' as const, 'held' as const),
      records: fc.array(fc.constantFrom(...records.map(({ hash }) => hash)), { minLength: 1, maxLength: 8 }),
    });
    const resource = fc.record({
      source: fc.constantFrom(...SOURCES),
      updates: fc.constantFrom('added' as const, 'replaced' as const),
      versions: fc.array(version, { minLength: 1, maxLength: 3 }),
    });
    return fc.record({
      resources: fc
        .array(resource, { minLength: 2, maxLength: 4 })
        .map((all) => all.map((one, place) => ({ ...one, name: `fichier-${'dbca'[place] ?? ''}` }))),
      sources: fc.record({ nord: fc.integer({ min: 0, max: 2 }), sud: fc.integer({ min: 0, max: 2 }) }),
      records: fc.constant(new Map(records.map((one) => [one.hash, one] as const))),
    });
  });

/** Places of versions that count. */
function counting({ updates, versions }: Resource): number[] {
  const accepted = versions.flatMap(({ state }, place) => (state === 'accepted' ? [place] : []));
  return updates === 'added' ? accepted : accepted.slice(-1);
}

export type Contract = {
  key: string;
  record: string;
  body: string | null;
  united: string[];
  conflicts: unknown[];
  withdrawn: boolean;
};

/** The contracts of a world, by key: slow and simple. `erased`: hashes of records that do not exist any longer. */
export function contractsOf({ records, resources, sources }: World, erased: ReadonlySet<string> = new Set()): Contract[] {
  const current = new Map<string, number>();
  const accepted = new Set<string>();
  for (const resource of resources) {
    for (const { state, records: listed } of resource.versions)
      if (state === 'accepted') for (const hash of listed) accepted.add(hash);
    for (const place of counting(resource))
      for (const hash of resource.versions[place]?.records ?? [])
        current.set(hash, Math.max(current.get(hash) ?? 0, sources[resource.source] ?? 0));
  }
  const contracts: Contract[] = [];
  const known = [...records.values()].filter(
    ({ hash, valid, key }) => valid && key !== null && accepted.has(hash) && !erased.has(hash),
  );
  for (const key of [...new Set(known.map((one) => one.key as string))].toSorted()) {
    const all = known.filter((one) => one.key === key);
    const seen = all.filter(({ hash }) => current.has(hash));
    const ranked = (seen.length > 0 ? seen : all)
      .map((one) => ({ ...one, priority: current.get(one.hash) ?? 0 }))
      .toSorted(compareRecords);
    const [preferred] = ranked;
    if (preferred === undefined) continue;
    const others = seen.length > 0 ? ranked.slice(1).filter(({ sameness }) => sameness !== preferred.sameness) : [];
    const united = unite([preferred, ...others]);
    contracts.push({ key, record: preferred.hash, ...united, withdrawn: seen.length === 0 });
  }
  return contracts;
}

/** The state of each observation: by resource, version and position. */
export function statesOf(all: World, erased: ReadonlySet<string> = new Set()): Map<string, Record<State, number>> {
  const contracts = new Map(contractsOf(all, erased).map((one) => [one.key, one]));
  const counts = new Map<string, Record<State, number>>();
  const selected = new Set<string>();
  // Of what no contract can be made of, only the last version of each file speaks.
  const speaking = (resource: Resource, hash: string): number[] => {
    const { valid, key } = all.records.get(hash) as Rec;
    return valid && key !== null ? counting(resource) : counting(resource).slice(-1);
  };
  const isSighted = (hash: string): boolean =>
    all.resources.some((one) => speaking(one, hash).some((place) => one.versions[place]?.records.includes(hash) === true));
  for (const resource of all.resources.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    for (const [place, { state, records }] of resource.versions.entries()) {
      const count = Object.fromEntries(STATES.map((name) => [name, 0])) as Record<State, number>;
      counts.set(`${resource.name} ${place}`, count);
      for (const hash of records) {
        const one = all.records.get(hash) as Rec;
        const contract = one.key === null ? undefined : contracts.get(one.key);
        const published = contract !== undefined && !contract.withdrawn;
        const preferred = contract && (all.records.get(contract.record) as Rec);
        const is = (): State => {
          if (erased.has(hash)) return 'erased';
          if (state === 'held') return 'held';
          if (!speaking(resource, hash).includes(place)) return published || isSighted(hash) ? 'older-version' : 'withdrawn';
          if (!one.valid || one.key === null) return 'invalid';
          if (contract?.record === hash && !selected.has(hash)) return one.reserved ? 'reserved' : 'selected';
          return one.sameness === preferred?.sameness ? 'duplicate' : 'superseded';
        };
        const name = is();
        if (name === 'selected' || name === 'reserved') selected.add(hash);
        count[name]++;
      }
    }
  return counts;
}

const TABLES =
  'resource, content, version, verdict, record, listing, sighting, dirty, contract, tombstone, source_priority, attempt';

export const empty = (store: Store): Promise<void> =>
  store.exec(`truncate ${TABLES} restart identity cascade;
    insert into verdict (hash, standard, valid, reserved, timed, findings) values
      ('${uuidOf('valid')}', '2.0.3', true, false, false, '[]'),
      ('${uuidOf('invalid')}', '2.0.3', false, false, false, '[{"code": "schema.required", "severity": "error", "field": "", "count": 1}]'),
      ('${uuidOf('reserved')}', '2.0.3', true, true, false,
        '[{"code": "modification-identifiant-duplique", "severity": "error", "field": "/modifications/*/modification/id", "count": 2}]')`);

/** The number of the verdict on a record. */
const verdictOf = ({ valid, reserved }: Rec): number => (!valid ? 2 : reserved ? 3 : 1);

/** What `arrive` and consolidation write, each table after those that name it. */
const WRITTEN =
  'contract, dirty, sighting, listing, tombstone, record, version, content, attempt, resource, source_priority'.split(', ');

/** As `empty`, where nothing but `arrive` and consolidation has written since. To truncate makes the files of each table anew, which would be a third of what a world costs. */
export const cleared = (store: Store): Promise<void> => store.exec(WRITTEN.map((table) => `delete from ${table}`).join('; '));

const dayOf = (place: number): string => `2024-06-${String(place + 1).padStart(2, '0')}T00:00:00Z`;

/** What the judge writes of a version, in one transaction: the version of a place may come only after those before it of its resource. */
export async function arrive(store: Store, { records }: World, resource: Resource, place: number): Promise<void> {
  const { state, records: listed } = resource.versions[place] as Version;
  await store.session((session) =>
    session.transaction(async () => {
      const id = await resourceId(session, resource);
      const [content] = await session.query<{ id: number }>(
        'insert into content (sha256, size, packed) values ($1, 1, 1) on conflict (sha256) do update set size = 1 returning id',
        [uuidOf(JSON.stringify(listed)).replaceAll('-', '').repeat(2)],
      );
      const [version] = await session.query<{ id: number }>(
        'insert into version (resource, content, fetched_at, state) values ($1, $2, $3, $4) returning id',
        [id, content?.id, dayOf(place), state],
      );
      const known = [...new Set(listed)].toSorted().map((hash) => records.get(hash) as Rec);
      for (const one of known) {
        const columns = [
          'hash',
          'sameness',
          'key',
          'kind',
          'standard',
          'valid',
          'published',
          'year',
          'changes',
          'fullness',
          'body',
        ] as const;
        await session.query(
          `insert into record (${columns.join(', ')}, verdict, judged)
           select ${columns.map((_, at) => `$${at + 1}`).join(', ')}, $${columns.length + 1}, '2024-06-01'
           where not exists (select from tombstone where record = $1) on conflict do nothing`,
          [...columns.map((name) => one[name]), verdictOf(one)],
        );
      }
      await session.query('insert into listing (version, records, verdicts) values ($1, $2::uuid[], $3::int[])', [
        version?.id,
        listed,
        listed.map((hash) => verdictOf(records.get(hash) as Rec)),
      ]);
      const dirty = new Set(known.map(({ key }) => key));
      if (state === 'accepted') {
        if (resource.updates === 'replaced') {
          const gone = await session.query<{ record: string }>('delete from sighting where resource = $1 returning record', [id]);
          for (const { record: hash } of gone) dirty.add((records.get(hash) as Rec).key);
        }
        await session.query('update sighting set current_times = 0 where resource = $1', [id]);
        await session.query(
          `insert into sighting (record, resource, times, since, current_times)
           select record, $2, count(*), $3, count(*) from unnest($1::uuid[]) o(record)
           where not exists (select from tombstone t where t.record = o.record) group by record
           on conflict (record, resource) do update set times = sighting.times + excluded.times, current_times = excluded.current_times`,
          [listed, id, version?.id],
        );
      }
      await session.query('insert into dirty select * from unnest($1::uuid[])', [[...dirty].filter((key) => key !== null)]);
    }),
  );
}

async function resourceId(session: Session, { name, source, updates }: Resource): Promise<number> {
  const [row] = await session.query<{ id: number }>(
    `insert into resource (source, dataset, name, title, format, updates, url) values ($1, 'jeu', $2, $2, 'json', $3, 'https://example.org')
     on conflict (name) do update set source = excluded.source returning id`,
    [source, name, updates],
  );
  return (row as { id: number }).id;
}

/** The versions of a world in an order of arrival: those of one resource stay in theirs. `draw` gives a whole number below its argument. */
export function arrivals({ resources }: World, draw: (below: number) => number): [resource: Resource, place: number][] {
  const waiting = resources.map((resource) => ({ resource, next: 0 }));
  const order: [Resource, number][] = [];
  while (waiting.length > 0) {
    const place = draw(waiting.length);
    const one = waiting[place] as (typeof waiting)[number];
    order.push([one.resource, one.next++]);
    if (one.next === one.resource.versions.length) waiting.splice(place, 1);
  }
  return order;
}

/** A federation on a store, with an archive that remembers erasures only. */
export function federationOf(
  store: Store,
  sources: World['sources'],
  erased: { record: string; at: string; reason: string }[] = [],
): Federation {
  const archive = {
    erasures: () => Promise.resolve([...erased]),
    erase: (erasure: { record: string; at: string; reason: string }) => {
      if (!erased.some(({ record: one }) => one === erasure.record)) erased.push(erasure);
      return Promise.resolve();
    },
  };
  return {
    ...{
      store,
      archive: archive as unknown as Federation['archive'],
      outputs: '',
      portal: new URL('https://example.org'),
      lang: 'fr',
    },
    catalogue: new Map(
      Object.entries(sources).map(([id, priority]) => [id, { id, priority }]),
    ) as unknown as Federation['catalogue'],
    now: () => new Date('2024-07-01T00:00:00Z'),
    progress: () => undefined,
  };
}

/** What the order of preference compares, of few enough values that they often are equal. */
export const ranked: fc.Arbitrary<Ranked> = fc.record({
  published: fc.option(fc.constantFrom('2024-01-31', '2024-02-01', '0001-01-01', '9999-12-31')),
  changes: fc.nat(2),
  reserved: fc.boolean(),
  fullness: fc.nat(2),
  priority: fc.nat(2),
  hash: fc.nat(40).map((number) => uuidOf(String(number))),
});

/** The contracts of a database, as `contractsOf` gives them. */
export const stored = (store: Store): Promise<Contract[]> =>
  store.query('select key, record, body, united, conflicts, withdrawn from contract order by key');
