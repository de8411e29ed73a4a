import type { ReactNode } from 'react';
import type { TimelineVersion } from '../../shared/timeline.ts';
import { say } from '../words.ts';

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
      {/* The status is reported by the form as well as by the colour: full, hollow, square. */}
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

/**
 * Positions of versions on the timeline: the width is divided among the years, and labels that would overlap are placed higher or
 * lower.
 */

type Point = { version: string; x: number; y: number };
type Year = { year: number; x: number };

const WIDTH = 1000;
const AXIS = 66;
const MARGIN = 24;
const LABEL = 44;

/** Heights of labels, nearest first: above the line, then below. */
const LEVELS = [AXIS - 28, AXIS + 40, AXIS - 54];

const yearsOf = (date: string): number => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return year + (month - 1) / 12 + (day - 1) / 365;
};

/**
 * Positions of versions: the width is divided among the years, and labels that would overlap are placed higher or lower.
 * Unpublished versions are at the end.
 */
function layout(versions: readonly { version: string; date?: string }[]): { points: Point[]; years: Year[]; end: number } {
  const dated = versions.flatMap(({ date }) => (date === undefined ? [] : [yearsOf(date)]));
  const first = Math.floor(Math.min(...dated));
  const last = Math.ceil(Math.max(...dated)) + 1;
  const xOf = (years: number): number => MARGIN + ((years - first) / (last - first)) * (WIDTH - 2 * MARGIN);
  const taken: Point[] = [];
  for (const { version, date } of versions) {
    const x = date === undefined ? WIDTH - MARGIN - 8 : xOf(yearsOf(date));
    const y = LEVELS.find((level) => taken.every((other) => other.y !== level || Math.abs(other.x - x) > LABEL)) ?? AXIS + 62;
    taken.push({ version, x: Math.round(x), y });
  }
  const years = Array.from({ length: last - first }, (_, i) => ({ year: first + i, x: Math.round(xOf(first + i)) }));
  return { points: taken, years, end: Math.round(xOf(Math.max(...dated))) };
}
