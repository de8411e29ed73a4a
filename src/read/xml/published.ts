import type { PublishedXsd, XsdReason } from '../../messages/published-xsd.ts';
import type { Leaf } from '../../model/tree.ts';
import type { LeafFrame, ListFrame, ObjectFrame } from './frames.ts';
import { daysIn } from '../../../packages/base/src/days.ts';

/** Notes a finding about the element that is open. */
type Witness = { see(code: 'xml.published-xsd-refuses', params: { reason: XsdReason; edition: string; name?: string }): void };

const DAY = /^-?([0-9]{4,})-([0-9]{2})-([0-9]{2})$/;

/** Says what the published XSD refuses in a record that the JSON Schema of its version accepts. */
export class Published {
  readonly #xsd: PublishedXsd;
  readonly #isUnicode: boolean;
  readonly #patterns = new WeakMap<Leaf, RegExp>();

  constructor(xsd: PublishedXsd, isUnicode: boolean) {
    this.#xsd = xsd;
    this.#isUnicode = isUnicode;
  }

  get edition(): string {
    return this.#xsd.edition;
  }

  list({ list, value }: ListFrame, pointer: string, witness: Witness): void {
    const isOpen = (list.schema.minItems ?? 0) === 0;
    if (value.length === 0 && isOpen && this.#xsd.nonEmptyLists.has(pointer)) this.#refuse('empty-list', witness);
  }

  /** Whether the XSD requires an element that the JSON Schema does not. */
  wants(pointer: string): boolean {
    return this.#xsd.mandatory.includes(placeOf(pointer));
  }

  /** `pointer` is that of an object whose end has come. */
  object({ value }: ObjectFrame, pointer: string, witness: Witness): void {
    if (this.#xsd.mandatory.length === 0) return;
    const place = placeOf(pointer);
    for (const path of this.#xsd.mandatory) {
      const cut = path.lastIndexOf('/');
      const name = path.slice(cut + 1);
      if (path.slice(0, cut) === place && !Object.hasOwn(value, name) && this.#concerns(name, value)) {
        this.#refuse('missing-element', witness, name);
      }
    }
  }

  unknown({ branch }: ObjectFrame, name: string, witness: Witness): void {
    if (this.#xsd.closed && (!branch.closed || name === '_type')) this.#refuse('unknown-element', witness);
  }

  singular(witness: Witness): void {
    if (this.#xsd.plural) this.#refuse('singular-element', witness);
  }

  /** An optional element that is there without any text. */
  empty({ leaf, element }: LeafFrame, witness: Witness): void {
    const { minLength = 0, pattern, enum: codes } = leaf.schema;
    const isFree = leaf.type === 'string' && !leaf.isDate && minLength === 0 && pattern === undefined && codes === undefined;
    if (!isFree && !this.#xsd.mayBeEmpty.has(element)) this.#refuse('empty-element', witness);
  }

  value(leaf: Leaf, text: string, value: unknown, witness: Witness): void {
    if (leaf.isDate) {
      if (this.#xsd.dates && typeof value === 'string' && this.#isAccepted(leaf, value) && !isDay(value))
        this.#refuse('date', witness);
    } else if (leaf.type === 'boolean' && this.#xsd.strictText && typeof value === 'boolean' && /[ \t\r\n]/.test(text)) {
      this.#refuse('boolean-blanks', witness);
    }
  }

  /** Both kinds of record have modifications: those of a marché have titulaires, those of a concession a value. */
  #concerns(name: string, value: Record<string, unknown>): boolean {
    const isConcession = Object.hasOwn(value, 'dateSignatureModification');
    return name === 'valeurGlobale' ? isConcession : !isConcession && !Object.hasOwn(value, 'autoriteConcedante');
  }

  #isAccepted(leaf: Leaf, value: string): boolean {
    let pattern = this.#patterns.get(leaf);
    if (!pattern) {
      pattern = new RegExp(leaf.schema.pattern ?? '', this.#isUnicode ? 'u' : '');
      this.#patterns.set(leaf, pattern);
    }
    return pattern.test(value);
  }

  #refuse(reason: XsdReason, witness: Witness, name?: string): void {
    const { edition } = this.#xsd;
    witness.see('xml.published-xsd-refuses', name === undefined ? { reason, edition } : { reason, edition, name });
  }
}

const placeOf = (pointer: string): string => pointer.replace(/\/[0-9]+(?=\/|$)/g, '/*');

/** A day that the calendar has. Time zones were taken off before. */
function isDay(text: string): boolean {
  const parts = DAY.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  return day >= 1 && day <= daysIn(year, month);
}
