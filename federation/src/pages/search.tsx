/** Contracts by the filters of the API: a form, a page of answers, and the same as files. */
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import type { ContractAnswer, PageAnswer } from './answers.ts';
import { filterOf, parametersOf } from './asked.ts';
import { amountOf, buyerOf, dayOf, partiesOf } from './body.ts';
import { type Page, Refused, type Shown } from './page.ts';
import { Mark, Table, To } from './parts.tsx';
import { NONE, useView } from './view.ts';

/** Filters that the form asks for, as the API names them, by the kind of their field. */
const FIELDS = [
  ['acheteur', 'text'],
  ['titulaire', 'text'],
  ['cpv', 'text'],
  ['departement', 'text'],
  ['dateMin', 'date'],
  ['dateMax', 'date'],
  ['montantMin', 'number'],
  ['montantMax', 'number'],
  ['numero', 'text'],
  ['source', 'text'],
] as const;

/** Filters with few values. */
const CHOICES = [
  ['type', ['marche', 'contrat-concession']],
  ['verdict', ['sans-avertissement', 'avertissements']],
  ['etat', ['publie', 'retire', 'tous']],
  ['sort', ['-date', 'date', '-montant', 'montant']],
] as const;

const LIMIT = 25;

/** Parameters of the API that a page decides. */
const OURS: ReadonlySet<string> = new Set(['lang', 'fields', 'limit', 'count']);

export const searchPage: Page = {
  path: '/recherche',
  show: async ({ lang, query, ask }): Promise<Shown> => {
    // A field of a form that is left empty asks for nothing.
    const filters = new URLSearchParams(
      [...query]
        .filter(([name, value]) => !OURS.has(name) && value.trim() !== '')
        .map(([name, value]): [string, string] => [name, filterOf(name, value)]),
    );
    const asked = parametersOf(filters);
    filters.delete('cursor');
    const isFirst = !asked.has('cursor');
    asked.set('limit', String(LIMIT));
    asked.set('count', 'true');
    const title = FEDERATION_PAGES[lang]['search.title']();
    try {
      const answer = await ask<PageAnswer<ContractAnswer>>(`/v1/contrats?${asked.toString()}`);
      return { title, content: [<Form filters={filters} />, <Answers filters={filters} answer={answer} isFirst={isFirst} />] };
    } catch (error) {
      // What was typed is there to be corrected.
      if (!(error instanceof Refused) || error.status !== 400) throw error;
      return { title, status: 400, content: <Form filters={filters} refused={error} /> };
    }
  },
};

