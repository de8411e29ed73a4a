/** The identifiers of a contract in OCDS. They depend on its record alone, so that a contract has the same wherever it is published. */
import type { Contract } from './contract.ts';

/**
 * What a prefix given by the Open Contracting Partnership looks like (https://standard.open-contracting.org/latest/en/schema/identifiers/): each publisher
 * registers its own.
 */
export const PREFIX = /^ocds-[a-z0-9]{6}$/;

/** `ocid`: of the process. `lot`: tells the records of one process apart. `contract`: of the contract and of its first award. */
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

/** FNV-1a (Fowler, Noll and Vo) of 32 bits over the UTF-8 bytes of a text, in eight hexadecimal digits: short, the same everywhere, and no secret. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  const { length } = text;
  for (let at = 0; at < length; at++) {
    let unit = text.charCodeAt(at);
    if (unit < 0x80) {
      hash = Math.imul(hash ^ unit, 0x01000193);
      continue;
    }
    if (unit >= 0xd800 && unit < 0xdc00 && at + 1 < length) unit = text.codePointAt(at) as number;
    if (unit > 0xffff) at++;
    const more = unit < 0x800 ? 1 : unit < 0x10000 ? 2 : 3;
    hash = Math.imul(hash ^ ((0xf00 >> (more + 1)) & 0xff) ^ (unit >> (6 * more)), 0x01000193);
    for (let bits = 6 * (more - 1); bits >= 0; bits -= 6) hash = Math.imul(hash ^ (0x80 | ((unit >> bits) & 63)), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
