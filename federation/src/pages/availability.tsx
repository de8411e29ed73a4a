/** When a file could be fetched: by day as a chart, and attempt by attempt. */
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import { FEDERATION_PAGES_SOURCES } from '../../../src/messages/compiled/federation-pages-sources.ts';
import type { AttemptAnswer } from './answers.ts';
import { Table } from './parts.tsx';
import { failureText } from './reasons.ts';
import { NONE, useView } from './view.ts';

type Day = { day: string; good: number; failed: number };

/** `attempts`: the last first. */
export function Availability({ attempts }: { attempts: readonly AttemptAnswer[] }) {
  const view = useView();
  const { lang, number, share, time } = view;
  const say = FEDERATION_PAGES_SOURCES[lang];
  if (attempts.length === 0) return <p>{say['file.noAttempts']()}</p>;
  const good = attempts.filter(isGood).length;
  return (
    <>
      <p>
        {say['file.availabilityText']({
          good: number(good),
          all: number(attempts.length),
          share: share(good, attempts.length),
        })}
      </p>
      <figure class="chart">
        <figcaption>{say['file.days']()}</figcaption>
        <Days days={daysOf(attempts)} title={say['file.availability']()} />
        <details>
          <summary>{say['file.attempts']()}</summary>
          <Table
            caption={say['file.attemptsCaption']()}
            rows={attempts}
            columns={[
              { head: say['file.attemptAt'](), cell: ({ at }) => time(at) },
              { head: say['file.outcome'](), cell: ({ outcome }) => say['file.outcomeWord']({ outcome }) },
              { head: say['event.detail'](), cell: ({ error }) => (error === null ? NONE : failureText(error, view)) },
              { head: say['file.status'](), cell: ({ status }) => (status === null ? NONE : String(status)), isNumber: true },
              { head: say['file.duration'](), cell: ({ milliseconds }) => number(milliseconds), isNumber: true },
            ]}
          />
        </details>
      </figure>
    </>
  );
}

const isGood = ({ outcome }: AttemptAnswer): boolean => outcome !== 'failed';

/** Days with attempts, the first first. */
function daysOf(attempts: readonly AttemptAnswer[]): Day[] {
  const days = new Map<string, Day>();
  for (const attempt of attempts.toReversed()) {
    const name = attempt.at.slice(0, 10);
    const day = days.get(name) ?? { day: name, good: 0, failed: 0 };
    if (isGood(attempt)) day.good++;
    else day.failed++;
    days.set(name, day);
  }
  return [...days.values()];
}

const CHART = { width: 720, height: 72, tall: 48, widest: 24 } as const;

const DAY = 86_400_000;

/** A column for each day with attempts, from the first day at the left to the last at the right: its height says the same as its colour. */
function Days({ days, title }: { days: readonly Day[]; title: string }) {
  const { lang, day: dayText } = useView();
  const say = FEDERATION_PAGES_SOURCES[lang];
  const since = (day: string): number => (Date.parse(day) - Date.parse(days[0]?.day ?? day)) / DAY;
  const all = since(days.at(-1)?.day ?? '') + 1;
  const wide = Math.min(CHART.widest, (CHART.width / all) * 0.8);
  const step = all > 1 ? (CHART.width - wide) / (all - 1) : 0;
  return (
    <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={FEDERATION_PAGES[lang].chart({ title })}>
      {days.map(({ day, good, failed }) => {
        const high = failed === 0 ? CHART.tall : good === 0 ? CHART.tall / 4 : CHART.tall / 2;
        return (
          <rect
            class={failed === 0 ? 'good' : good === 0 ? 'bad' : 'mild'}
            x={Math.round(since(day) * step * 10) / 10}
            y={CHART.tall - high}
            width={wide}
            height={high}
          >
            <title>{say['file.dayTip']({ day: dayText(day), good, failed })}</title>
          </rect>
        );
      })}
      <line x1={0} x2={CHART.width} y1={CHART.tall} y2={CHART.tall} />
      <text x={0} y={CHART.height - 4} class="axis">
        {days[0]?.day}
      </text>
      {days.length > 1 && (
        <text x={CHART.width} y={CHART.height - 4} class="axis" text-anchor="end">
          {days.at(-1)?.day}
        </text>
      )}
    </svg>
  );
}
