import { memo, type ReactNode, startTransition, useEffect, useState } from 'react';
import { sheetCell } from '../../../../src/messages/sheet-cell.ts';
import type { Group } from '../../../../src/report/summary.ts';
import { type KeptFinding, textOf } from '../kept.ts';
import { type Filter, type Places, placesAmong, ROWS } from '../places.ts';
import { usePage } from '../use-page.ts';
import { CodeLink } from './CodeLink.tsx';
import { Filters } from './Filters.tsx';
import { Mark } from './Mark.tsx';

type Props = {
  findings: readonly KeptFinding[];
  left: number;
  groups: readonly Group[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
};

/** Places in the file, as many as a person reads; filters look at all findings that were kept. */
export function PlacesList({ findings, left, groups, filter, onFilter }: Props): ReactNode {
  const { own } = usePage();
  const { matching, rows } = usePlaces(findings, filter);
  return (
    <section>
      <h3 id="places" tabIndex={-1}>
        {own.places.title()}
      </h3>
      {left > 0 && <p className="check-note">{own.places.cut({ kept: findings.length, all: findings.length + left })}</p>}
      <Filters filter={filter} groups={groups} onFilter={onFilter} />
      <p role="status">{own.places.shown({ rows: Math.min(ROWS, matching), matching, some: matching > ROWS })}</p>
      <ol className="check-places">
        {rows.map((finding, i) => (
          <Place key={i} finding={finding} />
        ))}
      </ol>
    </section>
  );
}

/** What is found in a cell is looked for by its column and row: a path of JSON says nothing to who has a table. */
const isOfSheet = (finding: KeptFinding): boolean => sheetCell(finding) !== undefined;

const Place = memo(function Place({ finding }: { finding: KeptFinding }): ReactNode {
  const { own, reportWords, spaced } = usePage();
  const { position, record, code, path } = finding;
  const place = [position && reportWords.position(position), record && reportWords.record(record)].filter(
    (part) => part !== undefined,
  );
  return (
    <li>
      <p className="check-where">
        <Mark of={finding} own={own} /> {place.join(', ')} <CodeLink code={code} />
      </p>
      <p className="check-message">{textOf(finding, spaced)}</p>
      {path !== '' && !isOfSheet(finding) && (
        <code className="check-path">{path.length > 300 ? `${path.slice(0, 300)}…` : path}</code>
      )}
    </li>
  );
});

/** Milliseconds between two drawings, while the findings are looked through. */
const DRAWN = 100;

/** Rows that are added at a time: all at once would hold the page up. */
const STEP = 40;

/** Looks through the findings a slice at a time, so that the page answers to who types. */
function usePlaces(findings: readonly KeptFinding[], filter: Filter): Places {
  const [places, setPlaces] = useState<Places>({ matching: 0, rows: [] });
  useEffect(() => {
    const steps = placesAmong(findings, filter);
    let timer: ReturnType<typeof setTimeout>;
    let drawn = -Infinity;
    let space = STEP;
    let latest: Places = { matching: 0, rows: [] };
    /** True where all rows were drawn. */
    const draw = (): boolean => {
      const now = { ...latest, rows: latest.rows.slice(0, space) };
      startTransition(() => setPlaces(now));
      drawn = performance.now();
      space += STEP;
      return now.rows.length === latest.rows.length;
    };
    const next = (): void => {
      const step = steps.next();
      if (step.done === true) {
        if (!draw()) timer = setTimeout(next, DRAWN / 2);
        return;
      }
      latest = step.value;
      if (performance.now() - drawn >= DRAWN) draw();
      timer = setTimeout(next);
    };
    next();
    return () => clearTimeout(timer);
  }, [findings, filter]);
  return places;
}
