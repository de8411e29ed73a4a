/** Tells our releases from those of other publishers, which say other things in the same places. */
import { isObject } from '../../packages/base/src/json.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { listAt, textAt } from './back.ts';
import { awardId, LOT_LENGTH, PREFIX } from './identifiers.ts';
import { CURRENCY } from './releases.ts';

/**
 * Whether a release is the first of a contract, and of the form that we write: one award, named after its suppliers, and one contract, of a lot named after the
 * contract.
 */
export function isOwnFirst(release: unknown): boolean {
  const contract = textAt(release, '/contracts/0/id') ?? '';
  const lot = textAt(release, '/tender/lots/0/id') ?? '';
  const tender = tenderOf(release);
  const id = contract.slice(0, -LOT_LENGTH);
  const suppliers = listAt(release, '/awards/0/suppliers').map((supplier) => textAt(supplier, '/id') ?? '');
  const award = awardId(contract, suppliers);
  return (
    /^[0-9a-f]{8}$/.test(lot) &&
    id !== '' &&
    contract === `${id}-${lot}` &&
    tender.endsWith(`-${id}`) &&
    ['/contracts', '/awards', '/tender/lots'].every((list) => isOfOne(valueAt(release, list))) &&
    textAt(release, '/awards/0/id') === award &&
    textAt(release, '/contracts/0/awardID') === award &&
    isOwn(release, tender)
  );
}

/** Whether a release has an identifier and a date of ours, is of the process of this `tender`, is as deep as ours are, and has amounts in euros alone. */
export function isOwn(release: unknown, tender: string): boolean {
  const ocid = textAt(release, '/ocid') ?? '';
  const { length } = ocid;
  const prefix = ocid.slice(0, length - tender.length - 1);
  const id = textAt(release, '/id') ?? '';
  const date = textAt(release, '/date') ?? '';
  const day = date.slice(0, 10);
  return (
    PREFIX.test(prefix) &&
    ocid === `${prefix}-${tender}` &&
    id.startsWith(`${ocid}-${day}-`) &&
    /^[0-9a-f]{8}$/.test(id.slice(length + day.length + 2)) &&
    DATE.test(date) &&
    !Number.isNaN(Date.parse(date)) &&
    isFlatInEuros(release)
  );
}

/** The identifier of the procedure that a first release is of, which is its ocid without the prefix; empty where it says none. */
export const tenderOf = (release: unknown): string => textAt(release, '/tender/id') ?? '';

const isOfOne = (value: unknown): boolean => Array.isArray(value) && value.length === 1;

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** Levels of objects and lists: our releases have ten at the most. */
const MOST_LEVELS = 32;

/** Looks level by level, without recursion: a file of another tool may be as deep as it likes, and what follows takes recursion. */
function isFlatInEuros(release: unknown): boolean {
  let level = [release];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return false;
    const next: unknown[] = [];
    for (const value of level) {
      if (Array.isArray(value)) for (const item of value) next.push(item);
      else if (isObject(value)) {
        if (Object.hasOwn(value, 'currency') && value['currency'] !== CURRENCY) return false;
        for (const inner of Object.values(value)) next.push(inner);
      }
    }
    level = next;
  }
  return true;
}
