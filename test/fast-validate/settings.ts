import { draws, NIGHT } from '../support/tier.ts';

/** Mutants without and with the rules, over all versions together if each had as many as the draft; FUZZ_COUNT says otherwise. */
export const COUNT = Number(process.env['FUZZ_COUNT'] ?? draws(1_200, 15_000));
export const RULES_COUNT = Number(process.env['FUZZ_RULES_COUNT'] ?? draws(400, 5_000));

/** Changed records shaped as published, over all versions together; the night judges each with the rules and without, others half of them so. */
export const PUBLISHED_COUNT = Number(process.env['FUZZ_PUBLISHED_COUNT'] ?? draws(1_000, 12_000));

/** Fixed, so that a run can be trusted to repeat; the night looks elsewhere each time, and its seed is printed. */
export const SEED = process.env['FUZZ_SEED'] ?? (NIGHT ? String(Date.now()) : 'decp');
