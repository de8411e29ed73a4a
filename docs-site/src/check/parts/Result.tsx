import { type ReactNode, useState } from 'react';
import { reviewWords } from '../../../../src/report/outcome.ts';
import type { Group } from '../../../../src/report/summary.ts';
import { type Filter, NO_FILTER } from '../places.ts';
import type { Done } from '../use-check.ts';
import { summaryOf } from '../summary.ts';
import { usePage } from '../use-page.ts';
import { Certificate, Downloads } from './Downloads.tsx';
import { ConvertBox } from './ConvertBox.tsx';
import { CorrectedBox, FixBox, type OnCorrected } from './FixBox.tsx';
import { ForecastBox } from './ForecastBox.tsx';
import { GroupsTable } from './GroupsTable.tsx';
import { PlacesList } from './PlacesList.tsx';
import { Verdict } from './Verdict.tsx';
import { ResultHeading } from './ResultHeading.tsx';

/** The result of a check: the verdict, then the problems to fix, then their places. */
export function Result({ done, onCorrected }: { done: Done; onCorrected: OnCorrected }): ReactNode {
  const { own, reportWords } = usePage();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [sum, setSum] = useState<string | null>(null);
  const { request, checked, asked, findings, groups, left, titleOf } = done;
  const summary = summaryOf(checked, asked, sum);
  const show = (wanted: Partial<Filter>): void => {
    setFilter({ ...NO_FILTER, ...wanted });
    const places = document.getElementById('places');
    places?.focus({ preventScroll: true });
    places?.scrollIntoView();
  };
  return (
    <section className="check-result">
      <ResultHeading text={own.result({ file: asked.file })} of={done} />
      <Verdict summary={summary} groups={groups} />
      {request.corrected && <CorrectedBox corrected={request.corrected} from={request.corrected.from} name={request.name} />}
      <FixBox done={done} onCorrected={onCorrected} />
      {checked.verdict.rules && (
        <ForecastBox forecast={checked.verdict.rules.forecast} titleOf={titleOf} isFileWrong={groups.some(isOfFile)} />
      )}
      {groups.length > 0 && (
        <>
          <GroupsTable groups={groups} onShow={show} />
          <PlacesList findings={findings} left={left} groups={groups} filter={filter} onFilter={setFilter} />
        </>
      )}
      <ConvertBox
        {...{ file: request.file, name: request.name, version: request.version, from: checked.form }}
        review={reviewWords(groups, reportWords)}
      />
      <Downloads done={done} sum={sum} />
      <Certificate done={done} sum={sum} onSum={setSum} />
    </section>
  );
}

/** Findings about the file itself, not about one of its records. */
const isOfFile = ({ severity, records }: Group): boolean => severity === 'error' && records === 0;
