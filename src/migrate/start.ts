import type { Detection } from '../validate/detect.ts';
import { isBefore } from '../model/releases.ts';

/**
 * The version to start from where the structure of a file allows several: the oldest on the way up, the newest on the way down, so that what any of them has is brought to the
 * target. A step leaves alone what is of its own version already.
 */
export function startOf({ candidates, version }: Detection, to: string): string {
  const before = candidates.filter((candidate) => isBefore(candidate, to));
  const after = candidates.filter((candidate) => isBefore(to, candidate) && candidate !== 'next');
  return before[0] ?? after.at(-1) ?? version;
}
