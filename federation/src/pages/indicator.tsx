/** The indicators: what each says and does not say, its formula, and its value. */
import type { Child } from 'hono/jsx';
import type { Lang } from '../../../packages/base/src/language.ts';
import { FEDERATION_PAGES_INDICATORS } from '../../../src/messages/compiled/federation-pages-indicators.ts';
import { FEDERATION_PAGES_TERRITORY } from '../../../src/messages/compiled/federation-pages-territory.ts';
import { territoryCodeOf } from './asked.ts';
import {
  addressOf,
  ASSUMED,
  assumptionsOf,
  type Assumptions,
  type Indicator,
  INDICATORS,
  isIndicator,
  savings,
} from './indicators.ts';
import { coverage, figuresOf } from './measures.tsx';
import { type Page, Refused } from './page.ts';
import { Facts, type Figure, Figures, To } from './parts.tsx';
import type { SummaryAnswer, TerritoryAnswer } from './answers.ts';
import { NONE, useView, type View } from './view.ts';

export const indicatorsPage: Page = {
  path: '/indicateurs',
  show: ({ lang, query }) =>
    Promise.resolve({
      title: FEDERATION_PAGES_INDICATORS[lang].title(),
      content: <Indicators territory={territoryOf(query, lang)} />,
    }),
};

/** The code of the territory that a page is asked for; undefined for all there is. Throws `Refused` where it is none. */
function territoryOf(query: URLSearchParams, lang: Lang): string | undefined {
  const value = (query.get('territoire') ?? '').trim();
  if (value === '') return undefined;
  const code = territoryCodeOf(value);
  if (code === undefined) throw new Refused(400, FEDERATION_PAGES_INDICATORS[lang].badTerritory({ value }));
  return code;
}

function Indicators({ territory }: { territory: string | undefined }) {
  const say = FEDERATION_PAGES_INDICATORS[useView().lang];
  return (
    <>
      <p>{say.lead()}</p>
      <dl class="indicators">
        {INDICATORS.map((name) => (
          <div>
            <dt>
              <To to={addressOf(name, territory)}>{say[`${name}.title`]()}</To>
            </dt>
            <dd>{say[`${name}.says`]()}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export const indicatorPage: Page = {
  path: '/indicateurs/:name',
  show: async ({ lang, params, query, ask }) => {
    const say = FEDERATION_PAGES_INDICATORS[lang];
    const name = params['name'] ?? '';
    if (!isIndicator(name)) throw new Refused(404, say.unknown({ name }));
    const code = territoryOf(query, lang);
    const assumptions = assumptionsOf(query);
    if ('most' in assumptions && name === 'retour-sur-investissement') throw new Refused(400, say.badAssumption(assumptions));
    const [summary, territory] = await Promise.all([
      ask<SummaryAnswer>('/v1/bilan'),
      code === undefined ? undefined : ask<TerritoryAnswer>(`/v1/territoires/${code}`),
    ]);
    return {
      title: say[`${name}.title`](),
      content: <Shown {...{ name, summary, territory }} assumptions={'most' in assumptions ? ASSUMED : assumptions} />,
    };
  },
};

type Parts = { name: Indicator; summary: SummaryAnswer; territory: TerritoryAnswer | undefined; assumptions: Assumptions };

function Shown({ name, summary, territory, assumptions }: Parts) {
  const view = useView();
  const say = FEDERATION_PAGES_INDICATORS[view.lang];
  const counts = territory?.all ?? summary;
  return (
    <>
      <p>{say[`${name}.says`]()}</p>
      <p>
        {say.of()} {territory ? <To to={`/territoires/${territory.code}`}>{territory.name}</To> : say.everything()}
      </p>
      {name === 'retour-sur-investissement' ? (
        <Return {...{ assumptions, territory }} contracts={counts.contracts} />
      ) : (
        <Figures figures={figuresFor(name, { summary, territory, view })} />
      )}
      {territory !== undefined && name === 'fraicheur' && <p class="note">{say.onlyAll()}</p>}
      <Facts
        facts={[
          [say.formula(), say[`${name}.formula`]()],
          [say.data(), say[`${name}.data`]()],
          [say.limits(), say[`${name}.limits`]()],
          [say.source(), name === 'delai' ? say.law() : undefined],
        ]}
      />
      <p>
        <To to={territory ? `/indicateurs?territoire=${territory.code}` : '/indicateurs'}>{say.others()}</To> ·{' '}
        <To to="/territoires">{say.territories()}</To>
      </p>
    </>
  );
}

function figuresFor(
  name: Exclude<Indicator, 'retour-sur-investissement'>,
  { summary, territory, view }: Omit<Parts, 'name' | 'assumptions'> & { view: View },
): Figure[] {
  const say = FEDERATION_PAGES_INDICATORS[view.lang];
  const counts = territory?.all ?? summary;
  // A page does not lead to itself.
  const plain = ({ value, name: of, note }: Figure): Figure => ({ value, name: of, ...(note !== undefined && { note }) });
  if (name === 'couverture')
    return [territory ? plain(coverage(territory, view)) : { value: view.number(summary.buyers), name: say.buyers() }];
  if (name === 'fraicheur') {
    const { ok, failed, held } = summary.files;
    return [
      {
        value: view.share(ok, ok + failed + held),
        name: say.filesOk(),
        note: FEDERATION_PAGES_TERRITORY[view.lang]['figure.of']({ part: view.number(ok), of: view.number(ok + failed + held) }),
      },
      { value: summary.checkedAt === null ? NONE : view.time(summary.checkedAt), name: say.checked() },
      { value: summary.snapshot === null ? NONE : view.time(summary.snapshot.at), name: say.snapshot() },
    ];
  }
  return figuresOf(counts, view)
    .filter(({ about }) => about === addressOf(name))
    .map(plain);
}

/** What is saved by those who use contracts again: an estimate that the reader's own assumptions make. */
function Return({
  assumptions,
  territory,
  contracts,
}: {
  assumptions: Assumptions;
  territory: TerritoryAnswer | undefined;
  contracts: number;
}): Child {
  const { lang, href, number, euros } = useView();
  const say = FEDERATION_PAGES_INDICATORS[lang];
  const { minutes, cost } = assumptions;
  const saved = savings(contracts, assumptions);
  return (
    <>
      <form action={href('/indicateurs/retour-sur-investissement')} method="get" class="filters">
        <p>
          <label for="minutes">{say.minutes()}</label>
          <input id="minutes" name="minutes" type="number" min="0" max="600" step="any" value={String(minutes)} />
        </p>
        <p>
          <label for="cost">{say.cost()}</label>
          <input id="cost" name="cost" type="number" min="0" max="1000" step="any" value={String(cost)} />
        </p>
        <p>
          <label for="territoire">{say.territory()}</label>
          <input id="territoire" name="territoire" type="text" maxLength={20} value={territory?.code ?? ''} />
        </p>
        <p>
          <button type="submit">{say.compute()}</button>
        </p>
      </form>
      <p class="note">{say.assumptions()}</p>
      <Figures
        figures={[
          { value: number(contracts), name: say.reusable() },
          { value: number(saved.hours), name: say.hours(), note: `${number(contracts)} × ${number(minutes)} ÷ 60` },
          {
            value: saved.euros < 10 ? `${number(saved.euros)} €` : euros(saved.euros),
            name: say.euros(),
            note: `${number(contracts)} × ${number(minutes)} ÷ 60 × ${number(cost)} €`,
          },
        ]}
      />
    </>
  );
}
