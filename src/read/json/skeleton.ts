import { OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes.ts';
import type { Value } from './place.ts';

/** Longest text of a value that the skeleton keeps, in UTF-16 units. */
const KEPT = 1000;

export function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

export function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** What the skeleton keeps of a value that began with `firstByte`: all of it, or something empty of the same type. */
export function kept(value: Value, firstByte: number): unknown {
  if (value.status === 'read' && value.text.length <= KEPT) return value.value;
  if (firstByte === OPEN_BRACE) return {};
  if (firstByte === OPEN_BRACKET) return [];
  return firstByte === QUOTE ? '' : null;
}
