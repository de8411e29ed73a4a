/** What a federation has consolidated, written to its tables as they are: the snapshot reads nothing else. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from '../../../federation/src/catalogue/source.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { factsOf } from '../../../federation/src/judge/facts.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { clear } from '../../support/federation-store.ts';
import { EXAMPLES } from '../../support/unfolded.ts';

/** A uuid made of a text: the same in every database. */
export const uuid = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** `text`: its JSON, where `value` cannot give it (`1e400`). `key`: a name for its contract; null where a part is missing. */
export type Rec = {
  kind: RecordKind;
  standard: string;
  value: Record<string, unknown>;
  text?: string;
  key: string | null;
  findings?: { code: string; severity: string; field: string; count: number }[];
};

type Version = {
  state: 'accepted' | 'held' | 'unreadable' | 'fetched';
  reason?: unknown;
  around?: unknown[];
  records: Rec[];
};

type Resource = { source: string; name: string; updates: 'added' | 'replaced'; versions: Version[] };

/** `record`: the preferred one. */
export type Contract = {
  key: string;
  record: Rec;
  body?: Record<string, unknown>;
  united?: Rec[];
  conflicts?: { list: string; id: unknown; record: Rec }[];
  withdrawn?: boolean;
};

export type World = { resources: Resource[]; contracts: Contract[] };

const textOf = (rec: Rec): string => rec.text ?? JSON.stringify(rec.value);

/** The hash of a record, as the judge makes it. */
export const hashOf = (rec: Rec): string => uuid(`${rec.kind}\n${rec.standard}\n${textOf(rec)}`);

/** Writes a world into the tables of an empty database. `arrival`: the order of its resources and contracts, which decides all numbers of rows. */
export async function fill(
  store: Store,
  { resources, contracts }: World,
  arrival = <T>(items: T[]): T[] => items,
): Promise<void> {
  await clear(store);
  for (const resource of arrival([...resources])) await addResource(store, resource);
  for (const contract of arrival([...contracts])) await putContract(store, contract);
}

async function addResource(store: Store, { source, name, updates, versions }: Resource): Promise<void> {
  const [{ id: resource } = { id: 0 }] = await store.query<{ id: number }>(
    `insert into resource (source, dataset, name, title, format, updates, url) values ($1, $2, $3, $4, 'json', $5, $6) returning id`,
    [source, `jeu-${source}`, name, `Fichier ${name}`, updates, `https://exemple.test/${name}.json`],
  );
  const accepted = versions.filter(({ state }) => state === 'accepted');
  const counting = new Set(updates === 'added' ? accepted : accepted.slice(-1));
  for (const [at, version] of versions.entries()) {
    const records = version.records.map(hashOf);
    const sha256 = createHash('sha256').update(`${name} ${records.join()} ${version.state}`).digest('hex');
    const [{ id: content } = { id: 0 }] = await store.query<{ id: number }>(
      `insert into content (sha256, size, packed) values ($1, 1, 1) on conflict (sha256) do update set size = 1 returning id`,
      [sha256],
    );
    const [{ id } = { id: 0 }] = await store.query<{ id: number }>(
      'insert into version (resource, content, fetched_at, state, reason) values ($1, $2, $3, $4, $5::jsonb) returning id',
      [
        resource,
        content,
        `2026-11-0${at + 1}T00:00:00Z`,
        version.state,
        version.reason === undefined ? null : JSON.stringify(version.reason),
      ],
    );
    if (version.state === 'fetched' || version.state === 'unreadable') continue;
    const verdicts: number[] = [];
    for (const rec of version.records) verdicts.push(await addRecord(store, rec));
    await store.query('insert into listing (version, records, verdicts, around) values ($1, $2::uuid[], $3::int[], $4::jsonb)', [
      ...[id, records, verdicts, JSON.stringify(version.around ?? [])],
    ]);
    if (!counting.has(version)) continue;
    for (const record of records)
      await store.query(
        `insert into sighting (record, resource, times, since, current_times) values ($1, $2, 1, $3, $4)
         on conflict (record, resource) do update set times = sighting.times + 1, current_times = sighting.current_times + $4`,
        [record, resource, id, version === accepted.at(-1) ? 1 : 0],
      );
  }
}

