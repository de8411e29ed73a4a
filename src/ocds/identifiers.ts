/** The identifiers of a contract in OCDS. They depend on its record alone, so that a contract has the same wherever it is published. */
import { fnv1a } from '../../packages/base/src/fnv.ts';
import type { Contract } from './contract.ts';

/**
 * What a prefix given by the Open Contracting Partnership looks like (https://standard.open-contracting.org/latest/en/schema/identifiers/): each publisher
 * registers its own.
 */
export const PREFIX = /^ocds-[a-z0-9]{6}$/;

/**
 * `ocid`: of the process. `lot`: tells the records of one process apart. `contract`: of the contract and of its first award. `lot` has 32 bits: two records of
 * one process may share theirs by chance, once in four billion pairs. The conversion of a file then leaves the second one
 * out, as an error (`ocds.same-contract`), rather than merge the two.
 */
export type Identifiers = { ocid: string; tender: string; lot: string; contract: string };

/** The identifiers of a contract that has its own and that of its buyer. */
export function identifiersOf(contract: Contract & { id: string; buyer: string }, prefix: string): Identifiers {
  const lot = fingerprint(officialKey(contract));
  const tender = `${contract.buyer}-${contract.id}`;
  return { ocid: `${prefix}-${tender}`, tender, lot, contract: `${contract.id}-${lot}` };
}

/** The length of what follows the identifier of DECP in that of a contract. */
export const LOT_LENGTH = 9;

/**
 * What the national consolidation tells contracts apart by: identifier, buyer, first contractor (the smallest identifier), day, amount without cents
 * (rule `cle-consolidation-dupliquee`).
 */
function officialKey({ kind, id, buyer, suppliers = [], signed, starts, value }: Contract): string {
  const [first = null] = suppliers.flatMap(({ party }) => party ?? []).sort();
  const day = (kind === 'marche' ? signed : starts) ?? null;
  return JSON.stringify([id, buyer, first, day, value === undefined ? null : Math.trunc(value)]);
}

/** A hash of a text in eight hexadecimal digits: short, the same everywhere, and no secret. */
export const fingerprint = (text: string): string => fnv1a(text).toString(16).padStart(8, '0');
