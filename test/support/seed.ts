/** Loaded before each test file: what is drawn is the same in each run, so that a proposal is not red by chance; the night looks elsewhere each time. */
import fc from 'fast-check';
import { NIGHT } from './tier.ts';

if (!NIGHT) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 });
