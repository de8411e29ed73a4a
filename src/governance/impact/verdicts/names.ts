/** Which change of the standard each cause comes from, and what each change costs in real files. */
import type { Change, Direction } from '../../../../packages/schema-diff/src/index.ts';
import type { Cause } from '../../../model/verdict-changes.ts';

/**
 * The causes with the changes that they come from: at the same field, about the same keyword, of the direction that explains them; where
 * there is none, of what holds the field as a whole (the items of a list that are checked now and were not).
 */
export const nameCauses = (causes: readonly Cause[], changes: readonly Change[]): Cause[] =>
  causes.map((cause) => {
    const own = changes.filter((change) => explains(change, cause));
    const found = own.length > 0 ? own : changes.filter((change) => explainsAsAWhole(change, cause));
    return { ...cause, changes: found.map(({ fingerprint, kind }) => ({ fingerprint, kind })) };
  });

/**
 * What one change costs: records whose verdict changes by it, and their share of all. An upper bound where a change acts at several
 * fields of one record; undefined where no file has met it.
 */
export function costOf(fingerprint: string, causes: readonly Cause[]): Pick<Cause, 'records' | 'changing' | 'share'> | undefined {
  const own = causes.filter(({ changes }) => changes.some((change) => change.fingerprint === fingerprint));
  if (own.length === 0) return undefined;
  const sum = (count: 'records' | 'changing' | 'share'): number => own.reduce((total, cause) => total + cause[count], 0);
  return { records: sum('records'), changing: sum('changing'), share: sum('share') };
}

const EXPLAINS: Record<Cause['effect'], readonly Direction[]> = {
  new: ['narrowed', 'both', 'unknown'],
  gone: ['widened', 'both', 'unknown'],
};

function explains(change: Change, cause: Cause): boolean {
  if (!EXPLAINS[cause.effect].includes(change.direction)) return false;
  if (!cause.code.includes('.')) return change.kind.startsWith('rule-') && change.path === cause.code;
  return KINDS[cause.code]?.test(change.kind) === true && isThere(change, cause) && isOfValue(change, cause);
}

/** Changes of all that stands in a value. */
const WHOLE = /^(items-(un)?constrained|constraint-\w+|alternative-\w+|condition-\w+|exclusion-\w+)$/;

function explainsAsAWhole({ kind, direction, path }: Change, cause: Cause): boolean {
  if (!EXPLAINS[cause.effect].includes(direction) || !WHOLE.test(kind) || !cause.code.startsWith('schema.')) return false;
  return placesOf(cause).some((place) => isAround(plain(path), place));
}

const isAround = (path: string, place: string): boolean => place.startsWith(path) && /^([.[]|$)/.test(place.slice(path.length));

/** All items of a list are one place. */
const plain = (path: string): string => path.replace(/\[\d+\]/g, '[]');

/** Where the field of a cause may stand in a file: in a list by kind, or in a flat one. */
function placesOf({ kind, path }: Cause): string[] {
  const inside = path === '' ? '' : `.${path}`;
  return kind === null ? [''] : [`marches.${kind}[]${inside}`, `marches[]${inside}`];
}

const PROPERTY = 'property-(added|removed|allowed|forbidden|renamed|moved)';
const EVENT = '(added|removed|increased|decreased|narrowed|widened|changed)';

/** The kinds of changes that make a finding of each keyword come or go. */
const KINDS: Readonly<Record<string, RegExp>> = {
  'schema.required': new RegExp(`^(${PROPERTY}|property-now-required|property-no-longer-required)$`),
  'schema.additionalProperties': new RegExp(`^(${PROPERTY}|object-closed|object-opened)$`),
  'schema.enum': /^(enum|codelist-code|type)-/,
  'schema.type': /^(type|items)-/,
  'schema.uniqueItems': /^unique-items-/,
  ...Object.fromEntries(
    ['pattern', 'format', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'].map((keyword) => [
      `schema.${keyword}`,
      new RegExp(`^${keyword.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}-${EVENT}$`),
    ]),
  ),
};

/** A change of a definition or of a list of codes acts at all fields that use it, and is told at one of them. */
function isThere({ path, field, params }: Change, cause: Cause): boolean {
  if (field !== undefined && field === cause.field) return true;
  if (cause.codelist !== undefined && params['codelist'] === cause.codelist) return true;
  const { from, to, places = [] } = params;
  const told = [path, from, to, ...(places as unknown[])];
  return placesOf(cause).some((place) => told.some((one) => typeof one === 'string' && plain(one) === place));
}

/** A change about some values explains a finding on one of these only; several of them may be told by some examples. */
function isOfValue({ kind, params }: Change, { code, value }: Cause): boolean {
  if (code !== 'schema.enum' || value === undefined || kind.startsWith('enum-values-')) return true;
  const told = [params['code'], params['value']].filter((known) => known !== undefined);
  return told.length === 0 || told.some((known) => known === value || known === JSON.stringify(value));
}
