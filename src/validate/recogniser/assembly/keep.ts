import { unescape, unescapedTo } from './escape';
import { STATE, UNSURE } from './state';
import { hasEscapes } from './text';

/** Leaves a text for the rules: where it begins and ends. A text that cannot be written in UTF-8 is for JavaScript. */
export function keepText(slot: usize, from: usize, to: usize): void {
  if (hasEscapes) {
    from = unescape(from, to);
    to = unescapedTo;
    if (from == 0) store<u32>(STATE, 1, UNSURE);
  }
  store<u32>(slot, u32(from));
  store<u32>(slot, u32(to), 4);
}
