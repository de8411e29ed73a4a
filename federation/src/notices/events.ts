/** What is new for a producer: the problems that it does not know of, and the end of those that it does. */
import { byCodeUnits } from '../../../packages/base/src/lists.ts';
import { type Details, type Kind, KINDS, type Place, type Problem } from './problems.ts';

/** A problem that was reported to a producer, or that a person decided not to report (`isQuiet`). */
export type Matter = { subject: string; kind: Kind; isQuiet: boolean; place: Place };

/** `over`: what was reported is well again; `gone`: its file is not published any more, or not by this producer. */
export type Event = { subject: string; place: Place } & (
  | { is: 'new'; since: string | null; details: Details }
  | { is: 'over' | 'gone'; kind: Kind }
);

export type News = {
  /** In the order in which they are read. */
  events: Event[];
  /** Over, and never reported: nothing is written about them, and they would be new if they came again. */
  forgotten: Matter[];
};

/** Compares what a producer knows of with what is. `published`: the subjects of all that it publishes now. */
export function newsOf(matters: readonly Matter[], problems: readonly Problem[], published: ReadonlySet<string>): News {
  const known = new Set(matters.map(({ subject, kind }) => `${kind} ${subject}`));
  const now = new Set(problems.map(({ subject, details }) => `${details.kind} ${subject}`));
  const over = matters.filter(({ subject, kind }) => !now.has(`${kind} ${subject}`));
  const events: Event[] = [
    ...problems
      .filter(({ subject, details, isNews }) => isNews && !known.has(`${details.kind} ${subject}`))
      .map(({ subject, place, since, details }): Event => ({ is: 'new', subject, place, since, details })),
    ...over
      .filter(({ isQuiet }) => !isQuiet)
      .map(({ subject, place, kind }): Event => ({ is: published.has(subject) ? 'over' : 'gone', subject, place, kind })),
  ];
  return { events: events.toSorted(inOrder), forgotten: over.filter(({ isQuiet }) => isQuiet) };
}

export const kindOf = (event: Event): Kind => (event.is === 'new' ? event.details.kind : event.kind);

/** What is new first, by kind, the most records first; then by place. */
const inOrder = (a: Event, b: Event): number =>
  Number(a.is !== 'new') - Number(b.is !== 'new') ||
  KINDS.indexOf(kindOf(a)) - KINDS.indexOf(kindOf(b)) ||
  weightOf(b) - weightOf(a) ||
  byCodeUnits(a.place.source, b.place.source) ||
  byCodeUnits(a.place.dataset, b.place.dataset) ||
  byCodeUnits(a.place.title, b.place.title) ||
  byCodeUnits(a.subject, b.subject);

const weightOf = (event: Event): number =>
  event.is !== 'new' || event.details.kind === 'broken'
    ? 0
    : event.details.kind === 'held'
      ? event.details.lost
      : event.details.rejected;
