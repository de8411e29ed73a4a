/** A contract: as it is, how it changed, where it is published, and why this record of it was preferred. */
import type { Child } from 'hono/jsx';
import { equal, isObject } from '../../../packages/base/src/json.ts';
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import type { Body, ContractAnswer, FindingAnswer, ListAnswer, PlaceAnswer, RecordAnswer } from './answers.ts';
import { amountOf, buyerOf, dayOf, lastAmountOf, type Modification, modificationsOf, partiesOf, publishedOf } from './body.ts';
import { SeverityMark } from './findings.tsx';
import type { Page } from './page.ts';
import { Away, type Column, Facts, Listed, Mark, Table, To } from './parts.tsx';
import { Buyer } from './search.tsx';
import { NONE, useView } from './view.ts';

export const contractPage: Page = {
  path: '/contrats/:key',
  show: async ({ lang, params, ask }) => {
    const address = `/v1/contrats/${encodeURIComponent(params['key'] ?? '')}`;
    const contract = await ask<ContractAnswer>(address);
    const [records, places] = await Promise.all([
      ask<ListAnswer<RecordAnswer>>(`${address}/versions`),
      ask<ListAnswer<PlaceAnswer>>(`${address}/provenance`),
    ]);
    const { objet } = contract.body;
    return {
      title: typeof objet === 'string' && objet !== '' ? objet : FEDERATION_PAGES[lang]['contract.none'](),
      content: <Contract contract={contract} records={records} places={places} />,
    };
  },
};

type Parts = { contract: ContractAnswer; records: ListAnswer<RecordAnswer>; places: ListAnswer<PlaceAnswer> };

function Contract({ contract, records, places }: Parts) {
  const { lang, day } = useView();
  const say = FEDERATION_PAGES[lang];
  const preferred = records.items.find(({ record }) => record === contract.record)?.body;
  return (
    <>
      <p>
        <Mark kind="calm">{say['contract.kind']({ kind: contract.kind })}</Mark>{' '}
        {contract.withdrawn && <Mark kind="mild">{say['contract.withdrawn']()}</Mark>}{' '}
        {contract.warned ? (
          <Mark kind="mild">{say['contract.warned']()}</Mark>
        ) : (
          <Mark kind="good">{say['contract.clean']()}</Mark>
        )}
      </p>
      <Summary contract={contract} />
      <section>
        <h2>{say['contract.changes']()}</h2>
        <Modifications contract={contract} />
        {contract.united.length > 0 && <p class="note">{say['contract.united']({ count: contract.united.length })}</p>}
        {contract.conflicts.length > 0 && <p class="note">{say['contract.conflicts']({ count: contract.conflicts.length })}</p>}
        {contract.refused !== null && (
          <p class="note">
            {say['contract.refused']({
              kind: contract.refused.includes('too-costly') ? 'costly' : 'errors',
              codes: contract.refused,
            })}
          </p>
        )}
      </section>
      <section>
        <h2>{say['contract.places']()}</h2>
        <Table
          caption={say['contract.placesCaption']()}
          rows={places.items}
          none={say['contract.noPlaces']()}
          columns={[
            {
              head: say['contract.file'](),
              cell: ({ resource, title }) => <To to={`/ressources/${encodeURIComponent(resource)}`}>{title || resource}</To>,
            },
            { head: say['contract.source'](), cell: ({ source }) => <To to={`/sources/${source}`}>{source}</To> },
            { head: say['contract.address'](), cell: ({ url }) => <Away to={url}>{say['contract.download']()}</Away> },
            { head: say['contract.since'](), cell: ({ fetchedAt }) => day(fetchedAt) },
            { head: say['contract.record'](), cell: ({ record }) => <code>{record.slice(0, 8)}</code> },
          ]}
        />
        {places.partial && <p class="note">{say.cut()}</p>}
      </section>
      <section id={RECORDS}>
        <h2>{say['contract.records']()}</h2>
        <p>{say['contract.rule']()}</p>
        <Table
          caption={say['contract.recordsCaption']()}
          rows={records.items}
          columns={[
            { head: say['contract.record'](), cell: ({ record }) => <code>{record.slice(0, 8)}</code> },
            {
              head: say['contract.became'](),
              cell: ({ state, decidedBy, united }) => (
                <>
                  <Mark kind={state === 'selected' ? 'good' : state === 'invalid' ? 'bad' : 'calm'}>
                    {say['record.state']({ state })}
                  </Mark>{' '}
                  {decidedBy !== null && say['record.decided']({ by: decidedBy })} {united && say['record.united']()}
                </>
              ),
            },
            ...(preferred === undefined ? [] : [differences(preferred, say['contract.differs']())]),
            { head: say['contract.published'](), cell: ({ published }) => (published === null ? NONE : day(published)) },
            { head: say['contract.standard'](), cell: ({ standard }) => standard },
            { head: say['contract.sources'](), cell: ({ sources }) => sources.join(', ') || NONE },
            {
              head: say['contract.findings'](),
              cell: ({ findings }) => (findings.length === 0 ? NONE : <Findings findings={findings} />),
            },
          ]}
        />
        {records.partial && <p class="note">{say.cut()}</p>}
      </section>
      <section>
        <h2>{say['contract.body']()}</h2>
        <details>
          <summary>{say['contract.bodyShown']()}</summary>
          <Members value={contract.body} depth={0} />
        </details>
      </section>
    </>
  );
}

/** Where the page shows in what the records of a contract differ. */
export const RECORDS = 'enregistrements';

