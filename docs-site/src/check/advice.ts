/** The one thing to do next. */
import type { FileSummary } from '../../../src/report/types.ts';
import type { OwnWords } from './words/fr.ts';

export function adviceOn({ verdict, records, format, inForce, rules, counts }: FileSummary, { advice }: OwnWords): string {
  if (verdict !== 'conforming') return advice.mend;
  if (records.marche + records['contrat-concession'] === 0) return advice.empty;
  // Only JSON and XML are published.
  if (format !== 'json' && format !== 'xml') return advice.convert;
  const dropped = rules?.forecast?.drop ?? 0;
  if (dropped > 0) return advice.dropped(dropped);
  if (inForce !== undefined) return advice.otherVersion(inForce);
  return counts.warning + counts.info > 0 ? advice.read : advice.nothing;
}
