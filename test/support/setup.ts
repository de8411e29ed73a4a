/** What all tests of a run need. */
import { buildWhereNeeded } from './build.ts';
import { makeScratch } from './scratch.ts';
import { offerServices } from './services.ts';

const DONE = 'TEST_SETUP';

/** Called by vitest before the first test, once for each of its projects; what it returns is called after the last test. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  // A vitest that a test starts inherits the variable, with another pid.
  if (process.env[DONE] === String(process.pid)) return undefined;
  process.env[DONE] = String(process.pid);
  await buildWhereNeeded();
  const removeScratch = makeScratch();
  const stopServices = offerServices();
  return async () => {
    try {
      await stopServices();
    } finally {
      removeScratch();
    }
  };
}
