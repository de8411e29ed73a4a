/** Reads names of columns without a model: enough to build records from which the version is detected. */
import type { RecordKind } from '../../model/kinds.ts';
import type { Place } from '../../model/sheet.ts';
import type { Leaf } from '../../model/tree.ts';
import type { Names } from './header.ts';

const TEXT: Leaf = { kind: 'leaf', type: 'string', nullable: false, isDate: false, schema: {} };

const NAME = /^[a-z]\w*(?:\.(?:[a-z]\w*|[1-9][0-9]{0,2}))*$/i;

/** Names of columns that all versions have, and few other tables. */
const COMMON = new Set(
  'id nature objet codecpv procedure dureemois montant valeurglobale datenotification datepublicationdonnees formeprix considerationssociales'.split(
    ' ',
  ),
);

/** Any word may be the name of a column, but a row of words is no header for that. */
const tells = (name: string): boolean => name.includes('.') || COMMON.has(name.toLowerCase());

function placesOf(name: string): Partial<Record<RecordKind, Place>> {
  if (!NAME.test(name)) return {};
  const steps = name.split('.').map((part) => (/^[0-9]/.test(part) ? String(Number(part) - 1) : part));
  const place: Place = {
    name,
    title: name,
    pointer: `/${steps.join('/')}`,
    leaf: TEXT,
    member: undefined,
    required: false,
    rank: [],
  };
  return { marche: place, 'contrat-concession': place };
}

export const anyNames: Names = { places: placesOf, tells };
