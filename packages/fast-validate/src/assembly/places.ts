import { addText } from './fingerprint';

/*
 * A text is known by its place: eight bytes that hold the address of its first byte and of the one after its last. Slots of frames are such
 * places. Texts are sound UTF-8 without escapes.
 */

// @ts-ignore: decorator
@inline
export function fromOf(text: usize): usize {
  return load<u32>(text);
}

// @ts-ignore: decorator
@inline
export function toOf(text: usize): usize {
  return load<u32>(text, 4);
}

// @ts-ignore: decorator
@inline
export function lengthOf(text: usize): usize {
  return load<u32>(text, 4) - load<u32>(text);
}

/** The place of a text that never changes. */
export function constant(place: usize, from: usize, length: u32): usize {
  store<u32>(place, from);
  store<u32>(place, from + length, 4);
  return place;
}

/** The place of a text, empty at first, whose bytes follow it. */
export function made(place: usize): usize {
  return constant(place, place + 8, 0);
}

/** Sets how many bytes a made text has. */
export function setLength(place: usize, length: usize): usize {
  store<u32>(place, fromOf(place) + length, 4);
  return place;
}

export function addPlace(text: usize): void {
  addText(fromOf(text), toOf(text));
}

/** Whether two texts are the same. Eight bytes a step. */
export function same(a: usize, b: usize): bool {
  const length = lengthOf(a);
  if (length != lengthOf(b)) return false;
  let i = fromOf(a);
  let j = fromOf(b);
  const end = i + length;
  for (; i + 8 <= end; i += 8, j += 8) if (load<u64>(i) != load<u64>(j)) return false;
  for (; i < end; i++, j++) if (load<u8>(i) != load<u8>(j)) return false;
  return true;
}

/** Whether a text comes before another by code points: UTF-8 keeps their order. */
export function isBefore(a: usize, b: usize): bool {
  let i = fromOf(a);
  let j = fromOf(b);
  const end = i + min(lengthOf(a), lengthOf(b));
  while (i < end && load<u8>(i) == load<u8>(j)) {
    i++;
    j++;
  }
  return i == end ? lengthOf(a) < lengthOf(b) : load<u8>(i) < load<u8>(j);
}

/** The length of a text in characters (code points), as CEL counts: bytes that continue none. */
export function characters(text: usize): f64 {
  const to = toOf(text);
  let count: u32 = 0;
  for (let at = fromOf(text); at < to; at++) count += u32((load<u8>(at) & 0xc0) != 0x80);
  return <f64>count;
}
