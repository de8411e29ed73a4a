/** A file of a source: how it is, when it could be fetched, each version of it, and the records of it that are rejected, for whoever is to correct them. */
import { FEDERATION_PAGES_SOURCES } from '../../../src/messages/compiled/federation-pages-sources.ts';
import type {
  AttemptAnswer,
  FileAnswer,
  FindingAnswer,
  NumberedAnswer,
  PageAnswer,
  RejectedAnswer,
  VerdictAnswer,
  VersionAnswer,
} from './answers.ts';
import { Availability } from './availability.tsx';
import { FindingFix, FindingName, SeverityMark } from './findings.tsx';
import { type Call, type Page, Refused } from './page.ts';
import { Away, Facts, Listed, Mark, Table, To } from './parts.tsx';
import { failureText, reasonText } from './reasons.ts';
import { FileMark } from './sources.tsx';
import { NONE, useView } from './view.ts';

/** Of each list, on one page. */
const LIMITS = { versions: 10, attempts: 100, rejected: 25, findings: 50 };

/** Where each list goes on, as the query of the page has it. */
type Cursors = { versions: string | null; attempts: string | null; rejected: string | null };

export const filePage: Page = {
  path: '/ressources/:id',
  show: async ({ params, query, ask }) => {
    const name = params['id'] ?? '';
    const address = `/v1/ressources/${encodeURIComponent(name)}`;
    const cursors = { versions: query.get('versions'), attempts: query.get('essais'), rejected: query.get('rejets') };
    const file = await ask<FileAnswer>(address);
    const [versions, attempts, rejected] = await Promise.all([
      ask<NumberedAnswer<VersionAnswer>>(withQuery(`${address}/versions`, { limit: LIMITS.versions, cursor: cursors.versions })),
      ask<NumberedAnswer<AttemptAnswer>>(
        withQuery(`${address}/disponibilite`, { limit: LIMITS.attempts, cursor: cursors.attempts }),
      ),
      ask<PageAnswer<RejectedAnswer>>(
        withQuery('/v1/rejets', { ressource: name, limit: LIMITS.rejected, cursor: cursors.rejected }),
      ),
    ]);
    // One after the other: each is a comparison of two versions.
    const verdicts: VerdictAnswer[] = [];
    for (const { id, state } of versions.items) {
      if (state !== 'accepted' && state !== 'held') continue;
      const verdict = await verdictOf(ask, `${address}/versions/${id}/constats`);
      if (verdict) verdicts.push(verdict);
    }
    return {
      title: file.title || file.name,
      content: (
        <File file={file} versions={versions} verdicts={verdicts} attempts={attempts} rejected={rejected} cursors={cursors} />
      ),
    };
  },
};

/** Undefined where the version was not judged. */
const verdictOf = (ask: Call['ask'], address: string): Promise<VerdictAnswer | undefined> =>
  ask<VerdictAnswer>(address).catch((error: unknown) => {
    if (error instanceof Refused && (error.status === 404 || error.status === 503)) return undefined;
    throw error;
  });

/** An address with the parameters that there are. */
function withQuery(address: string, parameters: Readonly<Record<string, string | number | null>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? address : `${address}?${new URLSearchParams(given).toString()}`;
}

type Parts = {
  file: FileAnswer;
  versions: NumberedAnswer<VersionAnswer>;
  verdicts: readonly VerdictAnswer[];
  attempts: NumberedAnswer<AttemptAnswer>;
  rejected: PageAnswer<RejectedAnswer>;
  cursors: Cursors;
};

