import { FULL } from '../support/full.ts';

/** Mutants without and with the rules, over all versions together: as many as every run of the tests can afford, or far more; FUZZ_COUNT says otherwise. */
export const COUNT = Number(process.env['FUZZ_COUNT'] ?? (FULL ? 1_000_000 : 50_000));
export const RULES_COUNT = Number(process.env['FUZZ_RULES_COUNT'] ?? (FULL ? 200_000 : 5_000));

/** Fixed, so that a run can be trusted to repeat; a full run looks elsewhere each time, and its seed is printed. */
export const SEED = process.env['FUZZ_SEED'] ?? (FULL ? String(Date.now()) : 'decp');

/** What one search may take on a busy machine, in milliseconds. */
export const PATIENCE = 300_000 * (FULL ? 20 : 1);
