import type { ReactNode } from 'react';
import { CodeLink } from '../parts/CodeLink.tsx';
import { usePage } from '../use-page.ts';
import type { Cause } from './causes.ts';

/** Rows that are drawn. */
const ROWS = 200;

/** What the other version additionally refuses, and how to fix it. */
export function BreakCauses({ to, causes }: { to: string; causes: readonly Cause[] }): ReactNode {
  const { own, formatters, reportWords } = usePage();
  const { change } = own;
  const place = ({ position, record }: Cause): string =>
    [position && reportWords.position(position), record && reportWords.record(record)]
      .filter((part) => part !== undefined)
      .join(', ');
  return (
    <section>
      <h3>{change['breaks-title']({ to })}</h3>
      <p>{change['breaks-lead']()}</p>
      <ol className="check-places">
        {causes.slice(0, ROWS).map((cause) => (
          <li key={`${cause.code} ${cause.field} ${cause.text}`}>
            <p className="check-where">
              <strong>
                {formatters.number(cause.records)} × {cause.title}
              </strong>
              {cause.field !== '' && `${own.colon()}${cause.field}`} <CodeLink code={cause.code} />
            </p>
            {cause.remedy !== '' && (
              <p>
                <strong>
                  {change.edit()}
                  {own.colon()}
                </strong>
                {cause.remedy}
              </p>
            )}
            <p className="check-message">
              {change.example({ place: place(cause) })} {cause.text}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What the first version refuses and the other accepts. */
export function FreedCauses({ from, causes, cut }: { from: string; causes: readonly Cause[]; cut: boolean }): ReactNode {
  const { own, formatters } = usePage();
  const { change } = own;
  return (
    <section>
      <h3>{change['freed-title']({ from })}</h3>
      <p>
        {change['freed-lead']()} {cut && change.cut()}
      </p>
      <ul>
        {causes.slice(0, ROWS).map(({ code, title, field, records, text }) => (
          <li key={`${code} ${field} ${text}`}>
            {formatters.number(records)} × {title}
            {field !== '' && `${own.colon()}${field}`} <CodeLink code={code} />
          </li>
        ))}
      </ul>
    </section>
  );
}
