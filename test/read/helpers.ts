/** What the tests of the readers share: events as plain data, and positions and values found in the simplest way. */
import type { Position } from '../../src/finding.ts';
import { readChunks } from '../../src/read/json/read-json.ts';
import type { ReadOptions } from '../../src/read/json/file.ts';
import type { EndEvent, ReadEvent, RecordEvent } from '../../src/read/record.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Bytes of a text in which `\xHH` stands for that byte as it is. */
export function rawBytes(text: string): Uint8Array {
  const parts = text.split(/(\\x[0-9A-F]{2})/);
  return joined(
    parts.map((part) => (/^\\x[0-9A-F]{2}$/.test(part) ? Uint8Array.of(parseInt(part.slice(2), 16)) : bytesOf(part))),
  );
}

export function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The bytes in pieces of the given sizes, which come round again and again. Every piece comes in one buffer, as from a file. */
export function* inChunks(bytes: Uint8Array, sizes: number[]): Generator<Uint8Array, void> {
  const buffer = new Uint8Array(Math.max(...sizes));
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const part = bytes.subarray(at, at + (sizes[turn % sizes.length] ?? 1));
    buffer.set(part);
    yield buffer.subarray(0, part.length);
    at += part.length;
  }
}

/** The events as plain data: a record with its own position and that of every value in it, the end without its places. */
export function eventsOf(bytes: Uint8Array, sizes: number[] = [bytes.length + 1], options: ReadOptions = {}): unknown[] {
  const events: unknown[] = [];
  for (const event of readChunks(inChunks(bytes, sizes), options)) events.push(plain(event));
  return events;
}

function plain(event: ReadEvent): unknown {
  if (event.type === 'record') return plainRecord(event);
  if (event.type !== 'end') return event;
  const { locate: _, ...rest } = event;
  return rest;
}

function plainRecord(event: RecordEvent) {
  const { locate, rounded: _, ...rest } = event;
  return { ...rest, places: pointersIn(event.value).map((pointer) => [pointer, locate(pointer), locate(pointer, 'key')]) };
}

export function recordsOf(bytes: Uint8Array): { path: string; value: unknown }[] {
  const records = [];
  for (const event of readChunks([bytes])) if (event.type === 'record') records.push({ path: event.path, value: event.value });
  return records;
}

export function endOf(events: unknown[]): EndEvent {
  return (events as ReadEvent[]).at(-1) as EndEvent;
}

/** The pointers of a value and of all that is in it. */
export function pointersIn(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  const entries = Object.entries(value).map(([key, inner]) =>
    pointersIn(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return [pointer, ...entries.flat()];
}

/** The value at a pointer, undefined where there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  const segments = pointer.split('/').slice(1);
  return segments
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

/** The position of the UTF-16 unit `at` of a text. */
export function positionIn(text: string, at: number): Position {
  const before = text.slice(0, at);
  const lines = before.split('\n');
  return { offset: bytesOf(before).length, line: lines.length, column: (lines.at(-1) as string).length + 1 };
}
