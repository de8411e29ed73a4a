// How long the searches look.
import { draws, NIGHT } from '../support/tier.ts';

/** Fixed, so that a run can be trusted to repeat; the night looks elsewhere each time, and its seed is printed. */
export const SEED = process.env['FIDELITY_SEED'] ?? (NIGHT ? String(Date.now()) : 'decp');

/** Instances a version. */
export const COUNT = draws(1_500, 20_250);
/** Instances among which any planted difference must be noticed: with some seeds one of them takes long. */
export const MOST = draws(22_500, 100_000);

/** Versions in which a difference is planted: one each, or all that it fits. */
export const plantedIn = (versions: readonly string[], turn: number): readonly string[] =>
  NIGHT ? versions : [versions[turn % versions.length] ?? ''];
