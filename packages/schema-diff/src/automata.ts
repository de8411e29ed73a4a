/** The languages of strings: patterns and lengths as automata, what two have in common, a text that is in one and not in the other. */
export { at, endOf } from './automata/alphabet.ts';
export { type Automaton, NONE } from './automata/automaton.ts';
export { intersect, languageOf, type StringLanguage, without, witness } from './automata/language.ts';
export { TOP } from './automata/units.ts';
export { isUnknown, type Unknown } from './automata/unknown.ts';