function File({ file, versions, verdicts, attempts, rejected, cursors }: Parts) {
  const { lang, time } = useView();
  const say = FEDERATION_PAGES_SOURCES[lang];
  const page = `/ressources/${encodeURIComponent(file.name)}`;
  const { accepted, held } = lastOf(versions.items, verdicts);
  const isNewest = cursors.versions === null;
  return (
    <>
      <State file={file} />
      <section>
        <h2>{say['file.rejects']()}</h2>
        {isNewest && accepted && file.updates === 'replaced' && (
          <p class="note">{say['file.rejectsOf']({ time: time(accepted.version.fetchedAt) })}</p>
        )}
        <Rejected file={file} rejected={rejected} page={page} isFirst={cursors.rejected === null} />
      </section>
      <section>
        <h2>{say['file.availability']()}</h2>
        <Availability attempts={attempts.items} />
        {attempts.next !== null && (
          <p>
            <To to={`${page}?essais=${attempts.next}`}>{say['file.older']()}</To>
          </p>
        )}
      </section>
      <section>
        <h2>{say['file.versions']()}</h2>
        <Versions versions={versions.items} verdicts={verdicts} />
        {versions.next !== null && (
          <p>
            <To to={`${page}?versions=${versions.next}`}>{say['file.older']()}</To>
          </p>
        )}
      </section>
      {[accepted, held].map(
        (found) =>
          found && (
            <section>
              <h2>{say['file.findings']({ state: !isNewest ? 'older' : found === held ? 'held' : 'accepted' })}</h2>
              <Findings {...found} />
            </section>
          ),
      )}
    </>
  );
}

type Judged = { version: VersionAnswer; verdict: VerdictAnswer };

/** The last accepted version of those that were judged, which is the one that contracts are made of; and the last one, where the guard keeps it back. */
function lastOf(
  versions: readonly VersionAnswer[],
  verdicts: readonly VerdictAnswer[],
): { accepted: Judged | undefined; held: Judged | undefined } {
  const judged = versions.flatMap((version): Judged[] => {
    const verdict = verdicts.find(({ version: of }) => of === version.id);
    return verdict ? [{ version, verdict }] : [];
  });
  const [first] = judged;
  return {
    accepted: judged.find(({ version }) => version.state === 'accepted'),
    held: first?.version.state === 'held' ? first : undefined,
  };
}

function State({ file }: { file: FileAnswer }) {
  const view = useView();
  const { lang, day, time } = view;
  const say = FEDERATION_PAGES_SOURCES[lang];
  const { name, source, dataset, format, url, updates, checkedAt, acceptedAt, goneAt, failing, failingSince, newest } = file;
  return (
    <>
      <p>
        <FileMark file={file} />
      </p>
      {failing !== null && goneAt === null && (
        <p class="bad">
          {say['file.failing']({ since: failingSince === null ? NONE : day(failingSince), reason: failureText(failing, view) })}
        </p>
      )}
      {newest?.state === 'held' && <p class="bad">{say['file.held']({ reason: reasonText(newest.reason, view) || NONE })}</p>}
      <Facts
        facts={[
          [say['file.source'](), <To to={`/sources/${source}`}>{source}</To>],
          [say['file.dataset'](), dataset],
          [say['file.name'](), <code>{name}</code>],
          [say['file.address'](), <Away to={url} />],
          [say['file.format'](), format],
          [say['file.updates'](), say['file.updatesWord']({ updates })],
          [say['sources.checked'](), checkedAt === null ? undefined : time(checkedAt)],
          [say['file.accepted'](), acceptedAt === null ? undefined : time(acceptedAt)],
          [say['file.gone'](), goneAt === null ? undefined : day(goneAt)],
        ]}
      />
    </>
  );
}

type RejectedParts = { file: FileAnswer; rejected: PageAnswer<RejectedAnswer>; page: string; isFirst: boolean };

