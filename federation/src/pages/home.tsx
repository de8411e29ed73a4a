/** The home page: what there is, from whom, how fresh, how much of it is right, what changed, and the ways in. */
import { ORIGIN } from '../../../docs-site/shared/urls.ts';
import { FEDERATION_PAGES_HOME } from '../../../src/messages/compiled/federation-pages-home.ts';
import { figuresOf, Progress } from './measures.tsx';
import type { Page } from './page.ts';
import { Figures, Table, To } from './parts.tsx';
import { TerritoryForm } from './territories.tsx';
import type { ChangedAnswer, ManifestAnswer, SummaryAnswer } from './answers.ts';
import { NONE, useView } from './view.ts';

export const homePage: Page = {
  path: '/',
  show: async ({ lang, now, ask }) => {
    const summary = await ask<SummaryAnswer>('/v1/bilan');
    const manifest =
      summary.snapshot === null ? undefined : await ask<ManifestAnswer>(`/v1/instantanes/${summary.snapshot.name}`);
    return {
      title: FEDERATION_PAGES_HOME[lang].title(),
      content: <Home {...{ summary, manifest, now }} />,
    };
  },
};

function Home({ summary, manifest, now }: { summary: SummaryAnswer; manifest: ManifestAnswer | undefined; now: Date }) {
  const view = useView();
  const say = FEDERATION_PAGES_HOME[view.lang];
  const { number, time, day } = view;
  const { sources, files } = summary;
  const [contracts, ...shares] = figuresOf(summary, view);
  return (
    <>
      <p>{say.lead()}</p>
      <ContractForm />
      <TerritoryForm />
      <section>
        <h2>{say.gathered()}</h2>
        <Figures
          figures={[
            ...(contracts ? [contracts] : []),
            { value: number(summary.buyers), name: say.buyers(), about: '/indicateurs/couverture' },
            {
              value: number(sources.active),
              name: say.sources(),
              note:
                sources.harvested === 0
                  ? say.noneHarvested({ count: sources.known, known: number(sources.known) })
                  : say.sourcesNote({ harvested: number(sources.harvested), known: number(sources.known) }),
            },
            {
              value: number(files.ok),
              name: say.files(),
              note: say.filesNote({ failed: number(files.failed), held: files.held, gone: files.gone }),
              about: '/indicateurs/fraicheur',
            },
            ...shares,
          ]}
        />
        <p class="note">
          {summary.checkedAt === null ? say.neverChecked() : say.checked({ time: time(summary.checkedAt) })}{' '}
          {say.withdrawn({ count: summary.withdrawn, shown: number(summary.withdrawn) })}
        </p>
      </section>
      <section>
        <h2>{say.changes()}</h2>
        <Table
          caption={summary.snapshot === null ? say.noSnapshot() : say.changesCaption({ time: time(summary.snapshot.at) })}
          rows={CHANGED}
          columns={[
            { head: say.change(), cell: (name: keyof ChangedAnswer) => say.changed({ name }) },
            {
              head: say.today({ day: day(summary.day) }),
              cell: (name: keyof ChangedAnswer) => number(summary.today[name]),
              isNumber: true,
            },
            { head: say.week(), cell: (name: keyof ChangedAnswer) => number(summary.week[name]), isNumber: true },
          ]}
        />
      </section>
      <section>
        <h2>{say.months()}</h2>
        <Progress months={summary.months} now={now} view={view} isShort />
      </section>
      <section>
        <h2>{say.download()}</h2>
        {manifest === undefined ? <p>{say.noSnapshot()}</p> : <Files manifest={manifest} />}
      </section>
      <section>
        <h2>{say.more()}</h2>
        <ul>
          <li>
            <To to="/sources">{say.toSources()}</To>
          </li>
          <li>
            <To to="/indicateurs">{say.toIndicators()}</To>
          </li>
          <li>
            <a href="/v1/openapi.json">{say.toApi()}</a>
          </li>
          <li>
            <a href={`${ORIGIN}${view.lang === 'fr' ? '' : '/en'}/`}>{say.toDocs()}</a>
          </li>
        </ul>
      </section>
    </>
  );
}

const CHANGED = ['added', 'changed', 'withdrawn', 'erased'] as const;

/** Asks for contracts by what most people know: the buyer. */
function ContractForm() {
  const { lang, href } = useView();
  const say = FEDERATION_PAGES_HOME[lang];
  return (
    <form action={href('/recherche')} method="get" class="filters" role="search" aria-label={say.searchContracts()}>
      <p>
        <label for="acheteur">{say.buyerField()}</label>
        <input id="acheteur" name="acheteur" type="search" inputMode="numeric" maxLength={30} />
      </p>
      <p>
        <button type="submit">{say.searchSubmit()}</button> <To to="/recherche">{say.searchMore()}</To>
      </p>
    </form>
  );
}

/** Files of a snapshot that are shown: those of one year each are in its list. */
const FILES = 12;

function Files({ manifest: { name, at, files } }: { manifest: ManifestAnswer }) {
  const { lang, number, time } = useView();
  const say = FEDERATION_PAGES_HOME[lang];
  const main = files.filter((file) => !file.name.includes('/')).slice(0, FILES);
  return (
    <>
      <Table
        caption={say.filesCaption({ time: time(at) })}
        rows={main}
        none={NONE}
        columns={[
          {
            head: say.file(),
            cell: (file) => (
              <a href={`/v1/instantanes/${name}/${file.name.split('/').map(encodeURIComponent).join('/')}`}>{file.name}</a>
            ),
          },
          { head: say.records(), cell: ({ count }) => number(count), isNumber: true },
          {
            head: say.size(),
            cell: ({ size }) => say.kilobytes({ size: number(Math.max(1, Math.round(size / 1000))) }),
            isNumber: true,
          },
        ]}
      />
      {main.some((file) => file.name.startsWith('rejets.')) && <p class="note">{say.rejectedLines()}</p>}
      <p class="note">
        <a href={`/v1/instantanes/${name}`}>{say.allFiles({ count: files.length, shown: number(files.length) })}</a>
      </p>
    </>
  );
}
