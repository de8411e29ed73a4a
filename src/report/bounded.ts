/** What a finding carries from the data, small enough to be printed half a million times. */
import type { RecordRef } from '../finding.ts';

/** Characters of JSON: no code list of the standard is longer. */
const LARGEST = 4000;
const KEPT = 500;

/** The same params; a value whose JSON is very long becomes the start of that JSON, as a text that ends with `…`. */
export function boundedParams(params: Record<string, unknown>): Record<string, unknown> {
  const bounded: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(params)) {
    bounded[name] = size(value) > LARGEST ? `${start(value)}…` : value;
  }
  return bounded;
}

function start(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, KEPT) : JSON.stringify(value).slice(0, KEPT);
}

/** Identifiers found in the data, as long as a person reads. */
export function boundedRecord(record: RecordRef): RecordRef {
  const { kind, index, id, buyer } = record;
  return { kind, index, ...(id !== undefined && { id: short(id) }), ...(buyer !== undefined && { buyer: short(buyer) }) };
}

const short = (text: string): string => (text.length > KEPT ? `${text.slice(0, KEPT)}…` : text);

/** Length of the JSON of a value, without writing the JSON of plain texts and numbers. */
function size(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : 0;
}
