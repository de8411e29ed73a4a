import type { ReactNode } from 'react';
import { isToConvert, reviewWords, verdictWords } from '../../../../src/report/outcome.ts';
import type { Group } from '../../../../src/report/summary.ts';
import type { FileSummary } from '../../../../src/report/types.ts';
import { CHANGES } from '../../../shared/urls.ts';
import { adviceOn } from '../advice.ts';
import { usePage } from '../use-page.ts';

export const SIGNS = { conforming: '✓', 'to-review': '?', 'not-conforming': '✕', unreadable: '✕' } as const;

/** The verdict, what to look at first, what it is about, and the numbers. `groups`: the gravest first. */
export function Verdict({ summary, groups }: { summary: FileSummary; groups: readonly Group[] }): ReactNode {
  const page = usePage();
  const { own, reportWords, formatters, base } = page;
  const { verdict, counts, toReview, records, rules, schemaVerdict, format, parsed, proposal } = summary;
  const numbers = [
    ['records', records.marche + records['contrat-concession']],
    ['conforming', records.conforming],
    ['error', counts.error],
    ['review', toReview],
    ['warning', counts.warning],
    ['info', counts.info],
  ] as const;
  const review = reviewWords(groups, reportWords);
  return (
    <>
      <p className={`check-verdict check-verdict--${verdict}`}>
        <span aria-hidden="true">{SIGNS[verdict]}</span> {verdictWords(summary, reportWords)}
      </p>
      {review && <ReviewList {...review} />}
      <p>
        {reportWords.version(summary)} {rules && own['rules-day']({ day: rules.date })}
      </p>
      {proposal && (
        <p>
          {own.proposal({ version: proposal.version })} <a href={base + CHANGES.slice(1)}>{own['proposal-link']()}</a>
        </p>
      )}
      {schemaVerdict === null && (
        <p className="check-note">{parsed === true ? reportWords.notJudged : reportWords.notSound(format)}</p>
      )}
      <ul className="check-numbers">
        {numbers.map(([name, count]) => (
          <li key={name}>
            <strong>{formatters.number(count)}</strong> {own['count-label'][name]()}
          </li>
        ))}
      </ul>
      {rules && rules.notEvaluated > 0 && <p>{reportWords.notEvaluated(rules.notEvaluated)}</p>}
      <p>
        {adviceOn(summary, groups, page)} {isToConvert(summary) && <a href="#convertir">{own['how-to-convert']()}</a>}
      </p>
    </>
  );
}

/** What to look at before the file is published, before all else. */
export function ReviewList({ heading, lines }: { heading: string; lines: readonly string[] }): ReactNode {
  return (
    <div className="check-note">
      <p>
        <strong>{heading}</strong>
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
