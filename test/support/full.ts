/** Whether this is the run of a night (`npm run test:full`), which tries all of what the run of a proposal tries the most telling part of. */
export const FULL = process.env['FULL'] !== undefined;

/** The version that is applied nationwide and the next one; all of these in the run of a night. */
export const someOf = (versions: readonly string[]): readonly string[] => (FULL ? versions : ['2.0.3', 'next']);