function Rejected({ file, rejected: { items, next }, page, isFirst }: RejectedParts) {
  const { lang, number } = useView();
  const say = FEDERATION_PAGES_SOURCES[lang];
  if (items.length === 0 && next === null && isFirst) return <p>{say['file.noRejects']()}</p>;
  const corrections = (standard: string): string => withQuery('/v1/rejets.json', { ressource: file.name, version: standard });
  const errors = errorsOf(items);
  const standards = [...new Set(items.map(({ standard }) => standard))].toSorted();
  return (
    <>
      <p>
        {standards.length === 1 ? (
          <a href={corrections(standards[0] ?? '')} download="rejets.json">
            {say['file.download']()}
          </a>
        ) : (
          <>
            {say['file.download']()}
            {standards.map((standard) => (
              <>
                {' · '}
                <a href={corrections(standard)} download={`rejets-${standard}.json`}>
                  {say['file.downloadOf']({ standard })}
                </a>
              </>
            ))}
          </>
        )}
      </p>
      <p class="note">
        {say['file.downloadHow']()} <code>npx decp validate rejets.json</code>
      </p>
      <Table
        caption={say['file.rejectsCaption']()}
        rows={items}
        columns={[
          { head: say['file.rejectsAll'](), cell: (record) => <Named record={record} file={file.name} /> },
          { head: say['file.rejectsWhy'](), cell: (record: RejectedAnswer) => <Why record={record} /> },
        ]}
      />
      {errors.length > 0 && (
        <Table
          caption={say['file.fixCaption']()}
          rows={errors}
          columns={[
            { head: say['finding.code'](), cell: (finding) => <FindingName finding={finding} /> },
            { head: say['file.records'](), cell: ({ records }) => number(records), isNumber: true },
            { head: say['finding.fix'](), cell: (finding) => <FindingFix {...finding} /> },
          ]}
        />
      )}
      <nav aria-label={say['file.rejects']()} class="pages">
        {next !== null && <To to={`${page}?rejets=${encodeURIComponent(next)}`}>{say['file.rejectsNext']()}</To>}
      </nav>
    </>
  );
}

/** The errors of records by code and advice, and how many of the records have each: the most frequent first. */
function errorsOf(records: readonly RejectedAnswer[]): (FindingAnswer & { records: number })[] {
  const errors = new Map<string, FindingAnswer & { records: number }>();
  for (const { findings } of records)
    for (const [name, one] of new Map(
      findings.filter(isError).map((finding) => [`${finding.code} ${finding.fix ?? ''}`, finding]),
    ))
      errors.set(name, { ...one, records: (errors.get(name)?.records ?? 0) + 1 });
  return [...errors.values()].toSorted((a, b) => b.records - a.records || (a.code < b.code ? -1 : 1));
}

const isError = ({ severity }: FindingAnswer): boolean => severity === 'error';

/** Errors of one record that are listed. */
const LISTED = 10;

/** Why a record is rejected: its warnings are not why. */
function Why({ record: { hasKey, findings } }: { record: RejectedAnswer }) {
  const say = FEDERATION_PAGES_SOURCES[useView().lang];
  const errors = findings.filter(isError);
  const others = findings.length - errors.length;
  return (
    <ul class="plain">
      {!hasKey && <li>{say['file.noKey']()}</li>}
      {errors.slice(0, LISTED).map((finding) => (
        <li>
          <FindingName finding={finding} /> {finding.field !== '' && <>({finding.field})</>}
        </li>
      ))}
      {errors.length > LISTED && <li>{say['file.moreErrors']({ count: errors.length - LISTED })}</li>}
      {others > 0 && <li class="note">{say['file.others']({ count: others })}</li>}
    </ul>
  );
}

/** A record, as whoever publishes it can find it. */
function Named({ record: { number, body, places }, file }: { record: RejectedAnswer; file: string }) {
  const say = FEDERATION_PAGES_SOURCES[useView().lang];
  const { objet } = body;
  const others = places.filter(({ resource }) => resource !== file);
  return (
    <>
      {typeof objet === 'string' && objet}
      <br />
      <span class="note">
        {number === null ? say['file.noNumber']() : say['file.number']({ number })}
        {others.length > 0 && (
          <>
            {' · '}
            {say['file.elsewhere']()}{' '}
            <Listed
              parts={others.map(({ resource, title }) => (
                <To to={`/ressources/${encodeURIComponent(resource)}`}>{title || resource}</To>
              ))}
            />
          </>
        )}
      </span>
    </>
  );
}

