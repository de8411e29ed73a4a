import { sirenValide } from './siret.ts';
import { TVA_FORMS } from './tva-forms.ts';

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
