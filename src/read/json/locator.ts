import type { RecordEvent } from '../record.ts';
import type { JsonFile } from './file.ts';
import { Places } from './places.ts';

/** Finds places in the record that begins with the window and ends before the offset `to`, until the window has moved on. */
export function locator({ window }: JsonFile, to: number): RecordEvent['locate'] {
  const from = window.offset;
  let places: Places | undefined;
  return (pointer, part = 'value') => {
    if (window.offset !== from) throw new Error('locate() was called after the next event was asked for');
    places ??= new Places(window.bytes, window.start, window.indexOf(to), window.position());
    return places.locate(pointer, part);
  };
}
