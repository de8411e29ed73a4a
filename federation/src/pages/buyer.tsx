/** A buyer, or one of its establishments: what it publishes, when, what is wrong about it, and where it was found. */
import { FEDERATION_PAGES_BUYER } from '../../../src/messages/compiled/federation-pages-buyer.ts';
import { FEDERATION_PAGES_SOURCES } from '../../../src/messages/compiled/federation-pages-sources.ts';
import type { BuyerAnswer, ContractAnswer, Counts, MonthAnswer, PageAnswer } from './answers.ts';
import { buyerOf } from './body.ts';
import { FindingFix, FindingName } from './findings.tsx';
import { addressOf, type Indicator, lastMonths } from './indicators.ts';
import type { Page } from './page.ts';
import { Facts, Figures, Listed, Months, type Point, Table, To } from './parts.tsx';
import { ContractTable } from './search.tsx';
import { NONE, useView } from './view.ts';

const LATEST = 25;
/** Months of a chart; establishments of the table. */
const MONTHS = 36;
const ESTABLISHMENTS = 50;

export const buyerPage: Page = {
  path: '/acheteurs/:id',
  show: async ({ lang, params, now, ask }) => {
    const id = encodeURIComponent(params['id'] ?? '');
    const [buyer, contracts] = await Promise.all([
      ask<BuyerAnswer>(`/v1/acheteurs/${id}`),
      ask<PageAnswer<ContractAnswer>>(`/v1/contrats?acheteur=${id}&limit=${LATEST}`),
    ]);
    return {
      title: nameOf(buyer, contracts.items) ?? FEDERATION_PAGES_BUYER[lang].title({ id: buyer.id }),
      feed: `/acheteurs/${id}/flux.atom`,
      content: <Buyer buyer={buyer} contracts={contracts.items} now={now} />,
    };
  },
};

/** The name of a collectivité, or the one that its last contracts give a buyer: they may give none. */
export function nameOf({ name }: Pick<BuyerAnswer, 'name'>, contracts: readonly ContractAnswer[]): string | undefined {
  if (name !== null) return name;
  for (const { kind, body } of contracts) {
    const { name: published } = buyerOf(kind, body);
    if (published !== undefined) return published;
  }
  return undefined;
}

function Buyer({ buyer, contracts, now }: { buyer: BuyerAnswer; contracts: readonly ContractAnswer[]; now: Date }) {
  const { lang } = useView();
  const say = FEDERATION_PAGES_BUYER[lang];
  const { id, siren, territory, sources } = buyer;
  const isSiret = id !== siren;
  return (
    <>
      <Facts
        facts={[
          [say.identifier({ kind: isSiret ? 'siret' : 'siren' }), <code>{id}</code>],
          [say.whole(), isSiret ? <To to={`/acheteurs/${siren}`}>{siren}</To> : undefined],
          [say.territory(), territory === null ? undefined : <To to={`/territoires/${territory}`}>{say.territoryLink()}</To>],
          [
            say.sources(),
            sources.length === 0 ? undefined : (
              <>
                <Listed
                  parts={sources.map((source) => (
                    <To to={`/sources/${source}`}>{source}</To>
                  ))}
                />{' '}
                <span class="note">{say.sourcesNote()}</span>
              </>
            ),
          ],
        ]}
      />
      <section>
        <h2>{say.figures()}</h2>
        <Numbers buyer={buyer} />
      </section>
      <section>
        <h2>{say.byMonth()}</h2>
        <Charts months={buyer.months} now={now} />
      </section>
      <section>
        <h2>{say.latest()}</h2>
        {contracts.length === 0 ? (
          <p>{say.noContracts()}</p>
        ) : (
          <ContractTable caption={say.latestCaption()} contracts={contracts} />
        )}
        <p>
          <To to={`/recherche?acheteur=${id}`}>{say.allContracts()}</To>
        </p>
      </section>
      <section>
        <h2>{say.faults()}</h2>
        <Faults faults={buyer.faults} />
      </section>
      <section>
        <h2>{say.establishments()}</h2>
        <Establishments establishments={buyer.establishments} />
      </section>
    </>
  );
}

