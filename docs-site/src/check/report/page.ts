/** The report that a person keeps or prints: that of `decp validate --format html`. */
import type { Html } from '../../../../packages/base/src/html.ts';
import { endPage, fileSection, PLACES, startPage } from '../../../../src/report/html.ts';
import { createTally, type Group } from '../../../../src/report/summary.ts';
import { wordsIn } from '../words.ts';
import { type KeptFinding, wordsOf } from '../kept.ts';
import type { TitleOf } from '../forecast.ts';
import type { Reported } from './data.ts';

export type PageReported = Reported & { groups: readonly Group[]; titleOf: TitleOf };

export function* htmlPieces({ lang, tool, summary, findings, groups, left, titleOf }: PageReported): Generator<Html> {
  // The CSV of the page has the findings that were kept: all of them only where none is left.
  const fullList = left > 0 ? 'decp validate --format csv' : wordsIn(lang).own.downloads.csv();
  yield startPage([summary.file], lang);
  yield fileSection(summary, withPlaces(groups, findings), { lang, tool, rulesVersion: null, titleOf, fullList });
  yield endPage(lang);
}

/** The groups of all findings, with the first places among those that were kept. */
function withPlaces(groups: readonly Group[], findings: readonly KeptFinding[]): Group[] {
  const tally = createTally({ places: PLACES });
  for (const finding of findings) tally.add(finding, () => wordsOf(finding));
  const places = new Map(tally.groups().map(({ code, key, places }) => [`${code} ${key}`, places]));
  return groups.map((group) => ({ ...group, places: places.get(`${group.code} ${group.key}`) ?? [] }));
}
