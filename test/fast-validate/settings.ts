import { draws, FULL } from '../support/tier.ts';

/** Mutants without and with the rules, over all versions together if each had as many as the draft: what every run of the tests can afford, or far more; FUZZ_COUNT says otherwise. */
export const COUNT = Number(process.env['FUZZ_COUNT'] ?? draws(25_000, 1_000_000));
export const RULES_COUNT = Number(process.env['FUZZ_RULES_COUNT'] ?? draws(5_000, 200_000));

/** Changed records shaped as published, over all versions together; a full run judges each with the rules and without, others half of them so. */
export const PUBLISHED_COUNT = Number(process.env['FUZZ_PUBLISHED_COUNT'] ?? draws(20_000, 1_000_000));

/** Fixed, so that a run can be trusted to repeat; a full run looks elsewhere each time, and its seed is printed. */
export const SEED = process.env['FUZZ_SEED'] ?? (FULL ? String(Date.now()) : 'decp');

/** What one search may take on a busy machine, in milliseconds. */
export const PATIENCE = 300_000 * (FULL ? 20 : 1);
