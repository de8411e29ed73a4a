import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Event, kindOf, type Matter, newsOf } from '../../../federation/src/notices/events.ts';
import { KINDS, type Problem } from '../../../federation/src/notices/problems.ts';
import { broken, PLACE } from './cases.ts';

const known = (resource: string, isQuiet = false): Matter => ({
  subject: `file ${resource}`,
  kind: 'broken',
  isQuiet,
  place: PLACE,
});
const published = new Set(['file r1', 'file r2']);

const CASES: [name: string, before: Matter[], now: Problem[], events: string[], forgotten: number][] = [
  ['nothing was, nothing is', [], [], [], 0],
  ['a problem is new', [], [broken('r1')], ['new file r1'], 0],
  ['a problem is too young to be reported', [], [broken('r1', false)], [], 0],
  ['a problem is known', [known('r1')], [broken('r1')], [], 0],
  ['a known problem is smaller, and not over', [known('r1')], [broken('r1', false)], [], 0],
  ['a known problem is over', [known('r1')], [], ['over file r1'], 0],
  ['its file is gone', [known('r9')], [], ['gone file r9'], 0],
  ['one that was never reported is over', [known('r1', true)], [], [], 1],
  ['one that was not to be reported lasts', [known('r1', true)], [broken('r1')], [], 0],
  ['one is over and another is new', [known('r1')], [broken('r2')], ['new file r2', 'over file r1'], 0],
];

describe('what a producer is informed of, where', () => {
  test.each(CASES)('%s', (_, before, now, expected, forgotten) => {
    const news = newsOf(before, now, published);
    expect(news.events.map(({ is, subject }) => `${is} ${subject}`)).toEqual(expected);
    expect(news.forgotten).toHaveLength(forgotten);
  });
});

test('what is new comes first, by kind, the most records lost or rejected first, whatever the order of the problems', () => {
  const of = (resource: string, details: Problem['details']): Problem => ({ ...broken(resource), details });
  const problems = [
    of('few', { kind: 'rejected', files: 1, records: 100, rejected: 20, keyless: 0 }),
    of('many', { kind: 'rejected', files: 1, records: 100, rejected: 90, keyless: 0 }),
    of('held', { kind: 'held', code: 'sudden-loss', before: 10, lost: 10 }),
    broken('b'),
    broken('a'),
  ];
  const order = ['file a', 'file b', 'file held', 'file many', 'file few', 'file r1'];
  for (const all of [problems, problems.toReversed()])
    expect(newsOf([known('r1')], all, published).events.map(({ subject }) => subject)).toEqual(order);
});

/** What a producer knows after a digest, as `settle` keeps it. */
function after(before: readonly Matter[], events: readonly Event[], isQuiet: boolean): Matter[] {
  const over = new Set(events.filter(({ is }) => is !== 'new').map((event) => `${kindOf(event)} ${event.subject}`));
  return [
    ...before.filter(({ kind, subject }) => !over.has(`${kind} ${subject}`)),
    ...events.flatMap((event) =>
      event.is === 'new' ? [{ subject: event.subject, kind: kindOf(event), isQuiet, place: event.place }] : [],
    ),
  ];
}

describe('laws', () => {
  const problem = fc
    .record({ file: fc.constantFrom('r1', 'r2', 'r3'), kind: fc.constantFrom(...KINDS), isNews: fc.boolean() })
    .map(({ file, kind, isNews }): Problem => ({
      ...broken(file, isNews),
      details: {
        broken: { kind: 'broken', error: 'timeout', isRead: false } as const,
        held: { kind: 'held', code: 'sudden-loss', before: 9, lost: 9 } as const,
        rejected: { kind: 'rejected', files: 1, records: 9, rejected: 9, keyless: 0 } as const,
      }[kind],
    }));
  const problems = fc.uniqueArray(problem, { selector: ({ subject, details }) => `${details.kind} ${subject}` });
  const days = fc.array(
    fc.record({
      problems,
      files: fc.subarray(['file r1', 'file r2', 'file r3']),
      becomes: fc.constantFrom('sent', 'dropped', 'left'),
    }),
  );

  test('a problem is reported once until it is over, its end only after it was reported, and nothing twice', () => {
    fc.assert(
      fc.property(days, (all) => {
        let matters: Matter[] = [];
        const reported = new Set<string>();
        for (const { problems: now, files, becomes } of all) {
          const news = newsOf(matters, now, new Set(files));
          const rest = matters.filter((matter) => !news.forgotten.includes(matter));
          expect(newsOf(rest, now, new Set(files))).toEqual({ events: news.events, forgotten: [] });
          matters = rest;
          if (becomes === 'left') continue;
          matters = after(rest, news.events, becomes === 'dropped');
          if (becomes === 'sent')
            for (const event of news.events) {
              const name = `${kindOf(event)} ${event.subject}`;
              // New where it was not known, over where it was.
              expect(reported.has(name)).toBe(event.is !== 'new');
              if (event.is === 'new') reported.add(name);
              else reported.delete(name);
            }
          else for (const event of news.events) if (event.is !== 'new') reported.delete(`${kindOf(event)} ${event.subject}`);
          expect(newsOf(matters, now, new Set(files)).events).toEqual([]);
        }
      }),
    );
  });
});
