import type { ReactNode } from 'react';
import type { TimelineVersion } from '../../shared/timeline.ts';
import { say } from '../words.ts';
import { AXIS, layout, WIDTH, type Point } from './layout.ts';

/** The versions on a line of time. What it says, the list beside it says in words. */
export function Drawing({ versions }: { versions: readonly TimelineVersion[] }): ReactNode {
  const { points, years, end } = layout(versions);
  return (
    <div className="frise" role="region" tabIndex={0} aria-label={say('home.versions')}>
      <svg viewBox={`0 0 ${String(WIDTH)} 132`} role="img" aria-label={say('home.timeline')}>
        {years.map(({ year, x }) => (
          <g key={year}>
            <line className="frise__an" x1={x} x2={x} y1={AXIS - 6} y2={AXIS + 6} />
            <text x={x + 4} y={AXIS + 20} className="frise__annee">
              {year}
            </text>
          </g>
        ))}
        <line className="frise__axe" x1="0" x2={end} y1={AXIS} y2={AXIS} />
        <line className="frise__axe frise__axe--suite" x1={end} x2={WIDTH} y1={AXIS} y2={AXIS} />
        {versions.map(({ version, becomes, status }, i) => (
          <Mark key={version} name={becomes ?? version} point={points[i]} status={status} />
        ))}
      </svg>
    </div>
  );
}

function Mark({ name, point, status }: { name: string; point: Point | undefined; status: TimelineVersion['status'] }): ReactNode {
  if (!point) return null;
  const { x, y } = point;
  const above = y < AXIS;
  return (
    <g className={`frise__version frise__version--${status}`}>
      <line x1={x} x2={x} y1={AXIS} y2={above ? y + 6 : y - 14} />
      {/* The status is told by the form as well as by the colour: full, hollow, square. */}
      {status === 'draft' ? (
        <rect x={x - 6} y={AXIS - 6} width="12" height="12" />
      ) : (
        <circle cx={x} cy={AXIS} r={status === 'current' ? 8 : 6} />
      )}
      <text x={x} y={y} textAnchor="middle">
        {name}
      </text>
    </g>
  );
}
