import { sirenValide } from './siret.ts';
const SHORTEST = 4;
const LONGEST = 14;

/** The key's two characters are digits or capital letters, without I and O that look like 1 and 0. */
const FRENCH = /^[0-9A-HJ-NP-Z]{2}[0-9]{9}$/;

/**
 * Whether the text has the form of an intra-Community VAT number: two capital letters for the State, then what this State
 * gives out, without spaces. It does not say that the number is in use: only VIES does.
 * Sources: VIES (see `TVA_FORMS`); for France, the key (12 + 3 × (SIREN mod 97)) mod 97 that the tax administration computes.
 */
export function tvaValide(text: string): boolean {
  if (text.length < SHORTEST || text.length > LONGEST) return false;
  const state = text.slice(0, 2);
  const number = text.slice(2);
  return state === 'FR' ? frenchNumber(number) : TVA_FORMS.get(state)?.test(number) === true;
}

/** Only a key of two digits can be computed; the others, which the administration may give out, are judged by their form. */
function frenchNumber(number: string): boolean {
  if (!FRENCH.test(number)) return false;
  const key = Number(number.slice(0, 2));
  if (Number.isNaN(key)) return true;
  const siren = number.slice(2);
  return (sirenValide(siren) || monegasque(siren)) && key === (12 + 3 * (Number(siren) % 97)) % 97;
}

/** Companies of Monaco have French VAT numbers whose nine digits begin with 000 and are no SIREN: VIES knows them. */
const monegasque = (digits: string): boolean => digits.startsWith('000') && digits !== '000000000';

/**
 * What follows the two letters of the State in a VAT number, for each member State but France, and for Northern Ireland.
 * Source: European Commission, VIES, frequently asked questions, « structure of VAT identification numbers ». The directive
 * 2006/112/EC, article 215, gives the prefixes: those of ISO 3166, EL for Greece, XI for Northern Ireland.
 */
export const TVA_FORMS: ReadonlyMap<string, RegExp> = new Map([
  ['AT', /^U[0-9]{8}$/],
  ['BE', /^[01][0-9]{9}$/],
  ['BG', /^[0-9]{9,10}$/],
  ['CY', /^[0-9]{8}[A-Z]$/],
  ['CZ', /^[0-9]{8,10}$/],
  ['DE', /^[0-9]{9}$/],
  ['DK', /^[0-9]{8}$/],
  ['EE', /^[0-9]{9}$/],
  ['EL', /^[0-9]{9}$/],
  // The first and the last may be letters or digits, but not both digits.
  ['ES', /^(?:[A-Z][0-9]{7}[0-9A-Z]|[0-9]{8}[A-Z])$/],
  ['FI', /^[0-9]{8}$/],
  ['HR', /^[0-9]{11}$/],
  ['HU', /^[0-9]{8}$/],
  ['IE', /^(?:[0-9][0-9A-Z+*][0-9]{5}[A-Z]|[0-9]{7}[A-W][A-I])$/],
  ['IT', /^[0-9]{11}$/],
  ['LT', /^(?:[0-9]{9}|[0-9]{12})$/],
  ['LU', /^[0-9]{8}$/],
  ['LV', /^[0-9]{11}$/],
  ['MT', /^[0-9]{8}$/],
  ['NL', /^[0-9A-Z+*]{12}$/],
  ['PL', /^[0-9]{10}$/],
  ['PT', /^[0-9]{9}$/],
  ['RO', /^[0-9]{2,10}$/],
  ['SE', /^[0-9]{12}$/],
  ['SI', /^[0-9]{8}$/],
  ['SK', /^[0-9]{10}$/],
  // A trader, a branch of one, a government department, a health authority.
  ['XI', /^(?:[0-9]{9}|[0-9]{12}|GD[0-9]{3}|HA[0-9]{3})$/],
]);