async function addRecord(store: Store, rec: Rec): Promise<number> {
  const findings = rec.findings ?? [];
  const valid = findings.every(({ severity }) => severity !== 'error');
  const [{ id: verdict } = { id: 0 }] = await store.query<{ id: number }>(
    `insert into verdict (hash, standard, valid, timed, findings) values ($1, $2, $3, false, $4::jsonb)
     on conflict (hash) do update set valid = $3 returning id`,
    [uuid(JSON.stringify([rec.standard, findings])), rec.standard, valid, JSON.stringify(findings)],
  );
  const published = rec.value['datePublicationDonnees'];
  await store.query(
    `insert into record (hash, sameness, key, kind, standard, verdict, valid, judged, published, year, changes, fullness, body)
     values ($1, $1, $2, $3, $4, $5, $6, '2026-11-01', $7::date, $8, 0, 0, $9) on conflict do nothing`,
    [
      ...[hashOf(rec), rec.key === null ? null : uuid(rec.key), rec.kind, rec.standard, verdict, valid],
      ...[typeof published === 'string' ? published.slice(0, 10) : null, factsOf(rec.kind, rec.value).year, textOf(rec)],
    ],
  );
  return verdict;
}

/** Writes a contract as consolidation does: its sequence grows with each change. */
export async function putContract(
  store: Store,
  { key, record, body, united = [], conflicts = [], withdrawn = false }: Contract,
): Promise<void> {
  await store.query(
    `insert into contract (key, kind, standard, year, record, body, united, conflicts, withdrawn, sequence)
     values ($1, $2, $3, $4, $5, $6, $7::uuid[], $8::jsonb, $9, nextval('contract_change'))
     on conflict (key) do update set kind = excluded.kind, standard = excluded.standard, year = excluded.year, record = excluded.record,
       body = excluded.body, united = excluded.united, conflicts = excluded.conflicts, withdrawn = excluded.withdrawn, sequence = excluded.sequence`,
    [
      ...[
        uuid(key),
        record.kind,
        record.standard,
        factsOf(record.kind, record.value).year,
        hashOf(record),
        body ? JSON.stringify(body) : null,
      ],
      united.map(hashOf),
      JSON.stringify(conflicts.map(({ list, id, record: of }) => ({ list, id, record: hashOf(of) }))),
      withdrawn,
    ],
  );
}

const source = (id: string, licence: string): [string, Source] => [
  id,
  {
    ...{ id, title: { fr: id, en: id }, publisher: id, datasets: [], priority: 50, licence },
    ...{ guard: 0.2, accept: [], harvested: true, found: [] },
  },
];

/** A federation with a folder of its own for outputs. `steps`: what it says of its progress. */
export function federationOf(store: Store): Federation & { steps: string[] } {
  const steps: string[] = [];
  let time = Date.UTC(2026, 10, 29, 7);
  return {
    steps,
    store,
    archive: undefined as never,
    catalogue: new Map([source('commune', 'lov2'), source('plateforme', 'odc-odbl')]),
    outputs: mkdtempSync(join(tmpdir(), 'decp-instantane-')),
    portal: new URL('https://exemple.test'),
    lang: 'fr',
    // A day later at each call.
    now: () => new Date((time += 86_400_000)),
    progress: (event) => void steps.push(JSON.stringify(event)),
  };
}

/** The records of the examples of a version, all valid and invented. */
export function exampleRecords(version: string, names: (name: string) => boolean = () => true): Rec[] {
  const folder = join(EXAMPLES, version, 'valid');
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.json') && !name.includes('findings') && names(name.slice(0, -'.json'.length)),
  );
  return files.sort().flatMap((name) => {
    const { marches } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { marches: unknown };
    const lists: [RecordKind | undefined, unknown[]][] = Array.isArray(marches)
      ? [[undefined, marches]]
      : Object.entries(marches as Record<RecordKind, unknown[]>).map(([kind, list]) => [kind as RecordKind, list]);
    return lists.flatMap(([list, records]) =>
      records.map((one, at): Rec => {
        const value = one as Record<string, unknown>;
        const kind = list ?? ('concessionnaires' in value ? 'contrat-concession' : 'marche');
        return { kind, standard: version, value, key: `${version} ${name} ${kind} ${at}` };
      }),
    );
  });
}

export const published = (records: readonly Rec[]): Contract[] => records.map((record) => ({ key: record.key ?? '', record }));
