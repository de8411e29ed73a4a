/** The sources of the catalogue, and each with its files. */
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import { FEDERATION_PAGES_SOURCES } from '../../../src/messages/compiled/federation-pages-sources.ts';
import type { EventAnswer, FileAnswer, NumberedAnswer, SourceAnswer, SummaryAnswer } from './answers.ts';
import type { Page } from './page.ts';
import { Facts, Figures, Mark, Table, To } from './parts.tsx';
import { eventDetail } from './reasons.ts';
import { NONE, useView } from './view.ts';

export const sourcesPage: Page = {
  path: '/sources',
  show: async ({ lang, ask }) => {
    const [{ items }, { snapshot }] = await Promise.all([
      ask<{ items: SourceAnswer[] }>('/v1/sources'),
      ask<SummaryAnswer>('/v1/bilan'),
    ]);
    return {
      title: FEDERATION_PAGES_SOURCES[lang]['sources.title'](),
      content: <Sources sources={items} snapshot={snapshot} />,
    };
  },
};

/** Files of a page, and events. */
const FILES = 100;
const EVENTS = 10;

export const sourcePage: Page = {
  path: '/sources/:id',
  show: async ({ params, query, ask }) => {
    const id = encodeURIComponent(params['id'] ?? '');
    const source = await ask<SourceAnswer>(`/v1/sources/${id}`);
    const files = new URLSearchParams({ source: source.id, limit: String(FILES) });
    const cursor = query.get('cursor');
    if (cursor !== null) files.set('cursor', cursor);
    const [page, events, { snapshot }] = await Promise.all([
      ask<NumberedAnswer<FileAnswer>>(`/v1/ressources?${files.toString()}`),
      ask<{ items: EventAnswer[] }>(`/v1/sources/${id}/evenements?limit=${EVENTS}`),
      ask<SummaryAnswer>('/v1/bilan'),
    ]);
    return {
      title: source.title,
      feed: `/sources/${id}/flux.atom`,
      content: <Source {...{ source, snapshot }} files={page} events={events.items} isFirst={cursor === null} />,
    };
  },
};

function Sources({ sources, snapshot }: { sources: readonly SourceAnswer[]; snapshot: Snapshot }) {
  const { lang, number, day } = useView();
  const say = FEDERATION_PAGES_SOURCES[lang];
  const sum = (of: (source: SourceAnswer) => number): string => number(sources.reduce((all, source) => all + of(source), 0));
  return (
    <>
      <p>{say['sources.about']()}</p>
      <Figures
        figures={[
          { name: say['sources.number'](), value: number(sources.length) },
          { name: say['sources.files'](), value: sum(({ files }) => files) },
          { name: say['sources.failed'](), value: sum(({ failed }) => failed) },
          { name: say['sources.blocked'](), value: sum(({ held }) => held) },
        ]}
      />
      <Table
        caption={say['sources.caption']()}
        rows={sources}
        columns={[
          {
            head: say['sources.source'](),
            cell: ({ id, title, publisher }) => (
              <>
                <To to={`/sources/${id}`}>{title}</To>
                <br />
                <span class="note">{publisher}</span>
              </>
            ),
          },
          {
            head: say['sources.state'](),
            cell: (source) => (
              <>
                <Harvested source={source} />
                {!source.harvested && source.notes !== null && (
                  <>
                    <br />
                    <span class="note">{source.notes}</span>
                  </>
                )}
              </>
            ),
          },
          {
            head: say['sources.files'](),
            cell: ({ files, gone, failed, held }) => (
              <>
                {number(files)}
                {gone + failed + held > 0 && (
                  <>
                    <br />
                    <span class="note">{say['sources.filesState']({ gone, failed, blocked: held })}</span>
                  </>
                )}
              </>
            ),
          },
          { head: say['sources.contracts'](), cell: ({ contracts }) => orNone(contracts, number), isNumber: true },
          { head: say['sources.rejected'](), cell: ({ rejected }) => orNone(rejected, number), isNumber: true },
          { head: say['sources.share'](), cell: (source) => <Rejected source={source} />, isNumber: true },
          { head: say['sources.checked'](), cell: ({ checkedAt }) => orNone(checkedAt, day) },
        ]}
      />
      <Counted snapshot={snapshot} />
    </>
  );
}

type Snapshot = SummaryAnswer['snapshot'];

/** When contracts and records of sources were counted, and what the share of those that are rejected is of: not of what is published now, as the indicator's. */
function Counted({ snapshot }: { snapshot: Snapshot }) {
  const { lang, time } = useView();
  const say = FEDERATION_PAGES_SOURCES[lang];
  return (
    <p class="note">
      {snapshot === null ? say['sources.noSnapshot']() : say['sources.snapshot']({ time: time(snapshot.at) })}{' '}
      {say['sources.formula']()}
    </p>
  );
}

/** The share of the records of the current files of a source that are rejected. */
function Rejected({ source: { read, rejected } }: { source: SourceAnswer }) {
  return <>{useView().share(rejected ?? 0, read ?? 0)}</>;
}

const orNone = <T,>(value: T | null, write: (value: T) => string): string => (value === null ? NONE : write(value));