/** The filters as a form. `refused`: why they were, which is said at the field that it is about, or above all of them. */
function Form({ filters, refused }: { filters: URLSearchParams; refused?: Refused }) {
  const { lang, href } = useView();
  const say = FEDERATION_PAGES[lang];
  // What the form has no field for, and other values of one, are kept as they were asked.
  const named = new Set<string>([...FIELDS, ...CHOICES].map(([name]) => name));
  const field = FIELDS.find(([name]) => name === refused?.parameter)?.[0];
  const why = (of: string | undefined) =>
    refused !== undefined &&
    field === of && (
      <span role="alert" class="bad" id="refused">
        {refused.message}
      </span>
    );
  return (
    <form action={href('/recherche')} method="get" class="filters">
      {refused !== undefined && field === undefined && <p class="across">{why(undefined)}</p>}
      {FIELDS.map(([name, type]) => (
        <p>
          <label for={name}>{say['search.field']({ name })}</label>
          <input
            {...{ id: name, name, type }}
            value={filters.get(name) ?? ''}
            step={type === 'number' ? 'any' : undefined}
            aria-invalid={field === name ? 'true' : undefined}
            aria-describedby={field === name ? 'refused' : undefined}
          />
          {why(name)}
        </p>
      ))}
      {CHOICES.map(([name, values]) => (
        <p>
          <label for={name}>{say['search.field']({ name })}</label>
          <select id={name} name={name}>
            {name === 'sort' || name === 'etat' ? undefined : <option value="">{say['search.any']()}</option>}
            {values.map((value) => (
              <option value={value} selected={filters.get(name) === value}>
                {say['search.choice']({ value: value.replace(/^-(.*)/, '$1-down') })}
              </option>
            ))}
          </select>
        </p>
      ))}
      {[...filters]
        .filter(([name], at, all) => !named.has(name) || all.findIndex(([other]) => other === name) < at)
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      <p>
        <button type="submit">{say['search.submit']()}</button> <a href={href('/recherche')}>{say['search.clear']()}</a>
      </p>
      <p class="note across">{say['search.words']()}</p>
    </form>
  );
}

type AnswersProps = { filters: URLSearchParams; answer: PageAnswer<ContractAnswer>; isFirst: boolean };

function Answers({ filters, answer: { items, next, count, partial }, isFirst }: AnswersProps) {
  const { lang, number } = useView();
  const say = FEDERATION_PAGES[lang];
  const [same, whole] = [filters.toString(), parametersOf(filters).toString()];
  const at = (cursor: string): string => `/recherche?${new URLSearchParams([...filters, ['cursor', cursor]]).toString()}`;
  return (
    <>
      <p role="status">
        {count && say['search.count']({ count: count.value, exact: count.exact ? 'yes' : 'no', shown: number(count.value) })}{' '}
        <a href={`/v1/contrats.csv?${whole}`}>CSV</a> · <a href={`/v1/contrats.ndjson?${whole}`}>NDJSON</a>
      </p>
      <ContractTable caption={say['search.answers']()} contracts={items} />
      <nav aria-label={say.pages()} class="pages">
        {!isFirst && <To to={`/recherche?${same}`}>{say.firstPage()}</To>}{' '}
        {next !== null && <To to={at(next)}>{say.nextPage()}</To>}
      </nav>
      {partial === true && next !== null && <p class="note">{say.partial()}</p>}
    </>
  );
}

/** Contracts, a line each. */
export function ContractTable({ caption, contracts }: { caption: string; contracts: readonly ContractAnswer[] }) {
  const { lang, euros, day } = useView();
  const say = FEDERATION_PAGES[lang];
  return (
    <Table
      caption={caption}
      rows={contracts}
      columns={[
        {
          head: say['contract.object'](),
          cell: ({ key, body, withdrawn }) => (
            <>
              <To to={`/contrats/${key}`}>{textOf(body['objet']) ?? say['contract.none']()}</To>{' '}
              {withdrawn && <Mark kind="mild">{say['contract.withdrawn']()}</Mark>}
            </>
          ),
        },
        {
          head: say['contract.buyer'](),
          cell: ({ kind, body }) => <Buyer id={buyerOf(kind, body).id} name={buyerOf(kind, body).name} />,
        },
        {
          head: say['contract.parties'](),
          cell: ({ kind, body }) =>
            partiesOf(kind, body)
              .map(({ id, name }) => name ?? id)
              .join(', ') || NONE,
        },
        { head: say['contract.day'](), cell: ({ kind, body }) => dayText(dayOf(kind, body), day) },
        { head: say['contract.amount'](), cell: ({ kind, body }) => amountText(amountOf(kind, body), euros), isNumber: true },
      ]}
    />
  );
}

const dayText = (value: string | undefined, day: (value: string) => string): string => (value === undefined ? NONE : day(value));

const amountText = (value: number | undefined, euros: (value: number) => string): string =>
  value === undefined ? NONE : euros(value);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A buyer, with its page where it has an identifier. */
export function Buyer({ id, name }: { id: string | undefined; name: string | undefined }) {
  if (id === undefined) return <>{name ?? NONE}</>;
  return /^\d{9}(\d{5})?$/.test(id) ? <To to={`/acheteurs/${id}`}>{name ?? id}</To> : <>{name ?? id}</>;
}
