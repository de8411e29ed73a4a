import type { Random } from './random.ts';

/** Number of a record in its file: what makes its identifier unique. */
export type Serial = number;

/** The digit that makes a number pass the Luhn check: SIREN and SIRET end with one. */
export function luhnKey(digits: string): string {
  let sum = 0;
  for (let i = digits.length - 1, double = true; i >= 0; i--, double = !double) {
    const digit = Number(digits[i]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** An invented SIRET whose two keys are right; public bodies begin with 1 or 2, companies with 4 to 9: 3 is left to La Poste, which has a key of its own. */
export function siret(random: Random, first: readonly string[]): string {
  const siren = random.pick(first) + random.digits(7);
  const establishment = siren + luhnKey(siren) + random.digits(4);
  return establishment + luhnKey(establishment);
}

export const buyer = (random: Random): string => siret(random, ['1', '2', '2', '2']);

type Company = { typeIdentifiant: string; id: string };

type Draw = (random: Random) => Company;

/** Identifiers that are neither SIRET nor, for the national consolidation, doubtful in a subcontractor. */
const PLAIN: readonly Draw[] = [
  (random) => ({ typeIdentifiant: 'TVA', id: belgianVat(random) }),
  (random) => ({ typeIdentifiant: 'TVA', id: `DE${random.digits(9)}` }),
  (random) => ({ typeIdentifiant: 'RIDET', id: `${random.digits(7)}001` }),
];

/** It marks a subcontractor whose identifier holds letters, were they those of its kind; only VAT numbers escape. */
const LETTERED: readonly Draw[] = [
  (random) => ({ typeIdentifiant: 'HORS-UE', id: `CH${random.digits(9)}` }),
  (random) => ({ typeIdentifiant: 'TAHITI', id: `${random.pick(['A', 'B', 'C'])}${random.digits(5)}001` }),
];

const localOr =
  (others: readonly Draw[]): Draw =>
  (random) =>
    random.chance(0.97)
      ? { typeIdentifiant: 'SIRET', id: siret(random, ['4', '5', '7', '8', '9']) }
      : random.pick(others)(random);

export const company = localOr([...PLAIN, ...LETTERED]);

export const subcontractor = localOr(PLAIN);

function belgianVat(random: Random): string {
  const body = `0${random.digits(7)}`;
  return `BE${body}${String(97 - (Number(body) % 97)).padStart(2, '0')}`;
}

/** The identifier that a buyer gives to a contract: at most 16 characters, in the few forms that buyers use. */
export function contractId(random: Random, year: number, serial: Serial): string {
  const form = random.whole(1, 4);
  if (form === 1) return `${year}-${serial}`;
  if (form === 2) return `${year % 100}M${serial}-L${random.whole(1, 12)}`;
  if (form === 3) return `${year % 100}_AO_${serial}`;
  return `${year}${String(serial).padStart(7, '0')}00`;
}
