/**
 * The identifiers of a contract in OCDS. They are made of what does not change when its data are corrected: its kind, its identifier, its buyer and its first
 * contractor. The same contract has the same ones wherever and whenever it is exported.
 */
import { fnv1a } from '../../packages/base/src/fnv.ts';
import type { Contract } from './contract.ts';

/**
 * What a prefix given by the Open Contracting Partnership looks like (https://standard.open-contracting.org/latest/en/schema/identifiers/): each publisher
 * registers its own.
 */
export const PREFIX = /^ocds-[a-z0-9]{6}$/;

/**
 * `ocid`: of the process, which the contracts of one buyer and identifier share. `lot`: tells those apart. `contract`: of the contract. `lot` has 32 bits: two
 * contracts of one process may share theirs by chance, once in four billion pairs; `Ranks` then gives the second one another rank.
 */
export type Identifiers = { ocid: string; tender: string; lot: string; contract: string };

/**
 * The identifiers of a contract that has its own and that of its buyer. `rank`: from 1, among the contracts that have also the same kind and first
 * contractor: nothing that does not change tells these apart but their order in a file.
 */
export function identifiersOf(contract: Contract & { id: string; buyer: string }, prefix: string, rank = 1): Identifiers {
  const lot = fingerprint(identityOf(contract, rank));
  const tender = `${contract.buyer}-${contract.id}`;
  return { ocid: `${prefix}-${tender}`, tender, lot, contract: `${contract.id}-${lot}` };
}

/** The length of what follows the identifier of DECP in that of a contract, and of what follows that of a contract in that of an award. */
export const LOT_LENGTH = 9;

/** The first contractor is the smallest identifier, as for the national consolidation: the order of a list may change from one publication to the next. */
function identityOf({ kind, id, buyer, suppliers = [] }: Contract, rank: number): string {
  const [first = null] = suppliers.flatMap(({ party }) => party ?? []).sort();
  return JSON.stringify([kind, id, buyer, first, ...(rank > 1 ? [rank] : [])]);
}

/**
 * The identifier of an award to some contractors, whatever their order. OCDS adds to the suppliers of an award and takes none away, so that other contractors
 * are those of another award; the same ones again, those of the same.
 */
export const awardId = (contract: string, suppliers: readonly string[]): string =>
  `${contract}-${fingerprint(JSON.stringify([...suppliers].sort()))}`;

/** A hash of a text in eight hexadecimal digits: short, the same everywhere, and no secret. */
export const fingerprint = (text: string): string => fnv1a(text).toString(16).padStart(8, '0');

/** Microseconds of a second. */
const SECOND = 1_000_000;

/** Microseconds, an hour and a quarter, of which each lot has one of its own: what a lot is called has 32 bits. */
const SPREAD = 2 ** 32;

/** Releases of a contract on a day, after its first one, that come as much after each other. */
const APART = 9;

/**
 * The time of a release of a contract on a day (`number`: which one, from 0), as a date-time. DECP have days only, and the releases of a process are merged by
 * time. Its first ten ones never have the time of a release of another contract; a day has no room for more of them, so that those that follow come a second
 * after each other, and have a time of their own but by chance.
 */
export const timeOf = (day: string, number: number, lot: string): string =>
  timeAt(day, Number.parseInt(lot, 16) + Math.min(number, APART) * SPREAD + Math.max(number - APART, 0) * SECOND);

/** The time of a release of a contract that is published on a day, after its last one (`last`: a date-time of ours). */
export function timeAfter(last: string, day: string, lot: string): string {
  const time = timeOf(day, 0, lot);
  if (time > last) return time;
  const lastDay = last.slice(0, 10);
  const passed = (Math.floor(Date.parse(last) / 1000) - Date.parse(lastDay) / 1000) * SECOND + Number(last.slice(-7, -1));
  const number = Math.floor(passed / SPREAD);
  return number < APART ? timeOf(lastDay, number + 1, lot) : timeAt(lastDay, passed + SECOND);
}

/** What comes some microseconds after the beginning of a day. */
function timeAt(day: string, micros: number): string {
  const second = Date.parse(day) / 1000 + Math.floor(micros / SECOND);
  const rest = String(micros % SECOND).padStart(6, '0');
  return new Date(second * 1000).toISOString().replace('.000Z', `.${rest}Z`);
}
