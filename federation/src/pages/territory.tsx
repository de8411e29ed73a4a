/** A territory: which of its collectivités publish, how, and what would help most. */
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import { FEDERATION_PAGES_TERRITORY } from '../../../src/messages/compiled/federation-pages-territory.ts';
import { ActionList } from './action-list.tsx';
import { type Action, actionsFor } from './actions.ts';
import { rejected, timely, unwarned } from './indicators.ts';
import { coverage, daysText, figuresOf, Progress } from './measures.tsx';
import type { Call, Page } from './page.ts';
import { Away, Figures, Table, To } from './parts.tsx';
import { Names } from './territories.tsx';
import type {
  CollectiviteAnswer,
  Counts,
  FoundTerritory,
  SourceAnswer,
  SummaryAnswer,
  TerritoryAnswer,
  TerritoryName,
  TerritorySourceAnswer,
} from './answers.ts';
import { NONE, useView } from './view.ts';

/** All that is known of a territory. */
export type Known = {
  territory: TerritoryAnswer;
  collectivites: CollectiviteAnswer[];
  actions: Action[];
};

/** Asks the API for a territory. */
export async function knownOf({ params, ask }: Call): Promise<Known> {
  const address = `/v1/territoires/${encodeURIComponent(params['code'] ?? '')}`;
  const territory = await ask<TerritoryAnswer>(address);
  const [{ items: collectivites }, { items: sources }, { items: states }] = await Promise.all([
    ask<{ items: CollectiviteAnswer[] }>(`${address}/collectivites`),
    ask<{ items: TerritorySourceAnswer[] }>(`${address}/sources`),
    ask<{ items: SourceAnswer[] }>('/v1/sources'),
  ]);
  return { territory, collectivites, actions: actionsFor({ collectivites, faults: territory.faults, sources, states }) };
}

export const territoryPage: Page = {
  path: '/territoires/:code',
  show: async (call) => {
    const known = await knownOf(call);
    const { territory } = known;
    const [parents, summary, all] = await Promise.all([
      Promise.all(territory.parents.map(({ code }) => call.ask<TerritoryAnswer>(`/v1/territoires/${code}`))),
      call.ask<SummaryAnswer>('/v1/bilan'),
      territory.kind === 'region' ? call.ask<{ items: FoundTerritory[] }>('/v1/territoires') : undefined,
    ]);
    const departements = all?.items.filter((one) => one.parents.some(({ code }) => code === territory.code)) ?? [];
    return {
      title: territory.name,
      feed: `/territoires/${territory.code}/flux.atom`,
      content: <Shown {...{ ...known, parents, summary, departements }} now={call.now} />,
    };
  },
};

/** Rows of a table that are shown: the entire list is a file. */
const ROWS = 100;

type Parts = Known & { parents: TerritoryAnswer[]; summary: SummaryAnswer; departements: TerritoryName[]; now: Date };

function Shown({ territory, collectivites, actions, parents, summary, departements, now }: Parts) {
  const view = useView();
  const say = FEDERATION_PAGES_TERRITORY[view.lang];
  const { code, kind, all, months, faults } = territory;
  return (
    <>
      <p>
        {say.kind({ kind })}
        {territory.parents.map(({ code: of, name }) => (
          <>
            {' · '}
            <To to={`/territoires/${of}`}>{name}</To>
          </>
        ))}
        {' · '}
        <To to={`/territoires/${code}/fiche`}>{say['territory.sheet']()}</To>
      </p>
      <p class="note">{say['territory.scope']()}</p>
      <Figures figures={[coverage(territory, view), ...figuresOf(all, view, code)]} />
      <section>
        <h2>{say['actions.title']()}</h2>
        <p>{say['actions.lead']()}</p>
        <ActionList actions={actions} />
      </section>
      <section>
        <h2>{say['months.title']()}</h2>
        <Progress {...{ months, now, view }} />
      </section>
      <Comparison rows={[territory, ...parents]} summary={summary} />
      <section>
        <h2>{say['faults.title']()}</h2>
        <p>{say['faults.lead']()}</p>
        <Table
          caption={say['faults.caption']()}
          rows={faults}
          none={say['faults.none']()}
          columns={[
            { head: say['faults.error'](), cell: ({ title, url }) => <Away to={url}>{title}</Away> },
            { head: say['faults.field'](), cell: ({ field }) => (field === '' ? NONE : <code>{field}</code>) },
            { head: say['faults.standard'](), cell: ({ standard }) => standard ?? NONE },
            { head: say['faults.records'](), cell: ({ count }) => view.number(count), isNumber: true },
          ]}
        />
        {territory.partial && <p class="note">{FEDERATION_PAGES[view.lang].cut()}</p>}
      </section>
      <Publishing {...{ code, collectivites }} />
      <Silent {...{ code, collectivites }} />
      {kind !== 'commune' && <Inside {...{ kind, departements, collectivites }} />}
    </>
  );
}

