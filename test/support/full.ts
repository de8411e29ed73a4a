/** Whether this is the run of a night (`npm run test:full`), which tries all of what the run of a proposal tries the most telling part of. */
export const FULL = process.env['FULL'] !== undefined;
