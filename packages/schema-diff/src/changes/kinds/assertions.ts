import type { Kinds, Kind } from './types.ts';
import type { Texts } from '../../../../base/src/language.ts';

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
const eventsOf = (word: string, noun: Texts, events: readonly string[] = Object.keys(EVENTS)): Kinds =>
  Object.fromEntries(
    events.map((event) => {
      const { fr, en, may } = EVENTS[event] as Kind;
      return [`${word}-${event}`, { fr: fr.replace('{noun}', noun.fr), en: en.replace('{noun}', noun.en), may }];
    }),
  );

export const ASSERTIONS: Kinds = {
  ...eventsOf('pattern', { fr: 'motif', en: 'pattern' }),
  ...eventsOf('format', { fr: 'format', en: 'format' }),
  ...eventsOf('multiple-of', { fr: 'diviseur', en: 'divisor' }),
  ...eventsOf('contains', { fr: 'éléments que la liste doit contenir', en: 'items that the list must contain' }),
  ...eventsOf('property-names', { fr: 'noms de propriétés', en: 'names of properties' }),
  ...eventsOf('dependencies', { fr: "propriétés qui dépendent d'autres", en: 'properties that depend on others' }),
  ...eventsOf('exclusion', { fr: 'valeurs exclues', en: 'excluded values' }),
  ...eventsOf('condition', { fr: 'condition', en: 'condition' }),
  'unique-items-added': {
    fr: 'Un élément ne peut plus figurer deux fois dans la liste.',
    en: 'An item may no longer stand twice in the list.',
    may: ['narrowed'],
  },
  'unique-items-removed': {
    fr: 'Un élément peut maintenant figurer deux fois dans la liste.',
    en: 'An item may now stand twice in the list.',
    may: ['widened'],
  },
};
