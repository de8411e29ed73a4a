/** Run once before all tests: what they look at is built from the sources as they are now. */
import { buildProgram } from '../../src/node/build/program.ts';
import { buildQuietly } from '../../src/node/build/run.ts';

export default async function setup(): Promise<void> {
  await Promise.all([buildProgram(), buildQuietly('en')]);
}
