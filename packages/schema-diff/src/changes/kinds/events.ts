import type { Texts } from '../../../../base/src/language.ts';
import type { Kind, Kinds } from './types.ts';

/** What can become of a constraint as a whole. Written so that its noun needs no agreement. */
const EVENTS: Readonly<Record<string, Kind>> = {
  added: { fr: 'Nouvelle contrainte ({noun}) : {after}.', en: 'New constraint ({noun}): {after}.', may: ['narrowed', 'both'] },
  removed: { fr: 'Contrainte levée ({noun}) : {before}.', en: 'Constraint lifted ({noun}): {before}.', may: ['widened', 'both'] },
  narrowed: {
    fr: 'Contrainte resserrée ({noun}) : de {before} à {after}.',
    en: 'Constraint tightened ({noun}): from {before} to {after}.',
    may: ['narrowed'],
  },
  widened: {
    fr: 'Contrainte desserrée ({noun}) : de {before} à {after}.',
    en: 'Constraint loosened ({noun}): from {before} to {after}.',
    may: ['widened'],
  },
  changed: {
    fr: 'Contrainte changée ({noun}) : de {before} à {after}.',
    en: 'Constraint changed ({noun}): from {before} to {after}.',
    may: ['both'],
  },
};

/** The kinds of a constraint that comes, goes, and gets narrower or wider. */
export const eventsOf = (word: string, noun: Texts, events: readonly string[] = Object.keys(EVENTS)): Kinds =>
  Object.fromEntries(
    events.map((event) => {
      const { fr, en, may } = EVENTS[event] as Kind;
      return [`${word}-${event}`, { fr: fr.replace('{noun}', noun.fr), en: en.replace('{noun}', noun.en), may }];
    }),
  );
