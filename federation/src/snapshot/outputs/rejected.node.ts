import type { Queries } from '../../store/store.ts';
import { rowsOf } from '../cursor.ts';
import type { OpenOutput } from '../output.ts';

/** Findings of one code about one field; about a file, the first line as well. */
type Found = { code: string; severity: string; field: string; count: number; line?: number | null };

/** A resource by what never changes of it (its title and its address do, and the archive has them of fetched versions only), and the content of one of its versions. */
type PlaceRow = { source: string; dataset: string; name: string; sha256: string };

type RecordRow = PlaceRow & {
  version: number;
  place: number;
  hash: string;
  kind: string;
  standard: string;
  valid: boolean;
  /** JSON. */
  findings: string;
  body: string;
};

type FileRow = PlaceRow & {
  state: 'held' | 'unreadable' | 'accepted';
  reason: unknown;
  around: Found[] | null;
  records: number | null;
};

/**
 * `rejets.ndjson.gz`: what is published and gave no contract, with the reason. First lines about files: `"state":"held"` (kept back by the guard, the version before stands),
 * `"unreadable"`, or `"file"` (findings about the file, among them those of entries that are no record). Then one line a record and place: `"state":"invalid"`, for the reason `errors`, or
 * `no-key` where there is no error but a part of the consolidation key is missing. Each says its source, its resource (the id on data.gouv.fr, or the address) and the sum of
 * the content; `position` counts the records of the file from 1.
 */
export const rejected: OpenOutput = async ({ create, queries, source }) => {
  const writing = await create('rejets.ndjson.gz');
  return {
    contract: () => undefined,
    async close() {
      const counts = { rejected: 0, held: 0, unreadable: 0 };
      let lines = 0;
      for await (const { state, reason, around, records, ...place } of files(queries)) {
        const facts = { ...placeOf(place), records: records ?? 0, reason: sorted(reason), findings: foundIn(around) };
        await writing.write(`${JSON.stringify({ state: state === 'accepted' ? 'file' : state, ...facts })}\n`);
        lines++;
        if (state === 'accepted') continue;
        counts[state]++;
        source(place.source)[state]++;
      }
      const places = new Written<PlaceRow>((place) => JSON.stringify({ state: 'invalid', ...placeOf(place) }).slice(0, -1));
      const found = new Written<string>((text) => JSON.stringify(foundIn(JSON.parse(text) as Found[])));
      for await (const { place, hash, kind, standard, valid, findings, body, ...file } of records(queries)) {
        const facts = { position: place, record: hash, kind, standard, reason: valid ? 'no-key' : 'errors' };
        const start = places.of(`${file.version}`, file);
        await writing.write(
          `${start},${JSON.stringify(facts).slice(1, -1)},"findings":${found.of(findings, findings)},"body":${body}}\n`,
        );
        counts.rejected++;
        lines++;
        source(file.source).rejected++;
      }
      return { files: [await writing.close(lines)], counts };
    },
  };
};

/** What was written of a value, kept for those that come again: records share a file, and verdicts. */
class Written<T> {
  readonly #write: (value: T) => string;
  readonly #texts = new Map<string, string>();

  constructor(write: (value: T) => string) {
    this.#write = write;
  }

  /** `name`: equal for equal values. */
  of(name: string, value: T): string {
    let text = this.#texts.get(name);
    if (text === undefined) {
      if (this.#texts.size >= KEPT) this.#texts.clear();
      this.#texts.set(name, (text = this.#write(value)));
    }
    return text;
  }
}

/** Texts kept at most. */
const KEPT = 1000;

const files = (queries: Queries): AsyncGenerator<FileRow> => rowsOf<FileRow>(queries, FILES);

/** Observations of the files that are put in order at once, about: one file is never cut. */
const SORTED = 50_000;

/** The rejected records in the order of files and places, some files after the other: to sort all of them with their bodies would write these to disk. */
async function* records(queries: Queries): AsyncGenerator<RecordRow> {
  const versions = await queries.query<{ version: number; records: number }>(VERSIONS);
  for (let from = 0, to = 0; from < versions.length; from = to) {
    for (let sum = 0; to < versions.length && (to === from || sum < SORTED); to++) sum += versions[to]?.records ?? 0;
    yield* rowsOf<RecordRow>(queries, RECORDS, [versions.slice(from, to).map(({ version }) => version)]);
  }
}

const placeOf = ({ source, dataset, name, sha256 }: PlaceRow) => ({ source, dataset, resource: name, content: sha256 });

/** The members in one order, whichever the database keeps them in. */
const foundIn = (findings: readonly Found[] | null): Found[] =>
  (findings ?? []).map(({ code, severity, field, count, line }) => ({
    code,
    severity,
    field,
    count,
    ...(line !== undefined && { line }),
  }));

/** A small value with its members sorted at each level. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

/**
 * The current version of each file, the last that was accepted, and those since then that are held or cannot be read. What an earlier version of a file that adds up had
 * wrong, its publisher has corrected or dropped. Contents order the versions of a resource: times may depend on when the harvest ran.
 */
const COUNTING = `(
  select v.id version, r.source, r.dataset, r.name, c.sha256, v.fetched_at, v.state, v.reason, l.records, l.around
  from version v join resource r on r.id = v.resource join content c on c.id = v.content left join listing l on l.version = v.id
  where v.state <> 'fetched' and not exists (
    select from version n where n.resource = v.resource and n.state = 'accepted' and n.fetched_at > v.fetched_at)
) f`;

const ORDER = 'f.source collate "C", f.name collate "C", f.sha256 collate "C", f.fetched_at';

const FILES = `
select f.source, f.dataset, f.name, f.sha256, f.state, f.reason, f.around, cardinality(f.records) records
from ${COUNTING}
where f.state <> 'accepted' or f.around <> '[]'
order by ${ORDER}`;

const VERSIONS = `select f.version, cardinality(f.records) records from ${COUNTING} where f.state = 'accepted' order by ${ORDER}`;

const RECORDS = `
select v.id version, r.source, r.dataset, r.name, c.sha256, o.place, k.hash, k.kind, k.standard, k.valid, d.findings::text findings, k.body
from unnest($1::int[]) with ordinality f(version, rank)
  join version v on v.id = f.version join resource r on r.id = v.resource join content c on c.id = v.content
  join listing l on l.version = f.version
  cross join lateral unnest(l.records) with ordinality o(record, place)
  join record k on k.hash = o.record and (not k.valid or k.key is null)
  join verdict d on d.id = k.verdict
order by f.rank, o.place`;