/** What is counted of a buyer; definitions are those of its territory, where it has one. */
function Numbers({ buyer: { all, territory } }: { buyer: BuyerAnswer }) {
  const { lang, number, euros, share } = useView();
  const say = FEDERATION_PAGES_BUYER[lang];
  const { contracts, amount, dated, timely, days, warned, rejected } = all;
  const about = (name: Indicator): string => addressOf(name, territory ?? undefined);
  return (
    <Figures
      figures={[
        { name: say.contracts(), value: number(contracts), about: about('publies') },
        { name: say.amount(), value: euros(amount), note: say.amountNote() },
        {
          name: say.timely(),
          value: share(timely, dated),
          note: say.timelyNote({ timely: number(timely), dated }),
          about: about('delai'),
        },
        {
          name: say.delay(),
          value: dated === 0 ? NONE : number(Math.round(days / dated)),
          note: say.delayNote({ days, dated }),
          about: about('delai'),
        },
        {
          name: say.clean(),
          value: share(contracts - warned, contracts),
          note: say.cleanNote({ warned, contracts: number(contracts) }),
          about: about('conformite'),
        },
        { name: say.rejected(), value: number(rejected), note: say.rejectedNote(), about: about('rejets') },
      ]}
    />
  );
}

function Charts({ months, now }: { months: readonly MonthAnswer[]; now: Date }) {
  const { lang, number, share } = useView();
  const say = FEDERATION_PAGES_BUYER[lang];
  const points = (value: (month: Counts) => number | null): Point[] => pointsOf(months, now, value);
  return (
    <>
      <p class="note">{say.monthsNote()}</p>
      <Months
        title={say.contractsByMonth()}
        unit={say.contractsUnit()}
        points={points(({ contracts }) => contracts)}
        write={number}
      />
      <Months
        title={say.timelyByMonth()}
        unit={say.timelyUnit()}
        points={points(({ timely, dated }) => (dated > 0 ? timely / dated : null))}
        write={(value) => share(value, 1)}
        most={1}
      />
    </>
  );
}

/** The last months up to this one, from the first that has anything; none where nothing has a month. */
export function pointsOf(months: readonly MonthAnswer[], now: Date, value: (month: Counts) => number | null): Point[] {
  const known = new Set(months.map(({ month }) => month));
  const all = lastMonths(months, now, MONTHS);
  const first = all.findIndex(({ month }) => known.has(month));
  return first === -1 ? [] : all.slice(first).map((month) => ({ month: month.month, value: value(month) }));
}

function Faults({ faults }: { faults: BuyerAnswer['faults'] }) {
  const { lang, number } = useView();
  const say = FEDERATION_PAGES_BUYER[lang];
  const common = FEDERATION_PAGES_SOURCES[lang];
  return (
    <Table
      caption={say.faultsCaption()}
      rows={faults}
      none={say.noFaults()}
      columns={[
        { head: common['finding.code'](), cell: (fault) => <FindingName finding={fault} /> },
        { head: common['finding.field'](), cell: ({ field }) => (field === '' ? NONE : <code>{field}</code>) },
        { head: say.records(), cell: ({ count }) => number(count), isNumber: true },
        { head: common['finding.standard'](), cell: ({ standard }) => standard },
        { head: common['finding.fix'](), cell: (finding) => <FindingFix {...finding} /> },
      ]}
    />
  );
}

function Establishments({ establishments }: { establishments: BuyerAnswer['establishments'] }) {
  const { lang, number, share, day } = useView();
  const say = FEDERATION_PAGES_BUYER[lang];
  return (
    <>
      <Table
        caption={say.establishmentsCaption()}
        rows={establishments.slice(0, ESTABLISHMENTS)}
        columns={[
          { head: 'SIRET', cell: ({ buyer }) => <To to={`/acheteurs/${buyer}`}>{buyer}</To> },
          { head: say.contractsUnit(), cell: ({ contracts }) => number(contracts), isNumber: true },
          { head: say.timely(), cell: ({ timely, dated }) => share(timely, dated), isNumber: true },
          {
            head: say.rejected(),
            cell: ({ buyer, rejected }) => (
              <>
                {number(rejected)}
                {rejected > 0 && (
                  <>
                    {' · '}
                    <a href={`/v1/rejets?acheteur=${buyer}`}>{say.rejectedList()}</a>
                  </>
                )}
              </>
            ),
            isNumber: true,
          },
          { head: say.last(), cell: ({ last }) => (last === null ? NONE : day(last)) },
        ]}
      />
      {establishments.length > ESTABLISHMENTS && <p class="note">{say.establishmentsCut({ count: ESTABLISHMENTS })}</p>}
    </>
  );
}
