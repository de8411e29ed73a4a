/** Territories: found by name, or from the list of régions and départements. */
import { FEDERATION_PAGES_TERRITORY } from '../../../src/messages/compiled/federation-pages-territory.ts';
import { departementOf } from './asked.ts';
import type { Page } from './page.ts';
import { Table, To } from './parts.tsx';
import type { FoundTerritory, TerritoryName } from './answers.ts';
import { NONE, useView } from './view.ts';

/** The characters of a name that the API takes. */
const NAME = { least: 2, most: 60 } as const;

export const territoriesPage: Page = {
  path: '/territoires',
  show: async ({ lang, query, ask }) => {
    const name = [...(query.get('nom') ?? '').trim()].slice(0, NAME.most).join('');
    const isLong = name.length >= NAME.least;
    const [named, all] = await Promise.all([
      isLong ? ask<{ items: FoundTerritory[] }>(`/v1/territoires?nom=${encodeURIComponent(name)}`) : undefined,
      ask<{ items: FoundTerritory[] }>('/v1/territoires'),
    ]);
    // Many know a département by its code.
    const coded = all.items.filter(({ code }) => code === `departement-${departementOf(name)}`);
    const found = named || coded.length > 0 ? [...coded, ...(named?.items ?? [])] : undefined;
    return {
      title: FEDERATION_PAGES_TERRITORY[lang]['territories.title'](),
      content: <Territories name={name} found={found} all={all.items} />,
    };
  },
};

function Territories({ name, found, all }: { name: string; found: FoundTerritory[] | undefined; all: FoundTerritory[] }) {
  const say = FEDERATION_PAGES_TERRITORY[useView().lang];
  return (
    <>
      <p>{say['territories.lead']()}</p>
      <TerritoryForm name={name} />
      {found === undefined && name !== '' && (
        <p role="alert" class="bad">
          {say['territories.short']()}
        </p>
      )}
      {found !== undefined && (
        <section>
          <h2>{say['territories.found']()}</h2>
          <Table
            caption={say['territories.foundCaption']({ name })}
            rows={found}
            none={say['territories.none']({ name })}
            columns={[
              { head: say['territories.name'](), cell: ({ code, name: of }) => <To to={`/territoires/${code}`}>{of}</To> },
              { head: say['territories.kind'](), cell: ({ kind }) => say.kind({ kind }) },
              { head: say['territories.in'](), cell: ({ parents }) => parents.map(({ name: of }) => of).join(', ') || NONE },
            ]}
          />
          {found.length >= FOUND && <p class="note">{say['territories.more']({ count: FOUND })}</p>}
        </section>
      )}
      <section>
        <h2>{say['territories.regions']()}</h2>
        <Names names={all.filter(({ kind }) => kind === 'region')} />
      </section>
      <section>
        <h2>{say['territories.departements']()}</h2>
        <Names names={all.filter(({ kind }) => kind === 'departement')} />
      </section>
    </>
  );
}

/** Territories that the API finds at most. */
const FOUND = 20;

/** Territories as links, in columns. */
export function Names({ names }: { names: readonly TerritoryName[] }) {
  return (
    <ul class="names">
      {names.map(({ code, name }) => (
        <li>
          <To to={`/territoires/${code}`}>{name}</To>
        </li>
      ))}
    </ul>
  );
}

/** Asks for a territory by its name. */
export function TerritoryForm({ name = '' }: { name?: string }) {
  const { lang, href } = useView();
  const say = FEDERATION_PAGES_TERRITORY[lang];
  return (
    <form action={href('/territoires')} method="get" class="filters" role="search" aria-label={say['territories.search']()}>
      <p>
        <label for="nom">{say['territories.field']()}</label>
        <input id="nom" name="nom" type="search" value={name} maxLength={NAME.most} />
      </p>
      <p>
        <button type="submit">{say['territories.submit']()}</button>
      </p>
    </form>
  );
}
