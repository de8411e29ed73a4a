/** Where files are cut into pieces, as pipes and disks do it. */
import type { Random } from '../fidelity/random.ts';

/** Cuts every `size` bytes. */
export function cutsEvery(size: number, length: number): number[] {
  const cuts: number[] = [];
  for (let at = size; at < length; at += size) cuts.push(at);
  return cuts;
}

/** Pieces of any size up to `most`; now and then an empty one. */
export function cutsAtRandom(random: Random, length: number, most: number): number[] {
  const cuts: number[] = [];
  for (let at = random.below(most); at < length; at += random.chance(EMPTY) ? 0 : 1 + random.below(most)) cuts.push(at);
  return cuts;
}

const EMPTY = 0.05;
