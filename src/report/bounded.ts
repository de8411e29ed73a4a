/** What a finding carries from the data, small enough to be printed half a million times. */
import type { RecordRef } from '../finding.ts';
import { jsonOfText, safeJson } from '../../packages/base/src/visible.ts';

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

/** A param as JSON that no terminal takes for a command, bounded in the same way. Undefined for what JSON does not write. */
export function boundedJson(value: unknown): string | undefined {
  if (typeof value === 'string') return jsonOfText(value.length > LARGEST ? `${value.slice(0, KEPT)}…` : value);
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined || typeof value !== 'object') return json;
  return json.length > LARGEST ? jsonOfText(`${json.slice(0, KEPT)}…`) : safeJson(json);
}

function start(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, KEPT) : JSON.stringify(value).slice(0, KEPT);
}

/** Identifiers found in the data, as long as a person reads. */
export function boundedRecord(record: RecordRef): RecordRef {
  const { kind, index, id, buyer } = record;
  return { kind, index, ...(id !== undefined && { id: short(id) }), ...(buyer !== undefined && { buyer: short(buyer) }) };
}

/** An identifier found in the data, as long as a person reads. */
export const short = (text: string): string => (text.length > KEPT ? `${text.slice(0, KEPT)}…` : text);

/** Length of the JSON of a value, without writing the JSON of plain texts and numbers. */
function size(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : 0;
}
