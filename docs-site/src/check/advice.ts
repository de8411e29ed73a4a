/** The one thing to do next. */
import type { FileSummary } from '../../../src/report/types.ts';
import type { OwnWords } from './words/fr.ts';

/** Only JSON and XML are published: a table with contracts that is right is converted. */
export const isToConvert = ({ verdict, records, format }: FileSummary): boolean =>
  verdict === 'conforming' && records.marche + records['contrat-concession'] > 0 && format !== 'json' && format !== 'xml';

export function adviceOn(summary: FileSummary, { advice }: OwnWords): string {
  const { verdict, records, inForce, rules, counts } = summary;
  if (verdict !== 'conforming') return advice.mend;
  if (records.marche + records['contrat-concession'] === 0) return advice.empty;
  if (isToConvert(summary)) return advice.convert;
  const dropped = rules?.forecast?.drop ?? 0;
  if (dropped > 0) return advice.dropped(dropped);
  if (inForce !== undefined) return advice.otherVersion(inForce);
  return counts.warning + counts.info > 0 ? advice.read : advice.nothing;
}