/** In what each record is not as the preferred one. */
const differences = (preferred: Body, head: string): Column<RecordAnswer> => ({
  head,
  cell: ({ body }) => {
    const names = differing(preferred, body);
    return names.length === 0 ? (
      NONE
    ) : (
      <Listed
        parts={names.map((name) => (
          <code>{name}</code>
        ))}
      />
    );
  },
});

/** The members that two records do not have alike, by name. */
function differing(one: Body, other: Body): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !equal(ownOf(one, name), ownOf(other, name)));
}

const ownOf = (body: Body, name: string): unknown => (Object.hasOwn(body, name) ? body[name] : undefined);

/** Findings of a record, each with its severity. */
function Findings({ findings }: { findings: readonly FindingAnswer[] }) {
  return (
    <ul class="plain">
      {findings.map(({ code, severity, field, count = 1 }) => (
        <li>
          <SeverityMark severity={severity} /> {`${code}, ${field}${count > 1 ? ` × ${count}` : ''}`}
        </li>
      ))}
    </ul>
  );
}

function Summary({ contract: { kind, body, standard, lastPublished, sources } }: { contract: ContractAnswer }) {
  const { lang, euros, day } = useView();
  const say = FEDERATION_PAGES[lang];
  const buyer = buyerOf(kind, body);
  const [amount, notified, published] = [amountOf(kind, body), dayOf(kind, body), publishedOf(body)];
  const parties = partiesOf(kind, body);
  const last = lastAmountOf(modificationsOf(kind, body));
  const isModified = last !== undefined && last !== amount;
  return (
    <Facts
      facts={[
        [say['contract.buyer'](), <Buyer id={buyer.id} name={buyer.name} />],
        [
          say['contract.parties'](),
          parties.length === 0 ? undefined : (
            <ul>
              {parties.map(({ id, name }) => (
                <li>
                  <To to={`/recherche?titulaire=${encodeURIComponent(id)}`}>{name ?? id}</To>
                </li>
              ))}
            </ul>
          ),
        ],
        [
          isModified ? say['contract.initialAmount']() : say['contract.amount'](),
          amount === undefined ? undefined : euros(amount),
        ],
        [say['contract.lastAmount'](), isModified ? euros(last) : undefined],
        [say['contract.day'](), notified === undefined ? undefined : day(notified)],
        [say['contract.number'](), shortText(body['id'])],
        [say['contract.nature'](), shortText(body['nature'])],
        [say['contract.procedure'](), shortText(body['procedure'])],
        ['CPV', shortText(body['codeCPV'])],
        [say['contract.months'](), typeof body['dureeMois'] === 'number' ? say.months({ count: body['dureeMois'] }) : undefined],
        [say['contract.place'](), isObject(body['lieuExecution']) ? shortText(body['lieuExecution']['code']) : undefined],
        [say['contract.publishedOn'](), published === undefined ? undefined : day(published)],
        [say['contract.lastPublished'](), lastPublished === null ? undefined : day(lastPublished)],
        [say['contract.standard'](), standard],
        [say['contract.sources'](), sources.join(', ')],
      ]}
    />
  );
}

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** The modifications, a line each, with the columns that one of them has a value for. */
function Modifications({ contract: { kind, body } }: { contract: ContractAnswer }) {
  const { lang, euros, day } = useView();
  const say = FEDERATION_PAGES[lang];
  const modifications = modificationsOf(kind, body);
  const dayText = (value: string | undefined): string => (value === undefined ? NONE : day(value));
  const columns: Column<Modification>[] = [
    { head: say['modification.number'](), cell: ({ number }) => number ?? NONE },
    { head: say['contract.day'](), cell: ({ day: of }) => dayText(of) },
    {
      head: say['modification.amount'](),
      cell: ({ amount }) => (amount === undefined ? NONE : euros(amount)),
      isNumber: true,
    },
    {
      head: say['modification.months'](),
      cell: ({ months }) => (months === undefined ? NONE : say.months({ count: months })),
      isNumber: true,
    },
    { head: say['contract.published'](), cell: ({ published }) => dayText(published) },
  ];
  if (modifications.some(({ object }) => object !== undefined))
    columns.push({ head: say['contract.object'](), cell: ({ object }) => object ?? NONE });
  if (modifications.some(({ parties }) => parties.length > 0))
    columns.push({
      head: say['contract.parties'](),
      cell: ({ parties }) => parties.map(({ id, name }) => name ?? id).join(', ') || NONE,
    });
  return (
    <Table caption={say['modification.caption']()} rows={modifications} none={say['contract.noChanges']()} columns={columns} />
  );
}

/** Deeper than any record of a version is. */
const DEEPEST = 8;

/** A value with the names of its members, as the standard names them. */
function Members({ value, depth }: { value: unknown; depth: number }): Child {
  const { lang } = useView();
  if (depth > DEEPEST) return <code>…</code>;
  if (Array.isArray(value))
    return (
      <ol>
        {(value as unknown[]).map((item) => (
          <li>
            <Members value={item} depth={depth + 1} />
          </li>
        ))}
      </ol>
    );
  if (isObject(value))
    return (
      <dl class="members">
        {Object.entries(value).map(([name, member]) => (
          <div>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <Members value={member} depth={depth + 1} />
            </dd>
          </div>
        ))}
      </dl>
    );
  if (typeof value === 'boolean') return FEDERATION_PAGES[lang].yesNo({ value: value ? 'yes' : 'no' });
  return typeof value === 'string' || typeof value === 'number' ? String(value) : NONE;
}
