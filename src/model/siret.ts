/** Checks numbers of the French register of companies (SIRENE). They are texts of digits; spaces and dots are not accepted. */

/** The longest number with a Luhn key has 19 digits (ISO/IEC 7812-1). */
const LONGEST = 19;

const LA_POSTE = '356000000';
/** The only establishment of La Poste with a common key. */
const LA_POSTE_HEAD_OFFICE = '35600000000048';

const digitAt = (text: string, at: number): number => text.charCodeAt(at) - 48;
const isDigit = (digit: number): boolean => digit >= 0 && digit <= 9;

/** The Luhn sum: every second digit from the right is doubled (a doubled 6 counts 1 + 2); -1 unless there are only digits. */
function luhnSum(text: string): number {
  let total = 0;
  let doubled = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const digit = digitAt(text, at);
    if (!isDigit(digit)) return -1;
    total += doubled ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit;
    doubled = !doubled;
  }
  return total;
}

/** The sum of the digits; -1 unless there are only digits. */
function plainSum(text: string): number {
  let total = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = digitAt(text, at);
    if (!isDigit(digit)) return -1;
    total += digit;
  }
  return total;
}

/**
 * Whether the text is 1 to 19 digits of which the last is the Luhn key of the others. All zeros pass.
 * Source: ISO/IEC 7812-1, annex B.
 */
export const luhnValide = (text: string): boolean => text.length > 0 && text.length <= LONGEST && luhnSum(text) % 10 === 0;

/**
 * Whether the text is a SIREN: 9 digits with a Luhn key, not all zeros (which have a valid key, but designate nobody).
 * Source: INSEE, documentation of the SIRENE register (numéro SIREN, clé de contrôle).
 */
export const sirenValide = (text: string): boolean => text.length === 9 && luhnValide(text) && text !== '000000000';

/**
 * Whether the text is a SIRET: 14 digits with a Luhn key, not all zeros. The establishments of La Poste (SIREN 356000000) have
 * another key, as Luhn keys leave too few numbers for them: their 14 digits add up to a multiple of five, except for the head office.
 * Source: INSEE, documentation of the SIRENE register (numéro SIRET, clé de contrôle, exception de La Poste).
 */
export function siretValide(text: string): boolean {
  if (text.length !== 14 || text === '00000000000000') return false;
  if (!text.startsWith(LA_POSTE) || text === LA_POSTE_HEAD_OFFICE) return luhnValide(text);
  return plainSum(text) % 5 === 0;
}
