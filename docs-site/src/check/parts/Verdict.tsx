import type { ReactNode } from 'react';
import type { FileSummary } from '../../../../src/report/types.ts';
import { CHANGES, guideUrl } from '../../../shared/urls.ts';
import { usePage } from '../use-page.ts';
import type { OwnWords } from '../words/fr.ts';

/** Where a buyer reads how a table becomes what is published. */
const CONVERT = `${guideUrl('acheteurs')}#convertir`;

const SIGNS = { conforming: '✓', 'not-conforming': '✕', unreadable: '✕' } as const;

/** The verdict, what it is about, and the numbers. */
export function Verdict({ summary }: { summary: FileSummary }): ReactNode {
  const { own, said, kit, base } = usePage();
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
        <span aria-hidden="true">{SIGNS[verdict]}</span> {own.verdict(summary)}
      </p>
      <p>
        {said.version(summary)} {rules && own.rulesDay(rules.date, rules.version)}
      </p>
      {proposal && (
        <p>
          {own.proposal(proposal.version)} <a href={base + CHANGES.slice(1)}>{own.proposalLink}</a>
        </p>
      )}
      {schemaVerdict === null && <p className="check-note">{parsed === true ? said.notJudged : said.notSound(format)}</p>}
      <ul className="check-numbers">
        {numbers.map(([name, count]) => (
          <li key={name}>
            <strong>{kit.number(count)}</strong> {own.countLabels[name]}
          </li>
        ))}
      </ul>
      {rules && rules.notEvaluated > 0 && <p>{said.notEvaluated(rules.notEvaluated)}</p>}
      <p>
        {adviceOn(summary, own)} {isToConvert(summary) && <a href={base + CONVERT.slice(1)}>{own.howToConvert}</a>}
      </p>
    </>
  );
}

/** Only JSON and XML are published: a table with contracts that is right is converted. */
const isToConvert = ({ verdict, records, format }: FileSummary): boolean =>
  verdict === 'conforming' && records.marche + records['contrat-concession'] > 0 && format !== 'json' && format !== 'xml';

function adviceOn(summary: FileSummary, { advice }: OwnWords): string {
  const { verdict, records, inForce, rules, counts } = summary;
  if (verdict !== 'conforming') return advice.mend;
  if (records.marche + records['contrat-concession'] === 0) return advice.empty;
  if (isToConvert(summary)) return advice.convert;
  const dropped = rules?.forecast?.drop ?? 0;
  if (dropped > 0) return advice.dropped(dropped);
  if (inForce !== undefined) return advice.otherVersion(inForce);
  return counts.warning + counts.info > 0 ? advice.read : advice.nothing;
}