const VERSION_MARKS = { accepted: 'good', held: 'bad', unreadable: 'bad', fetched: 'calm' } as const;

function Versions({ versions, verdicts }: { versions: readonly VersionAnswer[]; verdicts: readonly VerdictAnswer[] }) {
  const view = useView();
  const { lang, number, time } = view;
  const say = FEDERATION_PAGES_SOURCES[lang];
  const of = new Map(verdicts.map((verdict) => [verdict.version, verdict]));
  const counted = (id: number, count: (verdict: VerdictAnswer) => string): string => {
    const verdict = of.get(id);
    return verdict ? count(verdict) : NONE;
  };
  return (
    <Table
      caption={say['file.versionsCaption']()}
      rows={versions}
      none={say['file.noVersions']()}
      columns={[
        { head: say['file.fetched'](), cell: ({ fetchedAt }) => time(fetchedAt) },
        {
          head: say['sources.state'](),
          cell: ({ state, reason }) => (
            <>
              <Mark kind={VERSION_MARKS[state]}>{say['file.versionState']({ state })}</Mark> {reasonText(reason, view)}
            </>
          ),
        },
        { head: say['file.size'](), cell: ({ size }) => say['file.bytes']({ count: size, shown: number(size) }), isNumber: true },
        { head: say['finding.standard'](), cell: ({ standard }) => standard ?? NONE },
        { head: say['file.records'](), cell: ({ id }) => counted(id, ({ records }) => number(records)), isNumber: true },
        { head: say['file.rejected'](), cell: ({ id }) => counted(id, ({ rejected }) => number(rejected)), isNumber: true },
        { head: say['file.verdict'](), cell: ({ id }) => counted(id, (verdict) => verdictText(verdict)) },
        {
          head: say['file.difference'](),
          cell: ({ id }) =>
            counted(id, ({ previous, difference }) =>
              difference
                ? say['file.differenceText']({
                    added: number(difference.added),
                    removed: number(difference.removed),
                    changed: number(difference.changed),
                  })
                : previous === null
                  ? say['file.first']()
                  : say['file.notCompared'](),
            ),
        },
      ]}
    />
  );

  function verdictText({ findings, around }: VerdictAnswer): string {
    const sum = (wanted: string): number =>
      [...findings, ...around].reduce((all, { severity, count = 1 }) => all + (severity === wanted ? count : 0), 0);
    const [errors, warnings] = [sum('error'), sum('warning')];
    return say['file.verdictText']({ errors, errorsShown: number(errors), warnings, warningsShown: number(warnings) });
  }
}

function Findings({ verdict: { findings, around }, version }: Judged) {
  const { lang, number, time } = useView();
  const say = FEDERATION_PAGES_SOURCES[lang];
  const all = [...around.map((one) => ({ ...one, standard: '', count: one.count ?? 1 })), ...findings];
  return (
    <>
      <Table
        caption={say['file.findingsCaption']({ day: time(version.fetchedAt) })}
        rows={all.slice(0, LIMITS.findings)}
        none={say['file.noFindings']({ day: time(version.fetchedAt) })}
        columns={[
          { head: say['finding.code'](), cell: (finding) => <FindingName finding={finding} /> },
          {
            head: say['sources.state'](),
            cell: ({ severity }) => <SeverityMark severity={severity} />,
          },
          { head: say['finding.field'](), cell: ({ field }) => (field === '' ? NONE : <code>{field}</code>) },
          { head: say['finding.count'](), cell: ({ count }) => number(count), isNumber: true },
          { head: say['finding.fix'](), cell: (finding) => <FindingFix {...finding} /> },
        ]}
      />
      {all.length > LIMITS.findings && <p class="note">{say['file.moreFindings']({ count: LIMITS.findings })}</p>}
    </>
  );
}
