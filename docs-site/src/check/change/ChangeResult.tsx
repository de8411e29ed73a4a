import type { ReactNode } from 'react';
import { CHECK, COMPARE, compareUrl } from '../../../shared/urls.ts';
import { ResultHeading } from '../parts/ResultHeading.tsx';
import { usePage } from '../use-page.ts';
import { IN_FORCE, isLater } from '../versions.ts';
import { BreakCauses, FreedCauses } from './CauseTables.tsx';
import type { Comparison } from './compare.ts';
import type { ChangeRequest } from './use-change.ts';

type Props = { request: ChangeRequest; comparison: Comparison };

/** How many records change verdict, why, and what to fix. */
export function ChangeResult({ request: { from, to, name }, comparison }: Props): ReactNode {
  const { own } = usePage();
  const { change } = own;
  const { breakCauses, freedCauses, cut, shape, file } = comparison;
  return (
    <section className="check-result">
      <ResultHeading text={change.result({ from, to, name })} of={comparison} />
      {shape ? (
        <p className="check-note" role="status">
          {change.shape({ version: from, read: shape.from, other: shape.to })}
        </p>
      ) : (
        <Counts from={from} to={to} comparison={comparison} />
      )}
      <FileSentences version={from} sentences={file.from} />
      <FileSentences version={to} sentences={file.to} />
      {!shape && breakCauses.length > 0 && <BreakCauses to={to} causes={breakCauses} />}
      {!shape && freedCauses.length > 0 && <FreedCauses from={from} causes={freedCauses} cut={cut} />}
      <CompareLink from={from} to={to} />
    </section>
  );
}

function Counts({ from, to, comparison }: { from: string; to: string; comparison: Comparison }): ReactNode {
  const { own, formatters, base } = usePage();
  const { change } = own;
  const { total, breaks, freed, good, bad, fileBreaks, file } = comparison;
  if (total === 0) return <p className="check-note">{change.none()}</p>;
  const refused = from === IN_FORCE ? bad + freed : to === IN_FORCE ? bad + breaks : undefined;
  const numbers = [
    [breaks, own['change-label'].breaks({ to })],
    [freed, own['change-label'].freed({ to })],
    [good, own['change-label'].good()],
    [bad, own['change-label'].bad()],
  ] as const;
  return (
    <>
      <Headline breaks={breaks > 0 || fileBreaks} refuses={bad > 0 || file.to.length > 0 || (refused ?? 0) > 0}>
        {refused !== undefined && change['in-force']({ version: IN_FORCE, refused, total })}{' '}
        {change.headline({ breaks, total, to })} {fileBreaks && change['file-refused']({ to })}
      </Headline>
      <ul className="check-numbers">
        {numbers.map(([count, label]) => (
          <li key={label}>
            <strong>{formatters.number(count)}</strong> {label}
          </li>
        ))}
      </ul>
      {bad > 0 && (
        <p>
          {change['still-refused']()} <a href={base + CHECK.slice(1)}>{change.check()}</a>.
        </p>
      )}
    </>
  );
}

/** Green only where there is nothing to fix. */
function Headline({ breaks, refuses, children }: { breaks: boolean; refuses: boolean; children: ReactNode }): ReactNode {
  const kind = breaks ? 'not-conforming' : refuses ? 'same' : 'conforming';
  return (
    <p className={`check-verdict check-verdict--${kind}`} role="status">
      {kind !== 'same' && <span aria-hidden="true">{breaks ? '✕' : '✓'}</span>} {children}
    </p>
  );
}

function FileSentences({ version, sentences }: { version: string; sentences: readonly string[] }): ReactNode {
  const { change } = usePage().own;
  if (sentences.length === 0) return null;
  return (
    <>
      <h3>{change['file-title']({ version })}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

/** In the whole site any version has a page that compares it with any later one. */
function CompareLink({ from, to }: { from: string; to: string }): ReactNode {
  const { base, own } = usePage();
  const hasPage = isLater(from, to);
  return (
    <p>
      <a href={base + (hasPage ? compareUrl(from, to) : COMPARE).slice(1)}>
        {hasPage ? own.change.compare({ from, to }) : own.change['compare-any']()}
      </a>
    </p>
  );
}