function Harvested({ source: { harvested } }: { source: SourceAnswer }) {
  const say = FEDERATION_PAGES_SOURCES[useView().lang];
  return <Mark kind={harvested ? 'good' : 'calm'}>{say['sources.harvested']({ harvested: harvested ? 'yes' : 'no' })}</Mark>;
}

type SourceParts = {
  source: SourceAnswer;
  snapshot: Snapshot;
  files: NumberedAnswer<FileAnswer>;
  events: readonly EventAnswer[];
  isFirst: boolean;
};

function Source({ source, snapshot, files, events, isFirst }: SourceParts) {
  const view = useView();
  const { lang, number, time } = view;
  const say = FEDERATION_PAGES_SOURCES[lang];
  const { id, contracts, read, rejected } = source;
  return (
    <>
      <p>
        <Harvested source={source} />
      </p>
      <Facts
        facts={[
          [say['source.publisher'](), source.publisher],
          [say['source.id'](), <code>{id}</code>],
          [say['source.licence'](), say['source.licenceName']({ licence: source.licence })],
          [say['source.priority'](), number(source.priority)],
          [say['sources.checked'](), orNone(source.checkedAt, time)],
          [say['source.notes'](), source.notes],
        ]}
      />
      <Figures
        figures={[
          { name: say['sources.files'](), value: number(source.files) },
          { name: say['sources.gone'](), value: number(source.gone) },
          { name: say['sources.failed'](), value: number(source.failed) },
          { name: say['sources.blocked'](), value: number(source.held) },
          { name: say['sources.contracts'](), value: orNone(contracts, number) },
          { name: say['sources.read'](), value: orNone(read, number) },
          { name: say['sources.rejected'](), value: orNone(rejected, number) },
          { name: say['sources.share'](), value: <Rejected source={source} /> },
        ]}
      />
      <Counted snapshot={snapshot} />
      <p>
        <To to={`/recherche?source=${id}`}>{say['source.search']()}</To> ·{' '}
        <a href={`/v1/rejets?source=${id}`}>{say['source.rejectedList']()}</a>
      </p>
      <section>
        <h2>{say['sources.files']()}</h2>
        <Files files={files.items} />
        <nav aria-label={say['sources.files']()} class="pages">
          {!isFirst && <To to={`/sources/${id}`}>{FEDERATION_PAGES[lang].firstPage()}</To>}{' '}
          {files.next !== null && <To to={`/sources/${id}?cursor=${files.next}`}>{FEDERATION_PAGES[lang].nextPage()}</To>}
        </nav>
      </section>
      <section>
        <h2>{say['source.events']()}</h2>
        <Table
          caption={say['source.eventsCaption']()}
          rows={events}
          none={say['source.noEvents']()}
          columns={[
            { head: say['event.file'](), cell: ({ resource, title }) => <FileLink name={resource} title={title} /> },
            {
              head: say['event.what'](),
              cell: ({ event }) => <Mark kind={EVENT_MARKS[event]}>{say['event.word']({ event })}</Mark>,
            },
            { head: say['event.at'](), cell: ({ at }) => time(at) },
            { head: say['event.detail'](), cell: (event) => eventDetail(event, view) || NONE },
          ]}
        />
      </section>
    </>
  );
}

const EVENT_MARKS = {
  broken: 'bad',
  restored: 'good',
  gone: 'mild',
  accepted: 'good',
  held: 'bad',
  unreadable: 'bad',
} as const satisfies Record<EventAnswer['event'], 'good' | 'bad' | 'mild'>;

/** Files, a line each. */
function Files({ files }: { files: readonly FileAnswer[] }) {
  const { lang, time } = useView();
  const say = FEDERATION_PAGES_SOURCES[lang];
  return (
    <Table
      caption={say['source.filesCaption']()}
      rows={files}
      none={say['source.noFiles']()}
      columns={[
        { head: say['event.file'](), cell: ({ name, title }) => <FileLink name={name} title={title} /> },
        { head: say['sources.state'](), cell: (file) => <FileMark file={file} /> },
        { head: say['file.format'](), cell: ({ format }) => format || NONE },
        { head: say['sources.checked'](), cell: ({ checkedAt }) => orNone(checkedAt, time) },
        { head: say['file.accepted'](), cell: ({ acceptedAt }) => orNone(acceptedAt, time) },
      ]}
    />
  );
}

/** A link to the page of a file: its name may be an address. */
function FileLink({ name, title }: { name: string; title: string }) {
  return <To to={`/ressources/${encodeURIComponent(name)}`}>{title || name}</To>;
}

/** How a file is, in a word. */
export function FileMark({ file: { goneAt, failing, newest } }: { file: FileAnswer }) {
  const say = FEDERATION_PAGES_SOURCES[useView().lang];
  const state = goneAt !== null ? 'gone' : failing !== null ? 'failing' : (newest?.state ?? 'fetched');
  const kind = state === 'accepted' ? 'good' : state === 'fetched' ? 'calm' : state === 'gone' ? 'mild' : 'bad';
  return <Mark kind={kind}>{say['file.state']({ state })}</Mark>;
}
