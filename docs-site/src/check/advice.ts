/** What to do first after a check, by the names of the buttons and parts of the page. */
import { nextStep } from '../../../src/report/outcome.ts';
import type { Group } from '../../../src/report/summary.ts';
import type { FileSummary } from '../../../src/report/types.ts';
import { type PageWords, recordsOf } from './words.ts';

/** `groups`: the gravest first. */
export function adviceOn(summary: FileSummary, groups: readonly Group[], { own, reportWords }: PageWords): string {
  const { advice } = own;
  const { verdict, records, counts } = summary;
  const show = own.groups.show();
  const { then, inForce, dropped } = nextStep(summary);
  const named = { converts: own.convert.title(), forecast: own.forecast.title(), choice: own.version() };
  if (verdict === 'to-review') return advice.review({ then, inForce, dropped, ...named });
  if (verdict !== 'conforming') {
    const first = groups.find(({ severity }) => severity === 'error');
    return first ? advice.fix({ subject: reportWords.subject(first), show }) : advice['fix-file']();
  }
  if (recordsOf(records) === 0) return advice.empty();
  if (then === 'convert') return advice.convert({ section: named.converts });
  if (then === 'forecast') return advice.dropped({ contracts: dropped, section: named.forecast });
  if (then === 'version') return advice['other-version']({ inForce, choice: named.choice });
  return counts.warning + counts.info > 0 ? advice.read({ show }) : advice.nothing();
}
