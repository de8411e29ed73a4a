import { consumeValue, readValue } from './value.ts';
import { byteAfterColon, CLOSED, enter, nextItem } from './between.ts';
import type { JsonFile } from './file.ts';
import type { Signals } from './place.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { put } from './skeleton.ts';

/** Takes the value that begins with the window out of it, and returns what stands for it in the skeleton. */
export type TakeMember = (key: string, path: string, firstByte: number) => Signals<unknown>;

/**
 * Reads the object that begins with the window, member by member, and returns its skeleton: its keys, with what `take` made of
 * their values. As with JSON.parse the last of several members with one key counts.
 */
export function* readMembers(file: JsonFile, path: string, take: TakeMember): Signals<Record<string, unknown>> {
  const skeleton: Record<string, unknown> = {};
  const group = enter(file, path, true);
  while ((yield* nextItem(file, group)) !== CLOSED) {
    const position = file.window.position();
    const key = yield* readKey(file, path);
    const valuePath = child(path, key);
    if (Object.hasOwn(skeleton, key)) yield file.finding('syntax.duplicate-key', valuePath, position, { key });
    const byte = yield* byteAfterColon(file, path, valuePath);
    file.places.set(valuePath, { key: position, value: file.window.position() });
    put(skeleton, key, yield* take(key, valuePath, byte));
    file.advanced(position.offset);
  }
  return skeleton;
}

function* readKey(file: JsonFile, path: string): Signals<string> {
  const value = yield* readValue(file, { path, depth: 0, isRecord: false });
  consumeValue(file, value);
  return typeof value.value === 'string' ? value.value : '';
}
