// How long the searches look: as much as the run of a pull request can afford, or fifty times that (`npm run test:full`).
import { FULL } from '../support/tier.ts';

/** Fixed, so that a run can be trusted to repeat; a full run looks elsewhere each time, and its seed is printed. */
export const SEED = process.env['FIDELITY_SEED'] ?? (FULL ? String(Date.now()) : 'decp');

/** Instances a version. */
export const COUNT = 20_250 * (FULL ? 50 : 1);

/** What one search may take on a busy machine, in milliseconds. */
export const PATIENCE = 180_000 * (FULL ? 20 : 1);

/** Versions in which a difference is planted: one each, or all that it fits. */
export const plantedIn = (versions: readonly string[], turn: number): readonly string[] =>
  FULL ? versions : [versions[turn % versions.length] ?? ''];
