import type { Kinds } from './types.ts';

export const OBJECTS: Kinds = {
  'property-added': {
    fr: 'Nouvelle propriété {name}{required}.',
    en: 'New property {name}{required}.',
    may: ['widened', 'narrowed', 'both'],
    cases: [
      {
        when: ({ required }, direction) => direction === 'narrowed' && required !== true,
        fr: "La propriété {name}, dont le nom était libre, est maintenant définie : elle n'accepte plus n'importe quelle valeur.",
        en: 'The property {name}, whose name was free, is now defined: it no longer accepts any value.',
      },
    ],
  },
  'property-removed': {
    fr: "La propriété {name}{required} n'est plus définie.",
    en: 'The property {name}{required} is no longer defined.',
    may: ['narrowed', 'widened', 'both'],
    cases: [
      {
        when: ({ refused }) => refused === true,
        fr: "La propriété {name}{required} n'est plus définie : elle est maintenant refusée.",
        en: 'The property {name}{required} is no longer defined: it is now refused.',
      },
      {
        when: (_, direction) => direction === 'narrowed',
        fr: "La propriété {name}{required} n'est plus définie : ce qui est demandé de toutes les autres l'est maintenant d'elle.",
        en: 'The property {name}{required} is no longer defined: what is asked of all others is now asked of it.',
      },
    ],
  },
  'property-allowed': {
    fr: 'La propriété {name}, qui était refusée, est maintenant acceptée.',
    en: 'The property {name}, which was refused, is now accepted.',
    may: ['widened', 'both'],
  },
  'property-forbidden': {
    fr: 'La propriété {name} est maintenant refusée.',
    en: 'The property {name} is now refused.',
    may: ['narrowed', 'both'],
  },
  'property-now-required': {
    fr: 'La propriété {name} est maintenant obligatoire.',
    en: 'The property {name} is now required.',
    may: ['narrowed'],
  },
  'property-no-longer-required': {
    fr: "La propriété {name} n'est plus obligatoire.",
    en: 'The property {name} is no longer required.',
    may: ['widened'],
  },
  'property-renamed': {
    fr: 'La propriété {from} se nomme maintenant {to}.',
    en: 'The property {from} is now called {to}.',
    may: ['both', 'narrowed', 'widened'],
  },
  'property-moved': {
    fr: 'Déplacement de {from} vers {to}.',
    en: 'Moved from {from} to {to}.',
    may: ['both', 'narrowed', 'widened'],
  },
  'object-closed': {
    fr: 'Les propriétés que le schéma ne nomme pas sont maintenant refusées.',
    en: 'Properties that the schema does not name are now refused.',
    may: ['narrowed', 'both'],
  },
  'object-opened': {
    fr: 'Les propriétés que le schéma ne nomme pas sont maintenant acceptées.',
    en: 'Properties that the schema does not name are now accepted.',
    may: ['widened', 'both'],
  },
  'pattern-properties-added': {
    fr: 'Nouvelle contrainte sur les propriétés dont le nom suit {after}.',
    en: 'New constraint on the properties whose names match {after}.',
    may: ['narrowed', 'widened', 'both'],
  },
  'pattern-properties-removed': {
    fr: 'Plus de contrainte propre aux propriétés dont le nom suit {before}.',
    en: 'No constraint any more on the properties whose names match {before}.',
    may: ['narrowed', 'widened', 'both'],
  },
  'pattern-properties-narrowed': {
    fr: 'Contrainte resserrée sur les propriétés dont le nom suit {before}, maintenant {after}.',
    en: 'Tighter constraint on the properties whose names match {before}, now {after}.',
    may: ['narrowed'],
  },
  'pattern-properties-widened': {
    fr: 'Contrainte desserrée sur les propriétés dont le nom suit {before}, maintenant {after}.',
    en: 'Looser constraint on the properties whose names match {before}, now {after}.',
    may: ['widened'],
  },
  'pattern-properties-changed': {
    fr: 'Contrainte changée sur les propriétés dont le nom suit {before}, maintenant {after}.',
    en: 'Other constraint on the properties whose names match {before}, now {after}.',
    may: ['both'],
  },
};
