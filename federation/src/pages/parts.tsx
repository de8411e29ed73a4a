/** What pages are put together of. */
import type { Child } from 'hono/jsx';
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import { NONE, useView } from './view.ts';

/** A link within these pages. */
export function To({ to, children }: { to: string; children: Child }) {
  return <a href={useView().href(to)}>{children}</a>;
}

/** A link elsewhere, to an address that somebody published: a text where it is none of the web. */
export function Away({ to, children }: { to: string; children?: Child }) {
  const shown = children ?? to;
  return /^https?:\/\//i.test(to) ? (
    <a href={to} rel="nofollow noopener">
      {shown}
    </a>
  ) : (
    <span>{shown}</span>
  );
}

/** A column of a table: `isNumber` puts it to the right. */
export type Column<T> = { head: string; cell: (row: T) => Child; isNumber?: boolean };

/** A table; its first column names its rows. A sentence instead, where there is no row. */
export function Table<T>(props: { caption: string; columns: readonly Column<T>[]; rows: readonly T[]; none?: string }) {
  const { caption, columns, rows, none } = props;
  const { lang } = useView();
  if (rows.length === 0) return <p>{none ?? FEDERATION_PAGES[lang].nothing()}</p>;
  return (
    <div class="wide" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th scope="col" class={isNumber ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map(({ cell, isNumber }, at) =>
                at === 0 ? <th scope="row">{cell(row)}</th> : <td class={isNumber ? 'number' : undefined}>{cell(row)}</td>,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A number that says what a page is about. `about`: the page that defines it. */
export type Figure = { value: Child; name: string; note?: Child; about?: string };

export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ value, name, note, about }) => (
        <div>
          <dt>{about === undefined ? name : <To to={about}>{name}</To>}</dt>
          <dd>
            <strong>{value}</strong>
            {note !== undefined && <span class="note">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Names and what belongs to them; those without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: Child])[] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A word that says how something is. */
export function Mark({ kind, children }: { kind: 'good' | 'bad' | 'mild' | 'calm'; children: Child }) {
  return <span class={`mark ${kind}`}>{children}</span>;
}

/** A value of a month (AAAA-MM-JJ): null where there is none. */
export type Point = { month: string; value: number | null };

const CHART = { width: 720, height: 200, left: 4, bottom: 24, top: 18 } as const;

/** Columns by month, with the same in a table below. `write`: how a value is written. `most`: what the highest column may be, 1 for shares; the greatest value otherwise. */
export function Months(props: {
  title: string;
  unit: string;
  points: readonly Point[];
  write: (value: number) => string;
  most?: number;
}) {
  const { title, unit, points, write, most } = props;
  const { lang, month } = useView();
  const say = FEDERATION_PAGES[lang];
  const top = Math.max(most ?? 0, ...points.map(({ value }) => value ?? 0));
  // A month without a value has no column; one of 0 has, where the scale is given.
  if (top === 0 || points.every(({ value }) => value === null))
    return (
      <figure class="chart">
        <figcaption>{title}</figcaption>
        <p>{say.nothing()}</p>
      </figure>
    );
  const step = (CHART.width - CHART.left) / points.length;
  const tall = CHART.height - CHART.bottom - CHART.top;
  // As many months as can be written beside each other.
  const every = Math.ceil(points.length / 8);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={say.chart({ title })}>
        <text x={CHART.left} y={12} class="axis">
          {write(top)}
        </text>
        {points.map(({ month: of, value }, at) => {
          const high = ((value ?? 0) / top) * tall;
          const x = CHART.left + at * step;
          return (
            <>
              {value !== null && (
                <rect x={x + step * 0.1} y={CHART.top + tall - high} width={step * 0.8} height={high}>
                  <title>{`${month(of)} : ${write(value)}`}</title>
                </rect>
              )}
              {at % every === 0 && (
                <text x={x} y={CHART.height - 6} class="axis">
                  {of.slice(0, 7)}
                </text>
              )}
            </>
          );
        })}
        <line x1={CHART.left} x2={CHART.width} y1={CHART.top + tall} y2={CHART.top + tall} />
      </svg>
      <details>
        <summary>{say.asTable()}</summary>
        <Table
          caption={title}
          columns={[
            { head: say.monthHead(), cell: (point: Point) => month(point.month) },
            { head: unit, cell: ({ value }: Point) => (value === null ? NONE : write(value)), isNumber: true },
          ]}
          rows={points.toReversed()}
        />
      </details>
    </figure>
  );
}

/** Parts of a sentence, with commas between them. */
export const Listed = ({ parts }: { parts: readonly Child[] }) => (
  <>
    {parts.map((part, at) => (
      <>
        {at > 0 && ', '}
        {part}
      </>
    ))}
  </>
);
