import type { ReactNode } from 'react';
import type { FileSummary } from '../../../../src/report/types.ts';
import { CHANGES } from '../../../shared/urls.ts';
import { usePage } from '../use-page.ts';
import { type PageWords, verdictIn } from '../words.ts';

const SIGNS = { conforming: '✓', 'not-conforming': '✕', unreadable: '✕' } as const;

/** The verdict, what it is about, and the numbers. */
export function Verdict({ summary }: { summary: FileSummary }): ReactNode {
  const page = usePage();
  const { own, reportWords, formatters, base } = page;
  const { verdict, counts, records, rules, schemaVerdict, format, parsed, proposal } = summary;
  const numbers = [
    ['records', records.marche + records['contrat-concession']],
    ['conforming', records.conforming],
    ['error', counts.error],
    ['warning', counts.warning],
    ['info', counts.info],
  ] as const;
  return (
    <>
      <p className={`check-verdict check-verdict--${verdict}`}>
        <span aria-hidden="true">{SIGNS[verdict]}</span> {verdictIn(reportWords, summary)}
      </p>
      <p>
        {reportWords.version(summary)} {rules && own['rules-day']({ day: rules.date, version: rules.version })}
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
        {adviceOn(summary, page)} {isToConvert(summary) && <a href="#convertir">{own['how-to-convert']()}</a>}
      </p>
    </>
  );
}

/** Only JSON and XML are published: a table with contracts that is right is converted. */
const isToConvert = ({ verdict, records, format }: FileSummary): boolean =>
  verdict === 'conforming' && records.marche + records['contrat-concession'] > 0 && format !== 'json' && format !== 'xml';

function adviceOn(summary: FileSummary, { own: { advice }, reportWords }: PageWords): string {
  const { verdict, records, inForce, rules, counts } = summary;
  if (verdict !== 'conforming') return advice.fix();
  if (records.marche + records['contrat-concession'] === 0) return advice.empty();
  if (isToConvert(summary)) return advice.convert();
  const dropped = rules?.forecast?.drop ?? 0;
  if (dropped > 0) return advice.dropped({ contracts: dropped });
  if (inForce !== undefined) return reportWords.otherVersion(inForce);
  return counts.warning + counts.info > 0 ? advice.read() : advice.nothing();
}
