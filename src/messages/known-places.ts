import type { Finding } from '../finding.ts';
import type { RecordKind } from '../model/kinds.ts';
import { child } from '../../packages/base/src/pointer.ts';

/** Places within records that are remembered, and the longest of them. */
const MOST_KNOWN = 2000;
const LONGEST_KNOWN = 100;

/** What is known of findings by their place within a record: the path of nearly every finding is that of one before, but for the record. */
export class KnownPlaces<T> {
  readonly #codes: Record<RecordKind, Map<string, Map<string, T>>> = { marche: new Map(), 'contrat-concession': new Map() };
  #count = 0;
  #place: string | undefined;

  get(finding: Finding): T | undefined {
    this.#place = placeWithin(finding);
    if (this.#place === undefined || !finding.record) return undefined;
    return this.#codes[finding.record.kind].get(finding.code)?.get(this.#place);
  }

  /** Takes note of what is known of the finding that was asked for last. */
  set({ code, record }: Finding, value: T): void {
    if (this.#place === undefined || !record || this.#place.length > LONGEST_KNOWN || this.#count >= MOST_KNOWN) return;
    const codes = this.#codes[record.kind];
    let places = codes.get(code);
    if (!places) codes.set(code, (places = new Map<string, T>()));
    if (!places.has(this.#place)) this.#count++;
    places.set(this.#place, value);
  }
}

const LIST: Record<RecordKind, string> = { marche: '/marches/marche/', 'contrat-concession': '/marches/contrat-concession/' };

/** The path of the field from its record, if the record is in the list of its kind; undefined otherwise. */
function placeWithin({ code, record, path, params }: Finding): string | undefined {
  const list = record && LIST[record.kind];
  if (list === undefined || !path.startsWith(list)) return undefined;
  const end = path.indexOf('/', list.length);
  const place = end === -1 ? '' : path.slice(end);
  return code === 'schema.required' ? child(place, String(params['property'])) : place;
}
