/** Run once before all tests: what they look at is built from the sources as they are now. */
import { buildLibrary } from '../../src/node/build/library.ts';
import { buildProgram } from '../../src/node/build/program.ts';
import { buildQuietly } from '../../src/node/build/run.ts';

export default async function setup(): Promise<void> {
  await Promise.all([buildProgram(), buildLibrary(), buildQuietly('en')]);
}
