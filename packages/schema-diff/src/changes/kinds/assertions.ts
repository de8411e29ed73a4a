import type { Kinds } from './types.ts';
import { eventsOf } from './events.ts';

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
