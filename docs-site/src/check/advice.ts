/** What to do first after a check, by the names of the buttons and parts of the page. */
import { isToConvert } from '../../../src/report/outcome.ts';
import type { Group } from '../../../src/report/summary.ts';
import type { FileSummary } from '../../../src/report/types.ts';
import { type PageWords, recordsOf } from './words.ts';

/** `groups`: the gravest first. */
export function adviceOn(summary: FileSummary, groups: readonly Group[], { own, reportWords }: PageWords): string {
  const { advice } = own;
  const { verdict, records, inForce, rules, counts } = summary;
  const show = own.groups.show();
  const section = own.convert.title();
  if (verdict === 'to-review') return isToConvert(summary) ? advice['review-convert']({ section }) : advice.review();
  if (verdict !== 'conforming') {
    const first = groups.find(({ severity }) => severity === 'error');
    return first ? advice.fix({ subject: reportWords.subject(first), show }) : advice['fix-file']();
  }
  if (recordsOf(records) === 0) return advice.empty();
  if (isToConvert(summary)) return advice.convert({ section });
  const dropped = rules?.forecast?.drop ?? 0;
  if (dropped > 0) return advice.dropped({ contracts: dropped, section: own.forecast.title() });
  if (inForce !== undefined) return advice['other-version']({ inForce, choice: own.version() });
  return counts.warning + counts.info > 0 ? advice.read({ show }) : advice.nothing();
}
