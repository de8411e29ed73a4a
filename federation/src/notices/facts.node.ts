import type { Texts } from '../../../packages/base/src/language.ts';
import { LANGUAGES } from '../../../src/messages/languages.ts';
import { titleIn } from '../../../src/messages/describe.ts';
import { loadRules } from '../../../src/validate/load-rules.node.ts';
import type { Queries } from '../store/store.ts';
import { type FindingCount, FINDINGS } from './digest.ts';
import type { FileFacts } from './problems.ts';

/** What the database knows of all files that sources list now, in the order of their names. */
export async function factsOf(queries: Queries, sources: readonly string[]): Promise<FileFacts[]> {
  const rows = await queries.query<Row>(FACTS, [sources]);
  return rows.map(({ since, days, error, state, at, reason, records, rejected, keyless, ...file }) => ({
    ...file,
    failing: since === null ? null : { since, days, error: error ?? '' },
    newest: state === null || at === null ? null : { state, at, reason },
    counts: { records, rejected, keyless },
  }));
}

type Newest = NonNullable<FileFacts['newest']>;

type Row = Omit<FileFacts, 'failing' | 'newest' | 'counts'> &
  FileFacts['counts'] & {
    since: string | null;
    days: number;
    error: string | null;
    state: Newest['state'] | null;
    at: string | null;
    reason: Newest['reason'];
  };

/** Faults that are none of the file: a full disk of ours, and a file that we made. */
const OURS = `('disk-full', 'own-output')`;

const FACTS = `with listed as (
    select id, source, dataset, name, title, url, checked_at from resource where gone_at is null and source = any($1::text[])),
  rejected as (
    select s.resource, sum(s.current_times)::bigint as rejected, (sum(s.current_times) filter (where r.valid))::bigint as keyless
    from record r join sighting s on s.record = r.hash where s.current_times > 0 and (not r.valid or r.key is null) group by s.resource),
  counted as (
    select s.resource, sum(s.current_times)::bigint as records from sighting s where s.resource in (select resource from rejected) group by s.resource)
select x.source, x.dataset, x.name as resource, x.title, x.url, x.checked_at as "checkedAt",
  failing.since, failing.days, failing.error, newest.state, newest.fetched_at as at, newest.reason,
  coalesce(counted.records, 0)::bigint as records, coalesce(rejected.rejected, 0)::bigint as rejected, coalesce(rejected.keyless, 0)::bigint as keyless
from listed x
left join rejected on rejected.resource = x.id left join counted on counted.resource = x.id
left join lateral (
  select min(a.at) as since, count(distinct (a.at at time zone 'UTC')::date)::int as days, (array_agg(a.error order by a.id desc))[1] as error
  from attempt a where a.resource = x.id and a.outcome = 'failed' and a.error not in ${OURS}
    and a.id > coalesce((select g.id from attempt g where g.resource = x.id and g.outcome <> 'failed' order by g.id desc limit 1), 0)) failing on true
left join lateral (
  select v.state, v.fetched_at, v.reason from version v where v.resource = x.id and v.state <> 'fetched' order by v.fetched_at desc limit 1) newest on true
order by x.name collate "C"`;

/** The most frequent errors of the rejected records of a file, or of all files of a dataset, and what they make others lose: how many records have each. */
export async function findingsOf(
  queries: Queries,
  { source, dataset, resource }: { source: string; dataset: string; resource: string | null },
): Promise<FindingCount[]> {
  const rows = await queries.query<{ standard: string; code: string; field: string; records: number }>(FINDINGS_OF, [
    ...[source, dataset, resource, FINDINGS],
  ]);
  return Promise.all(
    rows.map(async ({ standard, code, field, records }) => ({ code, field, records, title: await codeTitle(code, standard) })),
  );
}

/** A file may have records of several standards; a rule has the same title in all. */
const FINDINGS_OF = `with verdicts as (
  select r.verdict, sum(s.current_times) as records
  from resource x join sighting s on s.resource = x.id join record r on r.hash = s.record
  where x.source = $1 and x.dataset = $2 and ($3::text is null or x.name = $3) and x.gone_at is null and s.current_times > 0 and not r.valid group by r.verdict)
select max(d.standard) as standard, f ->> 'code' as code, coalesce(f ->> 'field', '') as field, sum(v.records)::bigint as records
from verdicts v join verdict d on d.id = v.verdict cross join lateral jsonb_array_elements(d.findings) f
where f ->> 'severity' = 'error' or f ->> 'code' = 'rules.harms-others' group by 2, 3
order by records desc, (f ->> 'code') collate "C", coalesce(f ->> 'field', '') collate "C" limit $4`;

/** The title of a code of a finding: of a rule of the standard, or of the catalogue. */
export async function codeTitle(code: string, standard?: string): Promise<Texts> {
  const rule = code.includes('.') ? undefined : (await loadRules(standard)).rules.find(({ id }) => id === code);
  return rule?.title ?? { fr: titleIn(LANGUAGES.fr, code), en: titleIn(LANGUAGES.en, code) };
}