/** The same numbers of larger territories, and of all buyers. */
function Comparison({ rows, summary }: { rows: readonly TerritoryAnswer[]; summary: SummaryAnswer }) {
  const view = useView();
  const say = FEDERATION_PAGES_TERRITORY[view.lang];
  const { number, share } = view;
  type Row = { name: string; code?: string; counts: Counts; publishing?: number; collectivites?: number };
  const compared: Row[] = [
    ...rows.map(({ name, code, all, publishing, collectivites }) => ({ name, code, counts: all, publishing, collectivites })),
    { name: say['compare.all'](), counts: summary },
  ];
  return (
    <section>
      <h2>{say['compare.title']()}</h2>
      <Table
        caption={say['compare.caption']()}
        rows={compared}
        columns={[
          {
            head: say['territories.name'](),
            cell: ({ name, code }) => (code === undefined ? name : <To to={`/territoires/${code}`}>{name}</To>),
          },
          {
            head: say['figure.coverage'](),
            cell: ({ publishing, collectivites }) => share(publishing ?? 0, collectivites ?? 0),
            isNumber: true,
          },
          { head: say['figure.contracts'](), cell: ({ counts }) => number(counts.contracts), isNumber: true },
          { head: say['figure.timely'](), cell: ({ counts }) => share(...timely(counts)), isNumber: true },
          { head: say['figure.days'](), cell: ({ counts }) => daysText(counts, view), isNumber: true },
          { head: say['figure.unwarned'](), cell: ({ counts }) => share(...unwarned(counts)), isNumber: true },
          { head: say['figure.rejected'](), cell: ({ counts }) => share(...rejected(counts)), isNumber: true },
        ]}
      />
      <p class="note">{say['compare.note']()}</p>
    </section>
  );
}

type Lists = { code: string; collectivites: readonly CollectiviteAnswer[] };

function Publishing({ code, collectivites }: Lists) {
  const view = useView();
  const { number, share, day } = view;
  const say = FEDERATION_PAGES_TERRITORY[view.lang];
  const all = collectivites.filter(({ publishes }) => publishes).toSorted((a, b) => b.contracts - a.contracts);
  return (
    <section>
      <h2>{say['publishing.title']()}</h2>
      <Table
        caption={say['publishing.caption']({ shown: number(Math.min(ROWS, all.length)), total: number(all.length) })}
        rows={all.slice(0, ROWS)}
        none={say['publishing.none']()}
        columns={[
          { head: say['list.name'](), cell: ({ siren, name }) => <To to={`/acheteurs/${siren}`}>{name}</To> },
          { head: say['list.kind'](), cell: ({ kind }) => say.kind({ kind }) },
          { head: say['figure.contracts'](), cell: ({ contracts }) => number(contracts), isNumber: true },
          { head: say['figure.timely'](), cell: (one) => share(...timely(one)), isNumber: true },
          { head: say['figure.days'](), cell: (one) => daysText(one, view), isNumber: true },
          { head: say['figure.unwarned'](), cell: (one) => share(...unwarned(one)), isNumber: true },
          { head: say['list.rejected'](), cell: ({ rejected: count }) => number(count), isNumber: true },
          { head: say['list.last'](), cell: ({ last }) => (last === null ? NONE : day(last)) },
        ]}
      />
      <Download {...{ code, publie: true, total: all.length }} />
    </section>
  );
}

function Silent({ code, collectivites }: Lists) {
  const { lang, number } = useView();
  const say = FEDERATION_PAGES_TERRITORY[lang];
  const all = silentOf(collectivites);
  return (
    <section>
      <h2>{say['silent.title']()}</h2>
      <p>{say['silent.lead']()}</p>
      <Table
        caption={say['silent.caption']({ shown: number(Math.min(ROWS, all.length)), total: number(all.length) })}
        rows={all.slice(0, ROWS)}
        none={say['silent.none']()}
        columns={[
          { head: say['list.name'](), cell: ({ siren, name }) => <To to={`/acheteurs/${siren}`}>{name}</To> },
          { head: say['list.kind'](), cell: ({ kind }) => say.kind({ kind }) },
          { head: 'SIREN', cell: ({ siren }) => siren },
          {
            head: say['list.population'](),
            cell: ({ population }) => (population === null ? NONE : number(population)),
            isNumber: true,
          },
          { head: say['list.rejected'](), cell: ({ rejected: count }) => number(count), isNumber: true },
        ]}
      />
      <Download {...{ code, publie: false, total: all.length }} />
    </section>
  );
}

/** Those of which no contract is known, the largest first. */
export const silentOf = (collectivites: readonly CollectiviteAnswer[]): CollectiviteAnswer[] =>
  collectivites.filter(({ publishes }) => !publishes).toSorted((a, b) => (b.population ?? -1) - (a.population ?? -1));

function Download({ code, publie, total }: { code: string; publie: boolean; total: number }) {
  const { lang, number } = useView();
  if (total === 0) return <></>;
  return (
    <p>
      <a href={`/v1/territoires/${code}/collectivites.csv?publie=${publie}`}>
        {FEDERATION_PAGES_TERRITORY[lang]['list.csv']({ total: number(total) })}
      </a>
    </p>
  );
}

/** The territories in this one. */
function Inside({
  kind,
  departements,
  collectivites,
}: {
  kind: FoundTerritory['kind'];
  departements: readonly TerritoryName[];
  collectivites: readonly CollectiviteAnswer[];
}) {
  const say = FEDERATION_PAGES_TERRITORY[useView().lang];
  const of = (wanted: 'commune' | 'epci'): TerritoryName[] =>
    collectivites.filter((one) => one.kind === wanted).map(({ code, name }) => ({ code: `${wanted}-${code}`, name }));
  const list = (title: string, names: readonly TerritoryName[]) =>
    names.length > 0 && (
      <details>
        <summary>{title}</summary>
        <Names names={names} />
      </details>
    );
  return (
    <section>
      <h2>{say['inside.title']()}</h2>
      {list(say['inside.departements']({ count: departements.length }), departements)}
      {kind !== 'epci' && list(say['inside.epcis']({ count: of('epci').length }), of('epci'))}
      {kind !== 'region' && list(say['inside.communes']({ count: of('commune').length }), of('commune'))}
    </section>
  );
}
